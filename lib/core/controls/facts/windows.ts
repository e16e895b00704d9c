import { objectAt } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';

const GMSA = ['gmsaCredentialSpecName', 'gmsaCredentialSpec'] as const;

/** What a Windows container says of a field of its options, else what its pod does. */
function optionOf(container: Container, field: string): unknown {
  for (const spec of [container.spec, container.pod.spec]) {
    const found = objectAt(objectAt(spec, 'securityContext'), 'windowsOptions')?.[field];
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

/** The user that a Windows container is said to run as. */
export function windowsUser(container: Container): string | undefined {
  const user = optionOf(container, 'runAsUserName');
  return typeof user === 'string' ? user : undefined;
}

/** Why a Windows container may not be told that it is no administrator; undefined where nothing speaks against it. */
export function administratorReason(container: Container): string | undefined {
  const user = windowsUser(container);
  if (user !== undefined) {
    return user.toLowerCase() === 'containeradministrator'
      ? 'it says that it runs as ContainerAdministrator'
      : undefined;
  }
  if (optionOf(container, 'hostProcess') === true) return 'it runs as an account of its node';
  const account = managedAccount(container);
  return account === undefined
    ? undefined
    : `it uses the managed account ${account} and does not say a user, so that its image may run as ContainerAdministrator: say runAsUserName`;
}

/** The credential spec of a group-managed service account (gMSA) that a container uses, as a name. */
export function managedAccount(container: Container): string | undefined {
  for (const field of GMSA) {
    const found = optionOf(container, field);
    if (found !== undefined && found !== '')
      return field === 'gmsaCredentialSpecName' ? String(found) : 'of its own';
  }
  return undefined;
}

/** Fields that the API server refuses beside `os.name: windows`. Source: Kubernetes documentation, Windows containers. */
const LINUX_FLAGS = ['hostPID', 'hostIPC'];
const LINUX_OF_POD = ['hostUsers', 'shareProcessNamespace'];
const LINUX_CONTEXT = [
  'appArmorProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsGroup',
  'runAsUser',
  'seLinuxChangePolicy',
  'seLinuxOptions',
  'seccompProfile',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'sysctls',
];
const LINUX_CONTEXT_OF_CONTAINER = [
  'allowPrivilegeEscalation',
  'appArmorProfile',
  'capabilities',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
  'runAsGroup',
  'runAsUser',
  'seLinuxOptions',
  'seccompProfile',
];

/** A field of a pod that only Linux has; undefined where it has none, so that `os.name: windows` may be said. */
export function linuxField(pod: Pod): string | undefined {
  const set = (owner: unknown): boolean => owner !== undefined && owner !== null;
  const ofPod =
    LINUX_FLAGS.find((field) => pod.spec[field] === true) ??
    LINUX_OF_POD.find((field) => set(pod.spec[field]));
  if (ofPod !== undefined) return ofPod;
  const context = objectAt(pod.spec, 'securityContext');
  const shared = LINUX_CONTEXT.find((field) => set(context?.[field]));
  if (shared !== undefined) return `securityContext.${shared}`;
  for (const container of pod.containers) {
    const own = objectAt(container.spec, 'securityContext');
    const field = LINUX_CONTEXT_OF_CONTAINER.find((name) => set(own?.[name]));
    if (field !== undefined) return `securityContext.${field} of container ${container.name}`;
  }
  return undefined;
}
