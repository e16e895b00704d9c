import { isPlain, type PlainObject, stringAt } from './plain';
import { apiVersionOf, builtinKinds, groupOf, isBuiltinGroup, type KindRegistry } from './registry';

/** What a list holds: its items, and the kind of those that name none. */
export interface ListContent {
  readonly items: readonly unknown[];
  /** Absent where the items are of any kind. */
  readonly kind?: string;
  readonly apiVersion?: string;
}

/**
 * The content of a list: `v1` `List`, a list of one kind such as `DeploymentList`, and lists of custom resources
 * (a kind that ends with `List` and has `items`).
 * @returns undefined where the object is no list; a list without items has none
 */
export function listContent(
  manifest: PlainObject,
  registry: KindRegistry = builtinKinds,
): ListContent | undefined {
  const kind = stringAt(manifest, 'kind') ?? '';
  if (!kind.endsWith('List')) return undefined;
  const apiVersion = stringAt(manifest, 'apiVersion') ?? '';
  const items: readonly unknown[] | undefined = Array.isArray(manifest.items) ? manifest.items : undefined;
  const info = registry.kindOf(apiVersion, kind);
  if (info?.items === '*') return { items: items ?? [] };
  if (info?.items !== undefined)
    return { items: items ?? [], kind: info.items, apiVersion: apiVersionOf(info) };
  if (info !== undefined || items === undefined || isBuiltinGroup(groupOf(apiVersion))) return undefined;
  return { items, kind: kind.slice(0, -'List'.length), apiVersion };
}

/**
 * The objects that a manifest stands for: itself, or the items of a list, of lists in it too, in order.
 * Items of a typed list that name no kind get it from the list, as in the API. Items that are no objects are left
 * out; the schema check reports them.
 */
export function flattenList(manifest: PlainObject, registry: KindRegistry = builtinKinds): PlainObject[] {
  const content = listContent(manifest, registry);
  if (content === undefined) return [manifest];
  return content.items.flatMap((item) =>
    isPlain(item) ? flattenList(typedItem(item, content), registry) : [],
  );
}

/** An item of a list with its kind and apiVersion written; the same object where it has them. */
export function typedItem(item: PlainObject, { kind, apiVersion }: ListContent): PlainObject {
  if (kind === undefined || apiVersion === undefined || typeof item.kind === 'string') return item;
  return { ...item, apiVersion: item.apiVersion ?? apiVersion, kind };
}
