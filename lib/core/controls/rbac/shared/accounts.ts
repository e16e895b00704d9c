import { isAbsent } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';

/** The ServiceAccount that every namespace has, and that pods get which name none. */
export const DEFAULT_ACCOUNT = 'default';

/** The ServiceAccount that a pod names, by the field or by the one that came before it; undefined where it names none. */
export function accountOf(pod: Pod): unknown {
  const { serviceAccountName, serviceAccount } = pod.spec;
  if (!isAbsent(serviceAccountName) && serviceAccountName !== '') return serviceAccountName;
  return isAbsent(serviceAccount) || serviceAccount === '' ? undefined : serviceAccount;
}
