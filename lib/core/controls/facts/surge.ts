import { refOf } from '../../manifest/identity';
import {
  isAbsent,
  isOpaque,
  isPlain,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../../manifest/plain';
import { matches, selectorOf } from '../../manifest/selector';
import type { HardenContext } from '../control';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/**
 * Why one pod more than its replicas may find no place, so that a rolling update that takes none away first would never
 * end; undefined where nothing points to it.
 */
export function surgeReason(
  manifest: PlainObject,
  context: Pick<HardenContext, 'beside'>,
): string | undefined {
  const template = objectAt(objectAt(manifest, 'spec'), 'template');
  const spec = objectAt(template, 'spec');
  if (template === undefined || spec === undefined) return 'its pods are not known yet';
  return (
    claimReason(spec) ?? portReason(spec) ?? placeReason(template, spec) ?? quotaReason(manifest, context)
  );
}

/** A second pod may not be able to mount a claim while the first one runs. */
function claimReason(spec: PlainObject): string | undefined {
  const claim = objectsAt(spec, 'volumes').find((volume) => !isAbsent(volume.persistentVolumeClaim));
  if (claim === undefined) return undefined;
  const name = stringAt(objectAt(claim, 'persistentVolumeClaim'), 'claimName') ?? stringAt(claim, 'name');
  return `its pods mount the claim ${name}, which a second pod may have to wait for`;
}

/** A node has each of its ports once. */
function portReason(spec: PlainObject): string | undefined {
  if (spec.hostNetwork === true)
    return 'its pods share the network of their nodes, so that each node has room for one';
  const containers = [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')];
  const ports = containers.flatMap((container) => objectsAt(container, 'ports'));
  const taken = ports.find(({ hostPort }) => !isAbsent(hostPort) && hostPort !== 0);
  return taken === undefined ? undefined : `its pods take port ${String(taken.hostPort)} of their nodes`;
}

/** What its pods demand of the places of each other, or of one node. */
function placeReason(template: PlainObject, spec: PlainObject): string | undefined {
  const labels = objectAt(objectAt(template, 'metadata'), 'labels') ?? {};
  const apart = objectsAt(objectAt(objectAt(spec, 'affinity'), 'podAntiAffinity'), REQUIRED).find((term) =>
    selects(term.labelSelector, labels),
  );
  if (apart !== undefined) {
    return `its pods must not share one ${String(apart.topologyKey)}, so that there has to be one more than replicas`;
  }
  const spread = objectsAt(spec, 'topologySpreadConstraints').find(
    ({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule',
  );
  if (spread !== undefined)
    return `its pods are spread over ${String(spread.topologyKey)} with DoNotSchedule`;
  if (!isAbsent(spec.nodeName)) return `its pods run on node ${String(spec.nodeName)} only`;
  const host = objectAt(spec, 'nodeSelector')?.['kubernetes.io/hostname'];
  return host === undefined ? undefined : `its pods run on node ${String(host)} only`;
}

/** Whether a selector takes the pods themselves; one that cannot be read may. An empty one takes all. */
function selects(selector: unknown, labels: PlainObject): boolean {
  if (!isPlain(selector)) return isOpaque(selector);
  const read = selectorOf(selector);
  return read === undefined || matches(read, labels);
}

function quotaReason(manifest: PlainObject, { beside }: Pick<HardenContext, 'beside'>): string | undefined {
  const [quota] = beside.ofKind('ResourceQuota', refOf(manifest).namespace);
  return quota === undefined
    ? undefined
    : `ResourceQuota ${refOf(quota).name} may have no room for one pod more`;
}
