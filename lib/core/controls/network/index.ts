import type { Control } from '../control';

/** The controls of the category network, one a file, in the order of the catalogue. */
export const networkControls = [] as const satisfies readonly Control[];
