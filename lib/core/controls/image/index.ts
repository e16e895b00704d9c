import type { Control } from '../control';

/** The controls of the category image, one a file, in the order of the catalogue. */
export const imageControls = [] as const satisfies readonly Control[];
