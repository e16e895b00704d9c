import { isPlain, listAt, objectAt } from '../../manifest/plain';
import type { Container } from '../../manifest/pod';
import type { HardenContext } from '../control';
import { mayBePrivileged } from '../pod/shared/security-context';
import { rootProgram } from './commands';
import { nodeFiles } from './volumes';

/** The one capability that says nothing about the user: servers add it for a port below 1024. */
const FOR_PORTS = 'NET_BIND_SERVICE';

/** Whether the manifest says that a container runs as another user than root. */
export function saysOtherUser(container: Container, context: Pick<HardenContext, 'said'>): boolean {
  const user = context.said(container, 'runAsUser');
  return user === undefined ? context.said(container, 'runAsNonRoot') === true : user !== 0;
}

/**
 * Why a container whose user the manifest does not say, or says to be root, is taken to run as root; undefined where nothing points to it.
 * Another user, and often fewer capabilities, would stop it.
 */
export function rootReason(container: Container, context: Pick<HardenContext, 'said'>): string | undefined {
  if (mayBePrivileged(container)) return 'it is privileged';
  if (saysOtherUser(container, context)) return undefined;
  const { spec } = container.pod;
  const capability = addedCapability(container);
  if (capability !== undefined) return `it adds the capability ${capability}, which only root has in effect`;
  const program = rootProgram(container);
  if (program !== undefined) return `its command says that ${program}`;
  const files = nodeFiles(container);
  if (files !== undefined) return `it is given ${files}`;
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].find((field) => spec[field] === true);
  return shared === undefined ? undefined : `its pod says ${shared}, as agents of a node do`;
}

/** A capability that a container adds, but for the one for ports below 1024. */
export function addedCapability(container: Container): string | undefined {
  const capabilities = objectAt(objectAt(container.spec, 'securityContext'), 'capabilities');
  const added = listAt(capabilities, 'add').find((name) => name !== FOR_PORTS && typeof name === 'string');
  return typeof added === 'string' ? added : undefined;
}

/** The ports below 1024 that a container says it listens on. */
export function lowPorts(container: Container): number[] {
  return listAt(container.spec, 'ports').flatMap((port) => {
    const number = isPlain(port) ? port.containerPort : undefined;
    return typeof number === 'number' && number > 0 && number < 1024 ? [number] : [];
  });
}
