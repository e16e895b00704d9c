import type { Control } from '../control';
import { clusterSecretStoreConditions } from './cluster-secret-store-conditions';
import { noCredentialsInConfigmaps } from './no-credentials-in-configmaps';
import { noCredentialsInEnv } from './no-credentials-in-env';
import { secretAccessDeclared } from './secret-access-declared';
import { secretsAsFiles } from './secrets-as-files';

/** The controls of the category secrets, one a file, in the order of the catalogue. */
export const secretsControls = [
  noCredentialsInEnv,
  noCredentialsInConfigmaps,
  secretsAsFiles,
  clusterSecretStoreConditions,
  secretAccessDeclared,
] as const satisfies readonly Control[];
