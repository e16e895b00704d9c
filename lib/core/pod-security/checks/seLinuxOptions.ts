import { objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Check, CheckPod, Revision } from '../check';
import { joinQuote, pluralize, settersText, sortedSet } from '../text';

const TYPES_0 = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
const TYPES_31 = [...TYPES_0, 'container_engine_t'];

/** What is forbidden in the options met so far. */
interface Found {
  readonly types: string[];
  user: boolean;
  role: boolean;
}

/** Whether a security context has forbidden options; adds them to what was found. */
function collect(security: PlainObject, allowed: ReadonlySet<string>, found: Found): boolean {
  const options = objectAt(security, 'seLinuxOptions');
  if (options === undefined) return false;
  const type = stringAt(options, 'type') ?? '';
  const badType = !allowed.has(type);
  const user = (stringAt(options, 'user') ?? '') !== '';
  const role = (stringAt(options, 'role') ?? '') !== '';
  if (badType) found.types.push(type);
  found.user ||= user;
  found.role ||= role;
  return badType || user || role;
}

function seLinuxOptionsWith(types: readonly string[]): CheckPod {
  const allowed = new Set(types);
  return (pod) => {
    const found: Found = { types: [], user: false, role: false };
    const badPod = collect(pod.security, allowed, found);
    const containers: string[] = [];
    for (const { name, security } of pod.containers) {
      if (collect(security, allowed, found)) containers.push(name);
    }
    if (!badPod && containers.length === 0) return undefined;
    const setters = settersText(badPod, containers);
    return {
      reason: 'seLinuxOptions',
      detail: `${setters} set forbidden securityContext.seLinuxOptions: ${describe(found)}`,
    };
  };
}

function describe(found: Found): string {
  const parts: string[] = [];
  const types = sortedSet(found.types);
  if (types.length > 0) parts.push(`${pluralize('type', 'types', types.length)} ${joinQuote(types)}`);
  if (found.user) parts.push('user may not be set');
  if (found.role) parts.push('role may not be set');
  return parts.join('; ');
}

const FIELDS = ['spec.securityContext', 'spec.containers[*].securityContext'].flatMap((context) =>
  ['type', 'user', 'role'].map((field) => `${context}.seLinuxOptions.${field}`),
);

function revision(firstMinor: number, types: readonly string[]): Revision {
  return { firstMinor, fields: FIELDS, checkPod: seLinuxOptionsWith(types) };
}

/** SELinux types for containers only, and no user or role of one's own. */
export const seLinuxOptions: Check = {
  id: 'seLinuxOptions',
  level: 'baseline',
  revisions: [revision(0, TYPES_0), revision(31, TYPES_31)],
};
