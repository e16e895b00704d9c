import { NAMESPACE_NAME_LABEL } from '../well-known';
import table from './controller-labels.json';
import { homeGroup, type ObjectRef } from './identity';
import type { Range } from './ordinals';
import { isAbsent, objectAt, type PlainObject } from './plain';

/** What a controller writes into a label of the pods that it makes. */
export type ControllerLabel =
  | { readonly type: 'value'; readonly value: string }
  /** Something that is made up in the cluster; where `prefix` is not empty it begins like that. */
  | { readonly type: 'made'; readonly prefix: string }
  /** The number of the pod, after a prefix. */
  | { readonly type: 'ordinal'; readonly prefix: string; readonly range: Range };

/** The labels that controllers add to the pods of an object, whatever its template says. */
export type ControllerLabels = ReadonlyMap<string, ControllerLabel>;

const NONE: ControllerLabels = new Map();
const ONLY: Range = { start: 0, count: 1 };

interface Row {
  readonly group: string;
  readonly kind: string;
  readonly spec: readonly string[];
  readonly when?: Readonly<Record<string, unknown>>;
  readonly unless?: Readonly<Record<string, unknown>>;
  readonly ordinals?: { readonly count: readonly string[]; readonly start?: readonly string[] };
  readonly labels: Readonly<Record<string, string | undefined>>;
}

const rows: readonly Row[] = table;

const ROWS: ReadonlyMap<string, readonly Row[]> = rowsByKind();

function rowsByKind(): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.group}/${row.kind}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}

/**
 * Labels of nodes that the API server copies onto pods once they have a node, from Kubernetes 1.35 on: a pod may have
 * them, with any value. Source: the admission plugin PodTopologyLabels.
 */
export const NODE_LABELS: ReadonlySet<string> = new Set([
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
]);

/**
 * The labels that the controller of an object sets on its pods. They win over those of the template.
 * Source: Kubernetes documentation, well-known labels; the controllers and `pkg/registry/batch/job/strategy.go`.
 */
export function controllerLabels(manifest: PlainObject, ref: ObjectRef): ControllerLabels {
  const found = ROWS.get(`${homeGroup(ref.group, ref.kind)}/${ref.kind}`);
  if (found === undefined) return NONE;
  const labels = new Map<string, ControllerLabel>();
  for (const row of found) {
    const spec = at(manifest, row.spec);
    if (!applies(row, spec)) continue;
    const range = row.ordinals === undefined ? ONLY : rangeOf(spec, row.ordinals);
    for (const [key, pattern] of Object.entries(row.labels)) {
      if (pattern !== undefined) labels.set(key, labelOf(pattern, ref, range));
    }
  }
  return labels;
}

/** The labels of a Namespace, with the one that the API server sets to its name. */
export function namespaceLabels(manifest: PlainObject, name: string): PlainObject {
  return { ...objectAt(objectAt(manifest, 'metadata'), 'labels'), [NAMESPACE_NAME_LABEL]: name };
}

function applies({ when = {}, unless = {} }: Row, spec: PlainObject | undefined): boolean {
  const holds = ([field, value]: [string, unknown]): boolean => spec?.[field] === value;
  return Object.entries(when).every(holds) && !Object.entries(unless).some(holds);
}

/** Without a count there may be any number: an autoscaler sets it. A workload that is scaled to none keeps its first pod in mind. */
function rangeOf(spec: PlainObject | undefined, ordinals: NonNullable<Row['ordinals']>): Range {
  const count = valueAt(spec, ordinals.count);
  const start = valueAt(spec, ordinals.start ?? []);
  return {
    start: typeof start === 'number' ? start : 0,
    count: typeof count === 'number' ? Math.max(count, 1) : undefined,
  };
}

function labelOf(pattern: string, ref: ObjectRef, range: Range): ControllerLabel {
  if (pattern === '*') return { type: 'made', prefix: '' };
  const known = ref.name !== '';
  const text = pattern.replace('{name}', known ? ref.name : (ref.generateName ?? ''));
  if (!known && text !== pattern) return { type: 'made', prefix: ref.generateName ?? '' };
  if (text.endsWith('*')) return { type: 'made', prefix: text.slice(0, -1) };
  if (text.endsWith('{ordinal}'))
    return { type: 'ordinal', prefix: text.slice(0, -'{ordinal}'.length), range };
  return { type: 'value', value: text };
}

function at(owner: PlainObject, path: readonly string[]): PlainObject | undefined {
  let found: PlainObject | undefined = owner;
  for (const key of path) found = objectAt(found, key);
  return found;
}

function valueAt(owner: PlainObject | undefined, path: readonly string[]): unknown {
  const last = path.at(-1);
  const found = owner === undefined ? undefined : at(owner, path.slice(0, -1));
  const value = last === undefined ? undefined : found?.[last];
  return isAbsent(value) ? undefined : value;
}
