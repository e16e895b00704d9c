import { isPlain, listAt, objectAt, objectsAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { CONTAINER_LISTS } from '../../../lib/core/manifest/pod';
import type { PodInput } from '../../../lib/core/pod-security';

const LINUX_POD = [
  'seLinuxOptions',
  'seccompProfile',
  'appArmorProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
];
const LINUX_CONTAINER = [
  'seLinuxOptions',
  'seccompProfile',
  'appArmorProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

const NOT_EPHEMERAL = ['resources', 'ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'];

/**
 * What the API server refuses about a pod's security, by name: the rules of its validation that a hardening step could
 * run into. Written from the API's validation, independent of the controls.
 */
export function apiRefuses(pod: PodInput): string[] {
  const spec = isPlain(pod.spec) ? pod.spec : {};
  const context = objectAt(spec, 'securityContext') ?? {};
  const windows = objectAt(spec, 'os')?.name === 'windows';
  const linux = objectAt(spec, 'os')?.name === 'linux';
  const refused = new Set<string>();
  const refuse = (rule: string, when: boolean): void => {
    if (when) refused.add(rule);
  };
  const host = spec.hostNetwork === true || spec.hostPID === true || spec.hostIPC === true;
  refuse('hostUsers beside host namespaces', spec.hostUsers === false && host);
  refuse('windowsOptions on linux', linux && set(context, 'windowsOptions'));
  for (const field of LINUX_POD) refuse(`${field} on windows`, windows && set(context, field));
  for (const field of ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace']) {
    refuse(`${field} on windows`, windows && set(spec, field));
  }
  for (const list of CONTAINER_LISTS) {
    for (const container of objectsAt(spec, list))
      containerRules(container, list, { spec, windows, linux }, refuse);
  }
  return [...refused];
}

interface Surroundings {
  readonly spec: PlainObject;
  readonly windows: boolean;
  readonly linux: boolean;
}

type Refuse = (rule: string, when: boolean) => void;

function containerRules(container: PlainObject, list: string, around: Surroundings, refuse: Refuse): void {
  const own = objectAt(container, 'securityContext') ?? {};
  const added = listAt(objectAt(own, 'capabilities'), 'add');
  const stays = own.allowPrivilegeEscalation === false;
  refuse('no escalation beside privileged', stays && own.privileged === true);
  refuse(
    'no escalation beside SYS_ADMIN',
    stays && (added.includes('SYS_ADMIN') || added.includes('CAP_SYS_ADMIN')),
  );
  refuse('procMount without user namespace', own.procMount === 'Unmasked' && around.spec.hostUsers !== false);
  refuse('windowsOptions on linux', around.linux && set(own, 'windowsOptions'));
  for (const field of LINUX_CONTAINER) refuse(`${field} on windows`, around.windows && set(own, field));
  for (const field of NOT_EPHEMERAL)
    refuse(`${field} of an ephemeral container`, list === 'ephemeralContainers' && set(container, field));
}

function set(owner: PlainObject, field: string): boolean {
  return owner[field] !== undefined && owner[field] !== null;
}
