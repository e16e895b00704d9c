import type { PlainObject } from '../../../lib/core/manifest/plain';

/** An object of the namespace `default`. */
export function namespaced(apiVersion: string, kind: string, rest: PlainObject): PlainObject {
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'default' }, ...rest };
}

/** An object of the cluster. */
export function clusterWide(apiVersion: string, kind: string, rest: PlainObject): PlainObject {
  return { apiVersion, kind, metadata: { name: 'web' }, ...rest };
}
