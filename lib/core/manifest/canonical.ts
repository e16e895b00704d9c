import { sortedKeys } from './key-order';
import { listContent, typedItem } from './lists';
import { isPlain, type PlainObject, stringAt } from './plain';
import { canonicalQuantity } from './quantity';
import { type QuantityPlan, quantityPlan } from './quantity-places';
import { builtinKinds, type KindInfo, type KindRegistry } from './registry';

/**
 * The canonical form of an object: keys of every object in the byte order of UTF-8, quantities as the API writes
 * them, no undefined values, and no namespace on what belongs to the cluster. Lists keep their order; opaque leaves
 * and everything else stay as they are; the items of a list are objects of their own.
 *
 * JavaScript itself puts keys that are array indexes (`"8"`, `"10"`) first and in the order of numbers: who writes
 * text sorts those again with {@link sortedKeys}.
 * @returns a new object that shares no plain object or array with the given one; the same for its own result
 */
export function canonical(manifest: PlainObject, registry: KindRegistry = builtinKinds): PlainObject {
  const info = registry.kindOf(stringAt(manifest, 'apiVersion') ?? '', stringAt(manifest, 'kind') ?? '');
  const list = listContent(manifest, registry);
  if (list === undefined) return copyManifest(manifest, info, isClusterScoped(manifest, registry));
  const plan = info?.type === undefined ? undefined : quantityPlan(info.type);
  const copy: PlainObject = {};
  for (const key of sortedKeys(manifest)) {
    const value = manifest[key];
    if (value === undefined) continue;
    if (key !== 'items' || !Array.isArray(value)) put(copy, key, copyValue(value, plan?.fields.get(key)));
    else
      copy[key] = value.map((item: unknown) => (isPlain(item) ? canonicalItem(item, list, registry) : item));
  }
  return copy;
}

/** An item of a list: judged by the kind that the list gives it, but nothing is written into it. */
function canonicalItem(
  item: PlainObject,
  list: Parameters<typeof typedItem>[1],
  registry: KindRegistry,
): PlainObject {
  const typed = typedItem(item, list);
  if (typed === item) return canonical(item, registry);
  const info = registry.kindOf(stringAt(typed, 'apiVersion') ?? '', stringAt(typed, 'kind') ?? '');
  return copyManifest(item, info, isClusterScoped(typed, registry));
}

function isClusterScoped(manifest: PlainObject, registry: KindRegistry): boolean {
  return (
    registry.scopeOf(stringAt(manifest, 'apiVersion') ?? '', stringAt(manifest, 'kind') ?? '') === 'Cluster'
  );
}

function copyManifest(
  manifest: PlainObject,
  info: KindInfo | undefined,
  clusterScoped: boolean,
): PlainObject {
  const copy = copyObject(manifest, info?.type === undefined ? undefined : quantityPlan(info.type));
  const metadata = copy.metadata;
  if (clusterScoped && isPlain(metadata)) delete metadata.namespace;
  return copy;
}

function copyValue(value: unknown, plan: QuantityPlan | undefined): unknown {
  if (typeof value !== 'object' || value === null)
    return plan?.quantity === true ? copyQuantity(value) : value;
  if (Array.isArray(value)) return copyList(value, plan?.each);
  return isPlain(value) ? copyObject(value, plan) : value;
}

function copyObject(value: PlainObject, plan: QuantityPlan | undefined): PlainObject {
  const copy: PlainObject = {};
  const each = plan?.each;
  for (const key of sortedKeys(value)) {
    const item = value[key];
    if (item === undefined) continue;
    const below = plan === undefined ? undefined : (each ?? plan.fields.get(key));
    put(copy, key, copyValue(item, below));
  }
  return copy;
}

function copyList(items: readonly unknown[], each: QuantityPlan | undefined): unknown[] {
  // A list that grows item by item keeps room for more: of thousands of objects that is a third of the memory.
  const present = items.includes(undefined) ? items.filter((item) => item !== undefined) : items;
  return present.map((item) => copyValue(item, each));
}

function copyQuantity(value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return value;
  return canonicalQuantity(value) ?? value;
}

/** Sets a field; `__proto__` as a field like any other. */
function put(owner: PlainObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    owner[key] = value;
  }
}
