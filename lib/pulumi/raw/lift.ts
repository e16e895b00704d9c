import { Output, output } from '@pulumi/pulumi';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { CONTAINER_LISTS } from '../../core/manifest/pod';
import type { KindRegistry } from '../../core/manifest/registry';

/** Whether a value is one that becomes known later. */
export function isDeferred(value: unknown): boolean {
  return Output.isInstance(value) || value instanceof Promise;
}

/** The fields that hardening writes into: of those alone it matters that their inside is known. */
const WRITTEN = ['metadata', 'spec', 'template', 'items'];

/**
 * The fields of an object whose inside cannot be hardened in place, because a part of it that hardening writes into is
 * known only later. Those have to be hardened in an `apply`, which makes them unknown as a whole in a preview: leaves
 * are left alone, so that this stays rare.
 */
export function deferredFields(props: PlainObject, manifest: PlainObject, registry: KindRegistry): string[] {
  const deferred = WRITTEN.filter((key) => isDeferred(props[key]));
  const path = registry.podSpecPath(stringAt(manifest, 'apiVersion') ?? '', stringAt(manifest, 'kind') ?? '');
  const [field] = path ?? [];
  if (path === undefined || field === undefined || deferred.includes(field)) return deferred;
  return hasDeferredPod(props, path) ? [...deferred, field] : deferred;
}

function hasDeferredPod(props: PlainObject, path: readonly string[]): boolean {
  let owner: PlainObject | undefined = props;
  for (const key of path) {
    if (isDeferred(owner?.[key])) return true;
    owner = objectAt(owner, key);
    if (isDeferred(owner?.metadata)) return true;
  }
  return isDeferred(owner?.securityContext) || CONTAINER_LISTS.some((list) => isDeferredList(owner?.[list]));
}

function isDeferredList(list: unknown): boolean {
  if (isDeferred(list)) return true;
  if (!Array.isArray(list)) return false;
  return list.some(
    (item: unknown) =>
      isDeferred(item) || (isPlain(item) && [item.securityContext, item.resources].some(isDeferred)),
  );
}

/** A field that is hardened as soon as all of it is known. */
export function lifted(value: unknown, hardenField: (known: unknown) => unknown): Output<unknown> {
  const whole: Output<unknown> = output(value);
  return whole.apply((known) => hardenField(known));
}
