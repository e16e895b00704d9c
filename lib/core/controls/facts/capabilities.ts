import type { Container } from '../../manifest/pod';
import { type Change, type HardenContext, leaveContainer } from '../control';
import { dropOf } from '../pod/shared/capabilities';
import { lowPorts, rootReason, saysOtherUser } from './root';

/** What the loss of capabilities may stop. */
export const LOSES_CAPABILITIES =
  'as root the program can no longer change owners, modes and users, open other users’ files, or take a port below 1024; whichever user runs it, a binary that has capabilities of its own does not start';

const OTHER_USER_LOSES =
  'a binary that has capabilities of its own does not start: add the capability, or take an image without';

/** Whether a container keeps its capabilities, because it is taken to need them; records it. */
export function keepsCapabilities(container: Container, context: HardenContext): boolean {
  const reason = rootReason(container, context);
  if (reason === undefined) return false;
  if (dropOf(container) === undefined || context.repair) {
    const field = 'securityContext.capabilities.drop';
    leaveContainer(context, container, field, `${reason}, so it is taken to need capabilities`);
  }
  return true;
}

/** What may stop where a container loses capabilities, by what it says of its user and its ports. */
export function losesCapabilities({ container }: Change, context: HardenContext): boolean | string {
  if (container === undefined) return true;
  const [port] = lowPorts(container);
  if (port !== undefined) {
    return `it says that it listens on port ${port}, which takes NET_BIND_SERVICE, a port above 1023, or the sysctl net.ipv4.ip_unprivileged_port_start: "0"; ${LOSES_CAPABILITIES}`;
  }
  return saysOtherUser(container, context) ? OTHER_USER_LOSES : true;
}
