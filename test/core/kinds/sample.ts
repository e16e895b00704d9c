import type { KindRecord, PodPlace } from '../../../lib/core/kinds/record';
import { isPlain, objectAt, type PlainObject } from '../../../lib/core/manifest/plain';

/** A container that no control is content with. */
export function badContainer(): PlainObject {
  return { name: 'app', image: 'app:latest', securityContext: { privileged: true } };
}

/** An object of a kind with one pod at each of its places, and a bad container in each of them that takes any. */
export function sampleOf(record: KindRecord): PlainObject {
  const object: PlainObject = {
    apiVersion: `${record.group}/${record.version ?? 'v1'}`,
    kind: record.kind,
    metadata: { name: 'sample', namespace: 'shop' },
  };
  for (const place of record.pods) fill(object, place);
  return object;
}

function fill(object: PlainObject, place: PodPlace): void {
  const base = make(object, place.path);
  if (place.shape === 'none') return;
  const spec = place.spec ?? (place.shape === 'template' ? 'spec' : '');
  if (place.containers === undefined) {
    const holder = make(base, spec);
    if (place.takes?.some((field) => field.startsWith('containers')) !== false)
      holder.containers = [badContainer()];
    return;
  }
  make(base, spec);
  for (const { path } of place.containers) Object.assign(make(base, path), badContainer());
}

/** The object at a path of a record, made where it is not there: one item for a list, the key `one` for any key. */
function make(owner: PlainObject, path: string): PlainObject {
  let current = owner;
  for (const step of path === '' ? [] : path.split('.')) {
    const lists = step.split('[]').length - 1;
    const name = step.replaceAll('[]', '');
    current = at(current, name === '*' ? 'one' : name, lists);
  }
  return current;
}

function at(owner: PlainObject, key: string, lists: number): PlainObject {
  if (lists === 0) {
    owner[key] = objectAt(owner, key) ?? {};
    return objectAt(owner, key) ?? {};
  }
  let list: unknown[] = Array.isArray(owner[key]) ? owner[key] : [];
  owner[key] = list;
  for (let depth = 1; depth < lists; depth += 1) {
    const inner: unknown[] = Array.isArray(list[0]) ? list[0] : [];
    list[0] = inner;
    list = inner;
  }
  const item = isPlain(list[0]) ? list[0] : {};
  list[0] = item;
  return item;
}

/** The paths of all values that are equal to something, as findings write them. */
export function pathsTo(
  value: unknown,
  found: (value: unknown, key: string) => boolean,
  path = '',
): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => pathsTo(item, found, `${path}[${index}]`));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const below = path === '' ? key : `${path}.${key}`;
    return [...(found(item, key) ? [below] : []), ...pathsTo(item, found, below)];
  });
}
