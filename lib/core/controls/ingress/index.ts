import type { Control } from '../control';

/** The controls of the category ingress, one a file, in the order of the catalogue. */
export const ingressControls = [] as const satisfies readonly Control[];
