import { annotationOf, DISPOSABLE_ANNOTATION } from '../well-known';
import { identityKey, type ObjectRef, printedName, refOf } from './identity';
import { objectAt, objectsAt, type PlainObject, stringAt } from './plain';
import { compareQuantities, isQuantity, parseQuantity } from './quantity';

/** What would be lost, or out of reach, if one output took the place of another. */
export interface DataLoss {
  readonly object: ObjectRef;
  /** Path of the field; empty where the whole object goes. */
  readonly path: string;
  readonly found: string;
  readonly needs: string;
  /** What to do, in the order in which it is safe. */
  readonly fix: string;
}

const SNAPSHOTS = 'snapshot.storage.k8s.io';

/**
 * What holds data before and would not afterwards: claims, snapshots, StatefulSets with claims and namespaces with claims that
 * go, claims that shrink, claims that are deleted when pods go. A claim that says why nobody needs it (`disposable`) may go.
 * Both sets are indexed by `identityKey`.
 */
export function dataLosses(
  before: ReadonlyMap<string, PlainObject>,
  after: ReadonlyMap<string, PlainObject>,
): DataLoss[] {
  const holding = namespacesWithClaims(before.values());
  const templates = claimNames(after.values());
  const found: DataLoss[] = [];
  for (const [key, manifest] of before) {
    const object = refOf(manifest);
    const current = after.get(key);
    const loss = current === undefined ? vanished(object, manifest, holding, templates) : undefined;
    if (loss !== undefined) found.push(loss);
    if (current !== undefined) found.push(...changed(object, manifest, current));
  }
  return found;
}

/** What goes with an object that goes. */
function vanished(
  object: ObjectRef,
  manifest: PlainObject,
  holding: ReadonlySet<string>,
  templates: ReadonlySet<string>,
): DataLoss | undefined {
  switch (`${object.group}/${object.kind}`) {
    case '/PersistentVolumeClaim':
      return isDisposable(manifest) || isOfTemplate(object, templates)
        ? undefined
        : gone(object, 'a claim that goes, with all that it holds', claimFix(object));
    case `${SNAPSHOTS}/VolumeSnapshot`:
      return gone(object, 'a snapshot that goes, with all that it holds', claimFix(object));
    case 'apps/StatefulSet':
      return keptTemplates(manifest).length === 0 ? undefined : setGoes(object, manifest);
    case '/Namespace':
      return holding.has(object.name)
        ? gone(object, 'a namespace with claims that goes, with all that they hold', namespaceFix(object))
        : undefined;
    default:
      return undefined;
  }
}

function gone(object: ObjectRef, found: string, fix: string): DataLoss {
  return { object, path: '', found, needs: 'that it stays, under the same name', fix };
}

/** What of a claim, or of a StatefulSet, loses data although it stays. */
function changed(object: ObjectRef, before: PlainObject, after: PlainObject): DataLoss[] {
  if (object.kind === 'PersistentVolumeClaim' && object.group === '') return shrinks(object, before, after);
  return object.kind === 'StatefulSet' && object.group === 'apps' ? scalesAway(object, before, after) : [];
}

const SIZE = 'spec.resources.requests.storage';

function shrinks(object: ObjectRef, before: PlainObject, after: PlainObject): DataLoss[] {
  const [old, now] = [sizeOf(before), sizeOf(after)];
  const [least, most] = [now, old].map((size) => (isQuantity(size) ? parseQuantity(size) : undefined));
  if (least === undefined || most === undefined || compareQuantities(least, most) >= 0) return [];
  const needs = `at least ${String(old)}: a volume grows, and never shrinks`;
  const fix = 'keep the size; or make a smaller claim under another name, and copy the data';
  return [{ object, path: SIZE, found: String(now), needs, fix }];
}

function sizeOf(claim: PlainObject): unknown {
  return objectAt(objectAt(objectAt(claim, 'spec'), 'resources'), 'requests')?.storage;
}

