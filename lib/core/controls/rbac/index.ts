import type { Control } from '../control';

/** The controls of the category rbac, one a file, in the order of the catalogue. */
export const rbacControls = [] as const satisfies readonly Control[];
