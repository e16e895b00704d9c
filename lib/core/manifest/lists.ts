import { isAbsent, isPlain, type PlainObject, stringAt } from './plain';
import { builtinKinds, type KindRegistry } from './registry';

/** What a list holds: its items, and the kind of those that name none. */
export interface ListContent {
  readonly items: readonly unknown[];
  /** Absent where the items are of any kind. */
  readonly kind?: string;
  readonly apiVersion?: string;
}

const LIST = 'List';

/**
 * The content of a list. To kubectl whatever has `items` is one: `v1` `List`, a list of one kind such as
 * `DeploymentList`, and an object of any other kind, of which it applies nothing but the items.
 * @returns undefined where the object is no list; a list without items has none
 */
export function listContent(
  manifest: PlainObject,
  registry: KindRegistry = builtinKinds,
): ListContent | undefined {
  const { items } = manifest;
  const kind = stringAt(manifest, 'kind') ?? '';
  const apiVersion = stringAt(manifest, 'apiVersion') ?? '';
  if (Array.isArray(items) && (items.length > 0 || isListKind(kind))) {
    const itemKind = isListKind(kind) ? kind.slice(0, -LIST.length) : kind;
    return itemKind === '' ? { items } : { items, kind: itemKind, apiVersion };
  }
  if (items === null && isListKind(kind)) return { items: [] };
  const isList = registry.kindOf(apiVersion, kind)?.items !== undefined;
  return isList && isAbsent(items) ? { items: [] } : undefined;
}

/** Whether a kind is one of lists by its name. */
export function isListKind(kind: string): boolean {
  return kind.endsWith(LIST);
}

/**
 * Whether an object has `items` although its kind is none of lists: kubectl applies the items, or nothing, while other
 * programs apply the object.
 */
export function isMistakenForList(manifest: PlainObject): boolean {
  const { items } = manifest;
  return (items === null || Array.isArray(items)) && !isListKind(stringAt(manifest, 'kind') ?? '');
}

/**
 * The objects that a manifest stands for: itself, or the items of a list, of lists in it too, in order; itself and the
 * items where its kind is none of lists. Items that name neither kind nor apiVersion get both from a typed list, as in
 * kubectl. Items that are no objects are left out; the schema check reports them.
 */
export function flattenList(manifest: PlainObject, registry: KindRegistry = builtinKinds): PlainObject[] {
  const content = listContent(manifest, registry);
  if (content === undefined) return [manifest];
  const items = content.items.flatMap((item) =>
    isPlain(item) ? flattenList(typedItem(item, content), registry) : [],
  );
  return isMistakenForList(manifest) ? [manifest, ...items] : items;
}

/** An item of a list with its kind and apiVersion written; the same object where it names one of them. */
export function typedItem(item: PlainObject, { kind, apiVersion }: ListContent): PlainObject {
  if (kind === undefined || apiVersion === undefined || isNamed(item.kind) || isNamed(item.apiVersion))
    return item;
  return { ...item, apiVersion, kind };
}

function isNamed(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
