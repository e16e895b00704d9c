import { refOf } from '../manifest/identity';
import type { PlainObject } from '../manifest/plain';
import { type Pod, podOf } from '../manifest/pod';
import type { KindRegistry } from '../manifest/registry';
import { heldBy } from './view';

/** The pods that an object carries, whatever its kind; those of a custom resource as far as its kind says them. */
export function podsOf(manifest: PlainObject, registry: KindRegistry): readonly Pod[] {
  const { apiVersion, kind } = refOf(manifest, registry);
  const record = registry.recordOf(apiVersion, kind)?.record;
  if (record !== undefined) return heldBy(manifest, record).views.map(({ pod }) => pod);
  const path = registry.podSpecPath(apiVersion, kind);
  const pod = path === undefined ? undefined : podOf(manifest, path);
  return pod === undefined ? [] : [pod];
}
