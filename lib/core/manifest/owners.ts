import controllers from './controllers.json';
import { homeGroup, type ObjectRef } from './identity';
import { isPlain, listAt, objectAt, type PlainObject, stringAt } from './plain';
import { groupOf, isBuiltinGroup } from './registry';

/** The object that made another one and keeps it, as `metadata.ownerReferences` of the other names it. */
export interface ControllerRef {
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string | undefined;
}

const MADE_BY: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(controllers));

/** Kinds that exist only as copies of the template of what made them. */
const COPIES: ReadonlySet<string> = new Set([
  '/Pod',
  'apps/ReplicaSet',
  '/ReplicationController',
  'batch/Job',
]);

/**
 * The controller of an object: the owner with `controller: true`. Undefined where there is none, and where the owner is
 * a kind of Kubernetes that never makes such objects: anyone can write an owner into a manifest.
 * Source: Kubernetes documentation, owners and dependents; the API server takes one controller at most.
 */
export function controllerOf(manifest: PlainObject, ref: ObjectRef): ControllerRef | undefined {
  const owners = listAt(objectAt(manifest, 'metadata'), 'ownerReferences');
  for (const owner of owners) {
    if (!isPlain(owner) || owner.controller !== true) continue;
    const apiVersion = stringAt(owner, 'apiVersion') ?? '';
    const kind = stringAt(owner, 'kind') ?? '';
    const name = stringAt(owner, 'name') ?? '';
    if (apiVersion === '' || kind === '' || name === '') return undefined;
    const group = groupOf(apiVersion);
    if (!canMake({ group, kind }, ref)) return undefined;
    return { apiVersion, group, kind, name, uid: stringAt(owner, 'uid') || undefined };
  }
  return undefined;
}

/** Whether a controller of a kind makes objects of another; of kinds that are not Kubernetes' own everything is believed. */
function canMake(owner: Pick<ObjectRef, 'group' | 'kind'>, made: Pick<ObjectRef, 'group' | 'kind'>): boolean {
  if (!isBuiltinGroup(owner.group)) return true;
  return MADE_BY.get(kindKey(made))?.includes(kindKey(owner)) ?? false;
}

/** Whether objects of a kind are, where a controller made them, mere copies of its template. */
export function isCopy(ref: Pick<ObjectRef, 'group' | 'kind'>): boolean {
  return COPIES.has(kindKey(ref));
}

function kindKey(ref: Pick<ObjectRef, 'group' | 'kind'>): string {
  return `${homeGroup(ref.group, ref.kind)}/${ref.kind}`;
}
