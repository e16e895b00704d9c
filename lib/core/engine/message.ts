import { formatRef, isObject } from '../manifest/identity';
import type { Origin } from '../manifest/manifest-set';
import { targetFor } from '../policy/waiver';
import { waiverAt } from '../policy/waiver-text';
import { printable } from '../printable';
import type { Finding } from './finding';

/**
 * A finding as one message:
 * `<control> at <construct path> (<Kind ns/name>, <field path>, container <name>, finding <id>): found X; needs Y. Fix: <change>. Or waive: <waiver>.`
 * The change and the waiver are those that the place takes; a waiver may name the container and the finding.
 * Safe to print, whatever names are in it. Where the policy locks the control it says so in place of the waiver.
 */
export function messageOf(finding: Finding): string {
  return textOf(finding, finding.origin);
}

/** The same where all waivers are in one list, as those of a policy pack do, whatever made the object. */
export function messageForList(finding: Finding): string {
  return textOf(finding, {});
}

function textOf(finding: Finding, place: Pick<Origin, 'file' | 'construct'>): string {
  const { origin } = finding;
  const where =
    origin.construct ??
    (origin.file === undefined ? '' : `${origin.file}${origin.line === undefined ? '' : `:${origin.line}`}`);
  const object = isObject(finding.object) ? formatRef(finding.object) : '';
  const field = [object, finding.path].filter((part) => part !== '').join(', ');
  const container = finding.container === undefined ? '' : `, container ${finding.container}`;
  const id = finding.finding === undefined ? '' : `, finding ${finding.finding}`;
  const at = where === '' ? '' : ` at ${where}`;
  const inside = field === '' ? '' : ` (${field}${container}${id})`;
  const waive = finding.waivable
    ? ` Or waive: ${waiverAt(finding.control, place, finding.object, targetFor(finding.object))}.`
    : '';
  const lock = finding.lock === undefined ? '' : ` ${finding.lock}.`;
  const verdict = finding.verdict === 'unknown' ? 'cannot be judged: ' : '';
  return printable(
    `${finding.control}${at}${inside}: ${verdict}found ${finding.found}; needs ${finding.needs}. Fix: ${finding.fix}.${waive}${lock}`,
  );
}
