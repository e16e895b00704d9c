import type { DeferredLeaves } from '../deferred';

/** The props of a namespace that may be known only later. */
export const NAMESPACE_LEAVES: DeferredLeaves = {
  annotations: { '*': true },
  imagePullSecrets: { '*': true },
};
