import type { Control } from '../control';
import { defaultServiceAccountUnused } from './default-service-account-unused';
import { serviceAccountAutomountDisabled } from './service-account-automount-disabled';
import { serviceAccountPerWorkload } from './service-account-per-workload';

/** The controls of the category rbac, one a file, in the order of the catalogue. */
export const rbacControls = [
  defaultServiceAccountUnused,
  serviceAccountPerWorkload,
  serviceAccountAutomountDisabled,
] as const satisfies readonly Control[];
