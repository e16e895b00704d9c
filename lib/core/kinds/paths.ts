import { isAbsent, isPlain, type PlainObject } from '../manifest/plain';

/** A place in an object that a path of a record leads to. */
export interface Found {
  /** What is there; undefined where nothing is. */
  readonly value: unknown;
  /** Its path in the object, with indexes and keys: `spec.templates[0]`. */
  readonly path: string;
}

const WORD = /^[A-Za-z_$][\w$-]*$/;
const STEP = /^(?:\*|[A-Za-z_$][\w$-]*)(?:\[\])*$/;

/** Whether a string is a path of a record; the empty one is, for the object itself. */
export function isPath(text: string): boolean {
  return text === '' || text.split('.').every((step) => STEP.test(step));
}

/**
 * Everything that a path of a record leads to, in order. Where something on the way is absent there is nothing; where it
 * is not what the path needs (a string, a value that is not known yet) it is what was found there.
 * @param path such as `spec.templates[].container`
 * @param base path of the object that it starts from, for the paths of what is found
 */
export function findAt(object: PlainObject, path: string, base = ''): Found[] {
  let places: Found[] = [{ value: object, path: base }];
  for (const step of path === '' ? [] : path.split('.')) {
    const lists = step.split('[]').length - 1;
    const key = step.slice(0, step.length - lists * '[]'.length);
    places = places.flatMap((place) => below(place, key));
    for (let list = 0; list < lists; list += 1) places = places.flatMap(itemsOf);
  }
  return places;
}

/** The first value at a path without `[]` and `*`; undefined where there is none. */
export function valueAt(object: PlainObject, path: string): unknown {
  return findAt(object, path)[0]?.value;
}

/** A path with one more step. */
export function join(path: string, key: string): string {
  if (!WORD.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function below({ value, path }: Found, key: string): Found[] {
  if (isAbsent(value)) return [];
  if (!isPlain(value)) return [{ value, path }];
  if (key === '*') {
    return Object.keys(value).flatMap((name) =>
      isAbsent(value[name]) ? [] : [{ value: value[name], path: join(path, name) }],
    );
  }
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  return isAbsent(found) ? [] : [{ value: found, path: join(path, key) }];
}

function itemsOf({ value, path }: Found): Found[] {
  if (!Array.isArray(value)) return [{ value, path }];
  return value.flatMap((item: unknown, index) =>
    isAbsent(item) ? [] : [{ value: item, path: `${path}[${index}]` }],
  );
}
