import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import { isQuantity } from '../core/manifest/quantity';
import type { ClaimMount, Container, Files, Scratch } from '../model/pod';
import { TOKEN_VOLUME } from '../renderers/kubernetes/container';
import { given, typed } from './typed';

/** The volumes of a pod, by which its mounts are told apart. */
export class Volumes {
  private readonly byName = new Map<string, PlainObject>();

  /** @param claims names of the claims that each pod of a StatefulSet has for itself */
  constructor(
    spec: PlainObject,
    private readonly claims: ReadonlySet<string>,
  ) {
    for (const volume of objectsAt(spec, 'volumes')) {
      const name = stringAt(volume, 'name');
      if (name !== undefined) this.byName.set(name, volume);
    }
  }

  /** What a container mounts, in so far as the model has a word for it: folders, files, claims. */
  mountsOf(container: PlainObject): Pick<Container, 'scratch' | 'files' | 'claims'> {
    const scratch: Scratch[] = [];
    const files: Files[] = [];
    const claims: ClaimMount[] = [];
    for (const mount of objectsAt(container, 'volumeMounts')) {
      const volume = stringAt(mount, 'name');
      const path = stringAt(mount, 'mountPath');
      if (volume === undefined || path === undefined) continue;
      const readOnly = mount.readOnly === true;
      const found = this.byName.get(volume);
      const source = found === undefined ? undefined : fileSource(found, readOnly);
      const claim = found === undefined ? undefined : claimSource(found);
      const subPath = given('subPath', stringAt(mount, 'subPath'));
      if (found === undefined && this.claims.has(volume)) claims.push({ volume, path, readOnly, ...subPath });
      else if (claim !== undefined) claims.push({ volume, path, readOnly, ...subPath, source: claim });
      else if (source !== undefined) files.push({ volume, path, source });
      else if (found !== undefined && isPlain(found.emptyDir)) scratch.push(scratchOf(found, volume, path));
    }
    return { scratch, files, claims };
  }
}

function scratchOf(volume: PlainObject, name: string, path: string): Scratch {
  const memory = inMemory(volume) ? { inMemory: true } : {};
  return { volume: name, path, ...given('size', sizeOf(volume)), ...memory };
}

function sizeOf(volume: PlainObject): string | undefined {
  const limit = objectAt(volume, 'emptyDir')?.sizeLimit;
  return isQuantity(limit) ? String(limit) : undefined;
}

function inMemory(volume: PlainObject): boolean {
  return objectAt(volume, 'emptyDir')?.medium === 'Memory';
}

/** The source of files that are only read; folders of the node are that where the mount says so. */
function fileSource(volume: PlainObject, readOnly: boolean): Files['source'] | undefined {
  const configMap = typed(volume.configMap, 'core.v1.ConfigMapVolumeSource');
  if (configMap !== undefined) return { configMap };
  const secret = typed(volume.secret, 'core.v1.SecretVolumeSource');
  if (secret !== undefined) return { secret };
  // The token of the API server belongs to the grants of the identity.
  const projected =
    volume.name === TOKEN_VOLUME ? undefined : typed(volume.projected, 'core.v1.ProjectedVolumeSource');
  if (projected !== undefined) return { projected };
  const csi = readOnly ? typed(volume.csi, 'core.v1.CSIVolumeSource') : undefined;
  if (csi !== undefined) return { csi };
  if (readOnly && inMemory(volume))
    return { emptyDir: { medium: 'Memory', ...given('sizeLimit', sizeOf(volume)) } };
  const hostPath = readOnly ? typed(volume.hostPath, 'core.v1.HostPathVolumeSource') : undefined;
  return hostPath === undefined ? undefined : { hostPath };
}

function claimSource(volume: PlainObject): ClaimMount['source'] {
  const own = typed(volume.persistentVolumeClaim, 'core.v1.PersistentVolumeClaimVolumeSource');
  if (own !== undefined) return { persistentVolumeClaim: own };
  const ephemeral = typed(volume.ephemeral, 'core.v1.EphemeralVolumeSource');
  return ephemeral === undefined ? undefined : { ephemeral };
}
