import { isDeepStrictEqual } from 'node:util';
import { waiverCode, waiverEntry } from '../core/engine/excuses';
import { formatRef, isObject } from '../core/manifest/identity';
import { targetFor } from '../core/policy/waiver';
import type { ReportedFinding } from '../core/report/report';
import { count } from './io';
import type { Colour, Paint } from './paint';

/** A finding of a report, with its place in a file where it has one. */
export interface LocatedFinding extends Omit<ReportedFinding, 'waivable' | 'lock'> {
  /** @default true */
  readonly waivable?: boolean;
  readonly lock?: string | null;
  readonly file?: string;
  readonly line?: number;
}

const SEVERITIES = ['critical', 'high', 'medium', 'low'];
const COLOURS: Readonly<Record<string, Colour>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'dim',
};

/**
 * Findings as lines, grouped by cause: what needs the same change is said once, with every place, and an empty line
 * follows. The worst come first; within a severity they keep the order of the report.
 */
export function findingsLines(findings: readonly LocatedFinding[], paint: Paint): string[] {
  const causes = new Map<string, LocatedFinding[]>();
  for (const finding of findings) {
    const { control, severity, verdict, needs, fix, lock } = finding;
    const key = JSON.stringify([control, severity, verdict, needs, fix, lock]);
    const group = causes.get(key);
    if (group === undefined) causes.set(key, [finding]);
    else group.push(finding);
  }
  const groups = [...causes.values()].sort((left, right) => rankOf(left) - rankOf(right));
  return groups.flatMap((group) => [...groupLines(group, paint), '']);
}

function rankOf(group: readonly LocatedFinding[]): number {
  const rank = SEVERITIES.indexOf(group[0]?.severity ?? '');
  return rank < 0 ? SEVERITIES.length : rank;
}

function groupLines(group: readonly LocatedFinding[], paint: Paint): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { control, severity, verdict, needs, fix, lock } = first;
  const alike = group.every(({ found }) => found === first.found);
  const colour = COLOURS[severity] ?? 'bold';
  const places = group.length === 1 ? '' : `, ${count(group.length, 'place')}`;
  const unknown = verdict === 'unknown' ? 'cannot be judged: ' : '';
  const found = alike ? `found ${first.found}; ` : '';
  const lines = [
    `${paint(colour, severity)} ${paint('bold', control)}${places}: ${unknown}${found}needs ${needs}`,
    ...group
      .map((finding) => `${placeOf(finding)}${alike ? '' : `: found ${finding.found}`}`)
      .filter((place) => place !== '')
      .map((place) => `  - ${place}`),
    `  Fix: ${fix}`,
  ];
  if (first.waivable !== false) lines.push(paint('dim', `  Or waive: ${waiverFor(group)}`));
  if (typeof lock === 'string') lines.push(`  ${lock}`);
  return lines;
}

/** The waiver as its reader writes it: code, or for files an entry of a file of waivers; it is for one object each. */
function waiverFor(group: readonly LocatedFinding[]): string {
  const { control, file, object } = group[0] ?? {};
  if (control === undefined || object === undefined) return '';
  if (file === undefined) return waiverCode(control);
  const alike = group.every((other) => isDeepStrictEqual(other.object, object));
  if (!alike) return `${waiverEntry(control, { kind: '…', namespace: '…', name: '…' })} for each object`;
  return waiverEntry(control, targetFor(object));
}

/** `shop/web at web.yaml:12 (Deployment shop/web, spec.template.spec.hostPID, container app)`, as far as known. */
function placeOf({ construct, file, line, object, path, container }: LocatedFinding): string {
  const at = construct ?? (file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}`);
  const ref = isObject(object) ? formatRef({ ...object, namespace: object.namespace ?? undefined }) : '';
  const inside = [ref, path, container === null ? '' : `container ${container}`].filter(
    (part) => part !== '',
  );
  const text = inside.join(', ');
  if (at === '') return text;
  return text === '' ? at : `${at} (${text})`;
}