/** Fewer pods, where the claims of pods that go are deleted with them. */
function scalesAway(object: ObjectRef, before: PlainObject, after: PlainObject): DataLoss[] {
  const [old, now] = [before, after].map((set) => objectAt(set, 'spec')?.replicas);
  const policy = objectAt(objectAt(after, 'spec'), 'persistentVolumeClaimRetentionPolicy');
  if (policy?.whenScaled !== 'Delete' || keptTemplates(after).length === 0) return [];
  if (typeof old !== 'number' || typeof now !== 'number' || now >= old) return [];
  const path = 'spec.replicas';
  const found = `${now}, and whenScaled: Delete, which deletes the claims of the pods that go`;
  const fix =
    'keep whenScaled: Retain while it has fewer pods, and delete the claims by hand when nobody needs them';
  return [{ object, path, found, needs: `${old}, or claims that are kept`, fix }];
}

function setGoes(object: ObjectRef, manifest: PlainObject): DataLoss {
  const policy = objectAt(objectAt(manifest, 'spec'), 'persistentVolumeClaimRetentionPolicy');
  const [template = ''] = keptTemplates(manifest);
  const deleted = policy?.whenDeleted === 'Delete';
  const what = deleted
    ? 'its claims are deleted with it'
    : `nothing mounts its claims (${template}-${object.name}-0) any more`;
  const order = `kubectl delete statefulset ${object.name}${inNamespace(object)} --cascade=orphan`;
  const fix = `keep its name: name: '${object.name}'. To move it: ${order}, which keeps its pods and claims, then apply without --against`;
  return gone(object, `a StatefulSet with claims that goes: ${what}`, fix);
}

function claimFix(object: ObjectRef): string {
  const { kind, name } = object;
  const by = `kubectl delete ${kind.toLowerCase()} ${name}${inNamespace(object)}`;
  return `keep it, under its name; when nobody needs the data: ${by}, then run without --against`;
}

function namespaceFix({ name }: ObjectRef): string {
  return `keep the namespace: name: '${name}'; when nobody needs the data: kubectl delete namespace ${name}, then run without --against`;
}

function inNamespace({ namespace }: ObjectRef): string {
  return namespace === undefined ? '' : ` -n ${namespace}`;
}

/** Whether a claim says why nobody needs what it holds. */
export function isDisposable(claim: PlainObject): boolean {
  return typeof annotationOf(claim, DISPOSABLE_ANNOTATION) === 'string';
}

/** The names of the templates of a StatefulSet whose claims someone needs. */
function keptTemplates(manifest: PlainObject): string[] {
  return objectsAt(objectAt(manifest, 'spec'), 'volumeClaimTemplates')
    .filter((template) => !isDisposable(template))
    .map((template) => stringAt(objectAt(template, 'metadata'), 'name') ?? '');
}

function namespacesWithClaims(all: Iterable<PlainObject>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const manifest of all) {
    const { kind, group, namespace = 'default' } = refOf(manifest);
    const isClaim = kind === 'PersistentVolumeClaim' && group === '' && !isDisposable(manifest);
    const isSet = kind === 'StatefulSet' && group === 'apps' && keptTemplates(manifest).length > 0;
    if (isClaim || isSet) found.add(namespace);
  }
  return found;
}

/** The beginnings of the names of claims that controllers make, by namespace. */
function claimNames(all: Iterable<PlainObject>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const manifest of all) {
    const ref = refOf(manifest);
    if (ref.kind !== 'StatefulSet' || ref.group !== 'apps') continue;
    for (const template of objectsAt(objectAt(manifest, 'spec'), 'volumeClaimTemplates')) {
      const name = stringAt(objectAt(template, 'metadata'), 'name');
      found.add(`${ref.namespace ?? ''}/${name ?? ''}-${printedName(ref)}`);
    }
  }
  return found;
}

/** Whether a claim is one that a StatefulSet makes for a pod, as in what a cluster answers. */
function isOfTemplate({ namespace, name }: ObjectRef, templates: ReadonlySet<string>): boolean {
  return templates.has(`${namespace ?? ''}/${name.replace(/-\d+$/, '')}`);
}

/** Objects by their identity; of two with the same the last one counts. */
export function byIdentity(manifests: readonly PlainObject[]): Map<string, PlainObject> {
  return new Map(manifests.map((manifest) => [identityKey(refOf(manifest)), manifest]));
}
