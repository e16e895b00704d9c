import type { Container, Pod } from '../../manifest/pod';
import type { Change, HardenContext } from '../control';
import { ownerChanger } from './commands';
import { injectorOf } from './injectors';
import { lowPorts, rootReason } from './root';
import { dataVolumes, ownerOnlyVolume } from './volumes';

type Said = Pick<HardenContext, 'said'>;

/** A field of securityContext that says a user or a group. */
export type UserField = 'runAsUser' | 'runAsGroup';

/** What another user than that of the image may stop. */
export const OTHER_USER =
  'the program runs as another user than that of its image: it is in no /etc/passwd, and reads and writes what is open to all; where that is not enough, say the user of the image';

const NAMELESS = 'the object has no name from which an id could be derived';

/** Why a container keeps the user of its image, where the manifest does not say another; undefined where it may get one. */
export function userReason(
  container: Container,
  context: Said & Pick<HardenContext, 'userId'>,
): string | undefined {
  const root = rootReason(container, context);
  if (root !== undefined) return `${root}, so it is taken to need root`;
  if (context.userId === undefined) return NAMELESS;
  // First what an earlier run cannot have written, so that a second one says the same.
  const files = sharedFiles(container.pod);
  if (files !== undefined) return files;
  const group = context.said(container, 'runAsGroup');
  if (group !== undefined)
    return `it says runAsGroup ${String(group)}, which goes with a user of its image: say that one`;
  return context.said(container, 'runAsNonRoot') === true
    ? 'runAsNonRoot: true says that its image has a user of its own: give the number of that one, or one above 10000 where its files allow it'
    : undefined;
}

/** Why a container keeps the group of its image, where the manifest does not say another. */
export function groupReason(
  container: Container,
  context: Said & Pick<HardenContext, 'userId'>,
): string | undefined {
  const user = context.said(container, 'runAsUser');
  if (user === undefined) return userReason(container, context);
  if (typeof user !== 'number' || user <= 10000) {
    return `it runs as user ${String(user)}, whose group is that of its image: say that one`;
  }
  return sharedFiles(container.pod);
}

/** What `sharedFiles` said of a pod: every container asks, and no control writes what it reads. */
const known = new WeakMap<Pod, { readonly reason: string | undefined }>();

/** Why files of the pod belong to a user whom the manifest does not name. */
function sharedFiles(pod: Pod): string | undefined {
  const told = known.get(pod) ?? { reason: reasonOfFiles(pod) };
  known.set(pod, told);
  return told.reason;
}

function reasonOfFiles(pod: Pod): string | undefined {
  const [data] = dataVolumes(pod);
  if (data !== undefined) return `${data.is} may hold files of the user that the image runs as: say that one`;
  const changer = ownerChanger(pod);
  if (changer !== undefined) {
    return `container ${changer.name} gives files to a user whom the manifest does not name: say that one`;
  }
  const volume = ownerOnlyVolume(pod);
  return volume === undefined ? undefined : `only root can read files of volume ${volume}, by their mode`;
}

/**
 * Whether a change of the user or the group may stop a container: not where it ran with that one before, or where the
 * pod is concerned, whose containers all have their own.
 */
export function changesUser(field: UserField): (change: Change, context: HardenContext) => boolean | string {
  return ({ container, hardened, after }, context) => {
    if (container === undefined) return hardened === undefined ? false : (injection(hardened) ?? false);
    if (context.said(container, field) === after) return false;
    const [port] = lowPorts(container);
    if (port === undefined || field === 'runAsGroup') return true;
    return `${OTHER_USER}; it says that it listens on port ${port}, which not every cluster allows to others than root: take one above 1023, or the sysctl net.ipv4.ip_unprivileged_port_start: "0"`;
  };
}

/** What the sidecar that someone puts into a pod takes over from it; undefined where there is none. */
export function injection(pod: Pod): string | undefined {
  const injector = injectorOf(pod);
  return injector === undefined
    ? undefined
    : `the container that ${injector.name} puts into the pod has this too, where it says nothing itself`;
}
