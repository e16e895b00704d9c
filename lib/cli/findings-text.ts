import { isDeepStrictEqual } from 'node:util';
import { SEVERITIES } from '../core/controls/control';
import { formatRef, isObject } from '../core/manifest/identity';
import { isUnseenMaker } from '../core/manifest/unseen-maker';
import { targetFor } from '../core/policy/waiver';
import { waiverCall, waiverEntry } from '../core/policy/waiver-text';
import type { ReportedFinding } from '../core/report/report';
import { count } from './io';
import type { Colour, Paint } from './paint';
import { Tally } from './tally';

/** A finding of a report, with its place in a file where it has one. */
export interface LocatedFinding extends Omit<ReportedFinding, 'waivable' | 'lock' | 'fixes'> {
  /** @default true */
  readonly waivable?: boolean;
  readonly lock?: string | null;
  readonly file?: string;
  readonly line?: number;
}

const RANKS: readonly string[] = SEVERITIES;
const COLOURS: Readonly<Record<string, Colour>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'dim',
};

/** So many controls that find fault with one value are shown together: a rule with `*` has about thirty against it. */
const TOGETHER = 5;

/** What a finding says where no value stands: against that no controls are shown together. */
const NOTHING = 'nothing';

/** Findings that are shown as one block. */
interface Block {
  readonly group: readonly LocatedFinding[];
  readonly lines: (group: readonly LocatedFinding[], paint: Paint) => Iterable<string>;
}

/**
 * Findings as lines, grouped by cause: what needs the same change is said once, with every place; and where many controls
 * find fault with one value, that value is said once, with every control. An empty line follows. The worst come first;
 * within a severity they keep the order of the report.
 */
export function* findingsLines(findings: readonly LocatedFinding[], paint: Paint): Generator<string> {
  const { values, rest } = partByValue(findings);
  const blocks: Block[] = [
    ...values.map((group) => ({ group, lines: valueLines })),
    ...groupedBy(rest, causeOf).map((group) => ({ group, lines: groupLines })),
  ];
  blocks.sort((left, right) => rankOf(left.group) - rankOf(right.group));
  for (const { group, lines } of blocks) {
    yield* lines(group, paint);
    yield '';
  }
}

function groupedBy(
  findings: readonly LocatedFinding[],
  keyOf: (finding: LocatedFinding) => string,
): LocatedFinding[][] {
  const groups = new Map<string, LocatedFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function causeOf({ control, severity, verdict, needs, fix, lock }: LocatedFinding): string {
  return JSON.stringify([control, severity, verdict, needs, fix, lock]);
}

function objectKey({ object: { kind, namespace, name } }: LocatedFinding): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

function placeKey({ construct, file, line, object, path, container, found }: LocatedFinding): string {
  return JSON.stringify([construct, file, line, object, path, container, found]);
}

/** Values against which many controls stand, those that are alike in one group; and all other findings. */
function partByValue(findings: readonly LocatedFinding[]): {
  readonly values: LocatedFinding[][];
  readonly rest: LocatedFinding[];
} {
  const counted = findings.filter(({ found }) => found !== NOTHING);
  const counts = new Tally();
  for (const finding of counted) counts.add(objectKey(finding));
  const values = counted.filter((finding) => counts.atMost(objectKey(finding)) >= TOGETHER);
  const alike = new Map<string, LocatedFinding[]>();
  const taken = new Set<LocatedFinding>();
  for (const group of groupedBy(values, placeKey)) {
    if (new Set(group.map(({ control }) => control)).size < TOGETHER) continue;
    group.sort((left, right) => rankOf([left]) - rankOf([right]));
    const key = JSON.stringify([group[0]?.found, group.map(causeOf)]);
    const known = alike.get(key) ?? [];
    for (const finding of group) {
      known.push(finding);
      taken.add(finding);
    }
    alike.set(key, known);
  }
  return { values: [...alike.values()], rest: findings.filter((finding) => !taken.has(finding)) };
}

/** The value, where it is, and each control with what it needs; each is waived by itself, as each may be locked. */
function valueLines(group: readonly LocatedFinding[], paint: Paint): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const causes = groupedBy(group, causeOf);
  const controls = new Set(group.map(({ control }) => control)).size;
  const colour = COLOURS[first.severity] ?? 'bold';
  const lines = [
    `${paint(colour, first.severity)} ${paint('bold', `${controls} controls`)}, ${count(group.length, 'finding')}: found ${first.found}`,
    ...new Set(group.map((finding) => `  - ${placeOf(finding)}`)),
  ];
  for (const [{ control, severity, verdict, needs, fix, lock } = first] of causes) {
    const unknown = verdict === 'unknown' ? 'cannot be judged: ' : '';
    lines.push(`  ${severity} ${paint('bold', control)}: ${unknown}needs ${needs}. Fix: ${fix}`);
    if (typeof lock === 'string') lines.push(`    ${lock}`);
  }
  const waivable = group.filter((finding) => finding.waivable !== false);
  if (waivable.length > 0)
    lines.push(paint('dim', `  Or waive, each control by itself: ${waiverFor(waivable, '…')}`));
  return lines;
}

function rankOf(group: readonly LocatedFinding[]): number {
  const rank = RANKS.indexOf(group[0]?.severity ?? '');
  return rank < 0 ? RANKS.length : rank;
}

function* groupLines(group: readonly LocatedFinding[], paint: Paint): Generator<string> {
  const [first] = group;
  if (first === undefined) return;
  const { control, severity, verdict, needs, fix, lock } = first;
  const alike = group.every(({ found }) => found === first.found);
  const colour = COLOURS[severity] ?? 'bold';
  const places = group.length === 1 ? '' : `, ${count(group.length, 'place')}`;
  const unknown = verdict === 'unknown' ? 'cannot be judged: ' : '';
  const found = alike ? `found ${first.found}; ` : '';
  yield `${paint(colour, severity)} ${paint('bold', control)}${places}: ${unknown}${found}needs ${needs}`;
  for (const finding of group) {
    const place = `${placeOf(finding)}${alike ? '' : `: found ${finding.found}`}`;
    if (place !== '') yield `  - ${place}`;
  }
  yield `  Fix: ${fix}`;
  if (first.waivable !== false) yield paint('dim', `  Or waive: ${waiverFor(group)}`);
  if (typeof lock === 'string') yield `  ${lock}`;
}

/** The waiver as its reader writes it: code, or for files an entry of a file of waivers; it is for one object each. */
function waiverFor(group: readonly LocatedFinding[], control = group[0]?.control): string {
  const [first] = group;
  if (control === undefined || first === undefined) return '';
  const { file, object } = first;
  if (file === undefined && !isUnseenMaker(object)) return waiverCall(control);
  const alike = group.every((other) => isDeepStrictEqual(other.object, object));
  if (!alike) return `${waiverEntry(control, { kind: '…', namespace: '…', name: '…' })} for each object`;
  return waiverEntry(control, targetFor(object));
}

/** `shop/web at web.yaml:12 (Deployment shop/web, spec.template.spec.hostPID, container app, finding http)`, as far as known. */
function placeOf({ construct, file, line, object, path, container, findingId }: LocatedFinding): string {
  const at = construct ?? (file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}`);
  const ref = isObject(object) ? formatRef({ ...object, namespace: object.namespace ?? undefined }) : '';
  const inside = [
    ref,
    path,
    container === null ? '' : `container ${container}`,
    typeof findingId === 'string' ? `finding ${findingId}` : '',
  ].filter((part) => part !== '');
  const text = inside.join(', ');
  if (at === '') return text;
  return text === '' ? at : `${at} (${text})`;
}
