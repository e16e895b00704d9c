import type { Control } from '../control';

/** The controls of the category namespace, one a file, in the order of the catalogue. */
export const namespaceControls = [] as const satisfies readonly Control[];
