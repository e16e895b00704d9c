import { clone, isPlain, objectAt, type PlainObject } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { matches, selectorOf } from '../../manifest/selector';

/**
 * The label selector by which a workload finds its own pods, as a fresh object; undefined where there is none.
 * A ReplicationController holds bare labels.
 */
export function ownSelector(manifest: PlainObject): PlainObject | undefined {
  const selector = objectAt(objectAt(manifest, 'spec'), 'selector');
  if (selector === undefined || Object.keys(selector).length === 0) return undefined;
  return manifest.kind === 'ReplicationController' ? { matchLabels: clone(selector) } : clone(selector);
}

/** Whether a label selector in a pod spec selects the pod itself. An absent one selects nothing. */
export function selectsItself(pod: Pod, selector: unknown): boolean {
  if (!isPlain(selector)) return false;
  const read = selectorOf(selector);
  return read !== undefined && matches(read, objectAt(pod.metadata, 'labels') ?? {});
}
