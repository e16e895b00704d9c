import type { Control } from '../control';
import { noCredentialsInConfigmaps } from './no-credentials-in-configmaps';
import { noCredentialsInEnv } from './no-credentials-in-env';

/** The controls of the category secrets, one a file, in the order of the catalogue. */
export const secretsControls = [
  noCredentialsInEnv,
  noCredentialsInConfigmaps,
] as const satisfies readonly Control[];
