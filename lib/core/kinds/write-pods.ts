import { refOf } from '../manifest/identity';
import type { PlainObject } from '../manifest/plain';
import { type Pod, podOf } from '../manifest/pod';
import type { KindRegistry } from '../manifest/registry';
import { heldBy } from './view';
import { throughView } from './write-back';

/** Writes into every pod that an object carries; into those of a custom resource only what its kind takes. */
export function writePods(manifest: PlainObject, registry: KindRegistry, write: (pod: Pod) => void): void {
  const { apiVersion, kind } = refOf(manifest, registry);
  const record = registry.recordOf(apiVersion, kind)?.record;
  if (record !== undefined) {
    for (const view of heldBy(manifest, record).views) throughView(view, write);
    return;
  }
  const path = registry.podSpecPath(apiVersion, kind);
  const pod = path === undefined ? undefined : podOf(manifest, path);
  if (pod !== undefined) write(pod);
}
