import { describe } from '../../core/engine/describe';
import type { Comparison, Replacement } from '../../core/manifest/compare';
import { formatRef, type ObjectRef } from '../../core/manifest/identity';
import { isPlain } from '../../core/manifest/plain';
import { count } from '../io';

const MOST_LISTED = 20;

/** What differs from the earlier output, briefly. */
export function comparisonLines(comparison: Comparison, old: string): string[] {
  const { added, removed, changed, unchanged } = comparison;
  const numbers = [`${added.length} added`, `${removed.length} removed`, `${changed.length} changed`];
  return [
    `against ${old}: ${numbers.join(', ')}, ${unchanged} unchanged`,
    ...listed('+', added),
    ...listed('-', removed),
    ...listed('~', changed),
    ...renamed(comparison),
  ];
}

function listed(sign: string, objects: readonly ObjectRef[]): string[] {
  const lines = objects.slice(0, MOST_LISTED).map((object) => `  ${sign} ${formatRef(object)}`);
  const rest = objects.length - lines.length;
  return rest > 0 ? [...lines, `  ${sign} … and ${rest} more`] : lines;
}

/** A Job gets another name where its pods change. */
const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'CronJob']);

/** A workload that goes where another of its kind comes is often the same one under a new name. */
function renamed({ added, removed }: Comparison): string[] {
  return removed
    .filter((old) => WORKLOADS.has(old.kind))
    .filter((old) => added.some(({ kind, namespace }) => kind === old.kind && namespace === old.namespace))
    .map(
      (old) => `  ${formatRef(old)} goes; if it got another name only, keep the old one: name: '${old.name}'`,
    );
}

/** Why the new output may not replace the old one: one line for the whole, and one a field. */
export function replacementLines(replaced: readonly Replacement[]): string[] {
  return [
    `${count(replaced.length, 'object')} would have to be replaced, as the API server refuses these changes; nothing was written`,
    ...replaced.flatMap(({ object, changes }) =>
      changes.map(
        ({ path, before, after }) =>
          `  - ${formatRef(object)}, ${path}: found ${describe(after)}; needs ${describe(before)}, as before. Fix: ${fixOf(object, path, before)}. Or replace it: kubectl delete ${deletion(object)}, then synth without --against`,
      ),
    ),
  ];
}

function fixOf({ kind, name }: ObjectRef, path: string, before: unknown): string {
  if (kind === 'Job') return `name: '${name}-2', since what a Job does is never changed: another one runs`;
  if (kind === 'Pod') return `name: '${name}-2', since what runs in a pod is never changed`;
  if (path !== 'spec.selector') return 'keep the old value';
  const labels = isPlain(before) && isPlain(before.matchLabels) ? before.matchLabels : undefined;
  const simple = labels !== undefined && isPlain(before) && Object.keys(before).length === 1;
  if (!simple) return 'keep the old selector';
  const pairs = Object.entries(labels).map(([key, value]) => `'${key}': '${String(value)}'`);
  return `selector: { ${pairs.join(', ')} } keeps its identity (and name: its name)`;
}

function deletion({ kind, namespace, name }: ObjectRef): string {
  return `${kind.toLowerCase()} ${name}${namespace === undefined ? '' : ` -n ${namespace}`}`;
}
