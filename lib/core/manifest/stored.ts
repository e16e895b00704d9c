import { objectAt, type PlainObject, stringAt } from './plain';

/**
 * Whether an object was read from a cluster: it has the `resourceVersion` that the API server gives to what it keeps, and
 * refuses in what is to be made. Then some fields are the cluster's, not the author's: the node that the scheduler chose,
 * the replicas that an autoscaler set.
 */
export function isStored(manifest: PlainObject): boolean {
  return (stringAt(objectAt(manifest, 'metadata'), 'resourceVersion') ?? '') !== '';
}
