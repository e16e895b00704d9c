import { canonical } from './canonical';
import { refOf } from './identity';
import table from './immutable-fields.json';
import { dataText, isAbsent, isPlain, objectAt, type PlainObject, textOf } from './plain';

/** A field that the API server lets nobody change on an object that exists. */
export interface ImmutableChange {
  /** Path of the field, such as `spec.selector`. */
  readonly path: string;
  /** Undefined where it is not set. */
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * How an object is replaced: `delete` it and make it again; `orphan` what belongs to it, so that pods and claims stay; or `copy`
 * what it holds into another one.
 */
export type WayToReplace = 'delete' | 'orphan' | 'copy';

interface Rule {
  readonly immutable: readonly string[];
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly replacement?: string;
}

const RULES: ReadonlyMap<string, Rule> = new Map(Object.entries(table));

/**
 * The changes from one version of an object to the next that the API server refuses, so that the object would have to
 * be replaced. Both are the same object; defaults of the API count as written.
 * Source: the update validation of each kind (`ValidateDeploymentUpdate`, `ValidateStatefulSetUpdate`…). What depends on
 * the state of the cluster (a suspended Job, a claim that grows) is not judged.
 */
export function immutableChanges(before: PlainObject, after: PlainObject): ImmutableChange[] {
  const { group, kind } = refOf(after);
  const rule = RULES.get(`${group}/${kind}`);
  const [old, current] = [canonical(before), canonical(after)];
  if (group === '' && kind === 'Pod') return podChanges(old, current);
  if (rule === undefined) return frozenData(old, current, kind);
  const changes: ImmutableChange[] = [];
  for (const path of rule.immutable) {
    const change = {
      path,
      before: valueAt(old, path) ?? rule.defaults?.[path],
      after: valueAt(current, path) ?? rule.defaults?.[path],
    };
    if (change.after === undefined && isLive(before)) continue;
    if (sameValue(change.before, change.after) || (kind === 'Service' && keepsAddress(old, current, change)))
      continue;
    if (path === 'spec.completions' && isElastic(old, current)) continue;
    changes.push(change);
  }
  return [...changes, ...frozenData(old, current, kind)];
}

/** How an object of a kind is replaced, where a change of it is refused. */
export function wayToReplace({
  group,
  kind,
}: {
  readonly group: string;
  readonly kind: string;
}): WayToReplace {
  const way = RULES.get(`${group}/${kind}`)?.replacement;
  return way === 'orphan' || way === 'copy' ? way : 'delete';
}

/** What the API server writes into templates of claims, and what it takes for written. */
function claimTemplates(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((template: unknown) => {
    if (!isPlain(template)) return template;
    const { apiVersion: _apiVersion, kind: _kind, status: _status, ...rest } = template;
    const { creationTimestamp: _time, ...metadata } = objectAt(rest, 'metadata') ?? {};
    return canonical({ ...rest, metadata, spec: { volumeMode: 'Filesystem', ...objectAt(rest, 'spec') } });
  });
}

/** Whether an object was read from a cluster, which fills in what nobody wrote. */
function isLive(manifest: PlainObject): boolean {
  return !isAbsent(objectAt(manifest, 'metadata')?.uid);
}

/** Whether two values are the same data; the order of keys does not count in canonical objects. */
export function sameValue(left: unknown, right: unknown): boolean {
  return dataText(left) === dataText(right);
}

/** A field in the form in which it is compared. */
function valueAt(manifest: PlainObject, path: string): unknown {
  const value = fieldAt(manifest, path);
  return path === 'spec.volumeClaimTemplates' ? claimTemplates(value) : value;
}

/** Absent is undefined, also where the manifest says null. */
function fieldAt(manifest: PlainObject, path: string): unknown {
  let value: unknown = manifest;
  for (const key of path.split('.')) value = isPlain(value) ? value[key] : undefined;
  return isAbsent(value) ? undefined : value;
}

/** Whether a Job has as many indexes as pods at a time, and still has: such a one may grow and shrink. */
function isElastic(old: PlainObject, current: PlainObject): boolean {
  return [old, current].every((job) => {
    const { completionMode, completions, parallelism } = objectAt(job, 'spec') ?? {};
    return completionMode === 'Indexed' && (parallelism ?? 1) === completions;
  });
}

/**
 * Whether a change of a field of a bare pod is one that the API server takes: a deadline gets shorter, a time to end that
 * was below zero becomes 1, tolerations are added. Source: `ValidatePodUpdate`.
 */
function mayChange(field: string, before: unknown, after: unknown): boolean {
  switch (field) {
    case 'activeDeadlineSeconds':
      return typeof before !== 'number' || typeof after !== 'number' || after <= before;
    case 'terminationGracePeriodSeconds':
      return typeof before === 'number' && before < 0 && after === 1;
    case 'tolerations':
      return keepsTolerations(before, after);
    default:
      return false;
  }
}

/**
 * Whether all tolerations are still there; how long each of them lasts may change. Those of conditions of the node, such
 * as not-ready, the server writes itself.
 */
function keepsTolerations(before: unknown, after: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return true;
  const kept = new Set(after.map(withoutSeconds));
  return before.every((toleration: unknown) => isOfNode(toleration) || kept.has(withoutSeconds(toleration)));
}

function isOfNode(toleration: unknown): boolean {
  return isPlain(toleration) && textOf(toleration.key).startsWith('node.kubernetes.io/');
}

function withoutSeconds(toleration: unknown): string {
  return dataText(isPlain(toleration) ? { ...toleration, tolerationSeconds: undefined } : toleration);
}

/** The fields of a bare pod that change and may not; where one of the two says nothing the server knows its default. */
function podChanges(old: PlainObject, current: PlainObject): ImmutableChange[] {
  const [before, after] = [objectAt(old, 'spec') ?? {}, objectAt(current, 'spec') ?? {}];
  return Object.keys(after)
    .filter((field) => !isAbsent(before[field]) && !isAbsent(after[field]))
    .filter((field) => !sameValue(withoutImages(field, before[field]), withoutImages(field, after[field])))
    .filter((field) => !mayChange(field, before[field], after[field]))
    .sort()
    .map((field) => ({ path: `spec.${field}`, before: before[field], after: after[field] }));
}

function withoutImages(field: string, value: unknown): unknown {
  if (!/^(?:init)?containers$/i.test(field) || !Array.isArray(value)) return value;
  return value.map((item: unknown) => (isPlain(item) ? { ...item, image: undefined } : item));
}

/**
 * An address that is no longer written stays as it is; only a headless Service that shall get one stays headless
 * without a word. A Service that becomes, or was, an external name may drop or take one.
 */
function keepsAddress(old: PlainObject, current: PlainObject, change: ImmutableChange): boolean {
  const external = [old, current].some((service) => objectAt(service, 'spec')?.type === 'ExternalName');
  if (external) return true;
  const headless = change.before === 'None' || sameValue(change.before, ['None']);
  return change.after === undefined && !headless;
}

/** Data of a ConfigMap or Secret that says `immutable: true`. */
function frozenData(before: PlainObject, after: PlainObject, kind: string): ImmutableChange[] {
  if ((kind !== 'ConfigMap' && kind !== 'Secret') || before.immutable !== true) return [];
  const changes: ImmutableChange[] = [];
  for (const path of ['immutable', 'data', 'binaryData', 'stringData']) {
    const change = { path, before: fieldAt(before, path), after: fieldAt(after, path) };
    if (!sameValue(change.before, change.after)) changes.push(change);
  }
  return changes;
}
