import type { Control } from '../control';

/** The controls of the category workload, one a file, in the order of the catalogue. */
export const workloadControls = [] as const satisfies readonly Control[];
