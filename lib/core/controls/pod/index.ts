import type { Control } from '../control';
import { noPrivilegeEscalation } from './no-privilege-escalation';

/** The controls of the category pod, one a file, in the order of the catalogue. */
export const podControls = [noPrivilegeEscalation] as const satisfies readonly Control[];
