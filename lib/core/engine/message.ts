import { formatRef, isObject } from '../manifest/identity';
import { isUnseenMaker } from '../manifest/unseen-maker';
import { targetFor } from '../policy/waiver';
import { waiverCode, waiverEntry } from '../policy/waiver-text';
import { printable } from '../printable';
import type { Finding } from './finding';

/**
 * A finding as one message:
 * `<control> at <construct path> (<Kind ns/name>, <field path>): found X; needs Y. Fix: <code>. Or waive: <code>.`
 * Safe to print, whatever names stand in it. Where the policy locks the control it says so in place of the waiver.
 */
export function messageOf(finding: Finding): string {
  const { origin } = finding;
  const where =
    origin.construct ??
    (origin.file === undefined ? '' : `${origin.file}${origin.line === undefined ? '' : `:${origin.line}`}`);
  const object = isObject(finding.object) ? formatRef(finding.object) : '';
  const place = [object, finding.path].filter((part) => part !== '').join(', ');
  const container = finding.container === undefined ? '' : `, container ${finding.container}`;
  const at = where === '' ? '' : ` at ${where}`;
  const inside = place === '' ? '' : ` (${place}${container})`;
  const waive = finding.waivable ? ` Or waive: ${waiverOf(finding)}.` : '';
  const lock = finding.lock === undefined ? '' : ` ${finding.lock}.`;
  const verdict = finding.verdict === 'unknown' ? 'cannot be judged: ' : '';
  return printable(
    `${finding.control}${at}${inside}: ${verdict}found ${finding.found}; needs ${finding.needs}. Fix: ${finding.fix}.${waive}${lock}`,
  );
}

/**
 * The waiver as its reader writes it: code where a construct made the object, else an entry of a file of waivers; that
 * too for what stands for objects that nobody sees, as no construct of ours made it.
 */
function waiverOf({ control, origin, object }: Finding): string {
  if (origin.file === undefined && !isUnseenMaker(object)) return waiverCode(control);
  return waiverEntry(control, targetFor(object));
}
