import { refOf } from '../../../lib/core/manifest/identity';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import type { Group } from './driver';

/** Tells the set of an object by its kind, namespace and name; the first where several have it. */
export function ownersOf(group: Group): (kind: string, namespace: string, name: string) => string {
  const sets = new Map<string, string>();
  for (const { name: set, objects } of group.sets) {
    for (const object of objects) {
      const key = keyOf(object);
      if (!sets.has(key)) sets.set(key, set);
    }
  }
  return (kind, namespace, name) => sets.get(`${kind}/${namespace}/${name}`) ?? '';
}

function keyOf(object: PlainObject): string {
  const { kind, namespace, name } = refOf(object);
  return `${kind}/${namespace ?? ''}/${name}`;
}
