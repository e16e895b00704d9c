import { dataText, isAbsent, isPlain, type PlainObject, stringAt } from '../core/manifest/plain';

/** A place in an object that another one does not have, or has otherwise. */
export interface Difference {
  readonly path: string;
  readonly found: unknown;
}

/** What the API server writes by itself: it says nothing about what someone declared. */
const SERVER_FIELDS: ReadonlySet<string> = new Set([
  'status',
  'metadata.creationTimestamp',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.selfLink',
  'metadata.uid',
]);

/** What an object says and another one does not; items of lists are told apart by what identifies them. */
export function beyond(object: PlainObject, other: PlainObject): Difference[] {
  const found: Difference[] = [];
  walk(object, other, '', found);
  return found;
}

function walk(value: unknown, other: unknown, path: string, found: Difference[]): void {
  if (isEmpty(value)) return;
  if (isPlain(value) && isPlain(other)) walkObject(value, other, path, found);
  else if (Array.isArray(value) && Array.isArray(other)) walkList(value, other, path, found);
  else if (dataText(value) !== dataText(other)) found.push({ path, found: value });
}

function walkObject(value: PlainObject, other: PlainObject, path: string, found: Difference[]): void {
  for (const [key, item] of Object.entries(value)) {
    const step = /^[\w-]+$/.test(key) ? `${path === '' ? '' : '.'}${key}` : `[${JSON.stringify(key)}]`;
    const below = `${path}${step}`;
    if (SERVER_FIELDS.has(below)) continue;
    walk(item, Object.hasOwn(other, key) ? other[key] : undefined, below, found);
  }
}

/** Nothing, or an object or a list that says nothing. */
function isEmpty(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlain(value) && Object.values(value).every(isEmpty);
}

function walkList(
  value: readonly unknown[],
  other: readonly unknown[],
  path: string,
  found: Difference[],
): void {
  const keys = value.map(keyOf);
  const named = keys.filter((key) => key !== undefined);
  const distinct = new Set(named).size === named.length;
  const known = new Map(other.map((item) => [keyOf(item), item]));
  for (const [index, item] of value.entries()) {
    const key = keys[index];
    const same = distinct && key !== undefined ? known.get(key) : unnamed(other[index], distinct);
    walk(item, same, `${path}[${index}]`, found);
  }
}

/** What is at the same place, where that has no name either. */
function unnamed(item: unknown, distinct: boolean): unknown {
  return distinct && keyOf(item) !== undefined ? undefined : item;
}

/** What identifies an item of a list: a string itself, the path of a mount, a port, a name. */
function keyOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  if (!isPlain(item)) return undefined;
  const { mountPath, containerPort, protocol } = item;
  if (typeof mountPath === 'string') return mountPath;
  if (typeof containerPort === 'number') return `${containerPort}/${dataText(protocol ?? 'TCP')}`;
  return stringAt(item, 'name') ?? stringAt(item, 'key');
}
