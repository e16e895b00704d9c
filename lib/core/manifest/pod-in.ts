import { refOf } from './identity';
import type { PlainObject } from './plain';
import { type Pod, podOf } from './pod';
import { isBuiltinGroup, type KindRegistry } from './registry';

/** The pod that an object of a built-in kind carries; of custom resources nobody knows here which fields of it they take. */
export function podIn(manifest: PlainObject, registry: KindRegistry): Pod | undefined {
  const { apiVersion, group, kind } = refOf(manifest, registry);
  const path = isBuiltinGroup(group) ? registry.podSpecPath(apiVersion, kind) : undefined;
  return path === undefined ? undefined : podOf(manifest, path);
}
