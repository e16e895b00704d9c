import { clone, isPlain, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { matchOf } from '../../../manifest/pod-index';
import { isWhole } from '../../../manifest/pod-match';
import { selectorOf } from '../../../manifest/selector';
import { writtenSelector } from '../../../manifest/workload-selector';

/**
 * The label selector by which a workload finds its own pods, defaults of the API included, as a fresh object; undefined
 * where there is none.
 */
export function ownSelector(manifest: PlainObject): PlainObject | undefined {
  const selector = writtenSelector(manifest);
  return isPlain(selector) && Object.keys(selector).length > 0 ? clone(selector) : undefined;
}

/**
 * Whether a label selector in a pod spec selects every pod that the object makes, by labels of the template or of the
 * controller. An absent one selects nothing.
 */
export function selectsItself(pod: Pod, selector: unknown): boolean {
  if (!isPlain(selector)) return false;
  const read = selectorOf(selector);
  return read !== undefined && isWhole(matchOf(pod, read));
}
