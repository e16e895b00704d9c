import type { Control } from '../control';
import { noCredentialsInEnv } from './no-credentials-in-env';

/** The controls of the category secrets, one a file, in the order of the catalogue. */
export const secretsControls = [noCredentialsInEnv] as const satisfies readonly Control[];
