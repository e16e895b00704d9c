import type { LateLeaves } from '../late';

/** The props of a namespace that may be known only later. */
export const NAMESPACE_LEAVES: LateLeaves = { annotations: { '*': true }, imagePullSecrets: { '*': true } };
