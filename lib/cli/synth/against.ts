import { describe } from '../../core/engine/describe';
import type { Comparison, Replacement } from '../../core/manifest/compare';
import type { DataLoss } from '../../core/manifest/data-loss';
import { formatRef, type ObjectRef } from '../../core/manifest/identity';
import { type ImmutableChange, wayToReplace } from '../../core/manifest/immutable';
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

/** Why the new output may not replace the old one; nothing where it may. */
export function refusalLines(comparison: Comparison | undefined): string[] {
  const { replaced = [], losses = [] } = comparison ?? {};
  return [
    ...(replaced.length === 0 ? [] : replacementLines(replaced)),
    ...(losses.length === 0 ? [] : lossLines(losses)),
  ];
}

/** One line for the whole, and one a field. */
function replacementLines(replaced: readonly Replacement[]): string[] {
  return [
    `${count(replaced.length, 'object')} would have to be replaced, as the API server refuses these changes; nothing was written`,
    ...replaced.flatMap(({ object, changes }) =>
      changes.map(
        (change) =>
          `  - ${formatRef(object)}, ${change.path}: found ${describe(change.after)}; needs ${describe(change.before)}, as before. Fix: ${fixOf(object, change.path, change.before)}. ${orReplace(object, change, 'synth')}`,
      ),
    ),
  ];
}

/** What would be lost, one line for the whole, and one for each object. */
function lossLines(losses: readonly DataLoss[]): string[] {
  return [
    `${count(losses.length, 'object')} with data would go, or shrink; nothing was written`,
    ...losses.map(
      ({ object, path, found, needs, fix }) =>
        `  - ${formatRef(object)}${path === '' ? '' : `, ${path}`}: found ${found}; needs ${needs}. Fix: ${fix}`,
    ),
  ];
}

/** What to do about a change that the API server refuses. */
export function immutableFix(object: ObjectRef, change: ImmutableChange): string {
  return `${fixOf(object, change.path, change.before)}. ${orReplace(object, change, 'check')}`;
}

/** The order in which an object is replaced, such that no data is lost. */
function orReplace(object: ObjectRef, change: ImmutableChange, command: string): string {
  const { path } = change;
  const then = `then ${command} without --against`;
  switch (wayToReplace(object)) {
    case 'copy':
      return 'Or make a claim under another name, and copy the data; the old one stays until you delete it';
    case 'orphan': {
      const order = `kubectl delete ${deletion(object)} --cascade=orphan`;
      const pods =
        path === 'spec.selector'
          ? 'which keeps its claims; its pods are no longer its own, so delete them too'
          : 'which keeps its pods and claims';
      const grow =
        path === 'spec.volumeClaimTemplates'
          ? 'Claims that there are do not change: patch their size first. '
          : '';
      return `${grow}Or replace it: ${order}, ${pods}, ${then}, and apply${afterwards(object, change)}`;
    }
    case 'delete':
      return `Or replace it: kubectl delete ${deletion(object)}, ${then}`;
  }
}

/** What has to follow, as the pods of a StatefulSet that was replaced run on as they were. */
function afterwards(object: ObjectRef, { path, before, after }: ImmutableChange): string {
  if (path === 'spec.serviceName')
    return `, and kubectl rollout restart ${deletion(object)}: until a pod is replaced, only the old Service knows its name`;
  const old = path === 'spec.volumeClaimTemplates' ? templateNames(before) : [];
  const added = path === 'spec.volumeClaimTemplates' ? templateNames(after) : [];
  if (added.every((name) => old.includes(name))) return '';
  const { namespace, name } = object;
  const first = deletion({ ...object, kind: 'pod', namespace, name: `${name}-0` });
  return `, and delete its pods one by one, from kubectl delete ${first} on: one without the new volume is never replaced by itself`;
}

function templateNames(templates: unknown): unknown[] {
  const list = Array.isArray(templates) ? templates.filter(isPlain) : [];
  return list.map(({ metadata }) => (isPlain(metadata) ? metadata.name : undefined));
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
