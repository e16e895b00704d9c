import { isPlain, type PlainObject } from '../../manifest/plain';
import { objectControl } from '../control';

/** Keys such as `0` or `8080`: an object lists them first whatever the file says, so that their place proves nothing. */
function isIndex(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 && /^(0|[1-9]\d{0,9})$/.test(key);
}

/** The first key of an object that stands after a greater one. */
function misplaced(object: PlainObject): string | undefined {
  let previous = '';
  for (const key in object) {
    if (key < previous && !isIndex(key)) return key;
    if (!isIndex(key)) previous = key;
  }
  return undefined;
}

/** Where in a value a key is misplaced: path from the value, and the key; undefined where all are in order. */
function firstMisplaced(value: unknown, path: string): { path: string; key: string } | undefined {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const found = firstMisplaced(value[index], `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isPlain(value)) return undefined;
  const key = misplaced(value);
  if (key !== undefined) return { path, key };
  for (const name in value) {
    const found = firstMisplaced(value[name], path === '' ? name : `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether all keys in a value are in order. Builds nothing: it runs on every object. */
function inOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(inOrder);
  if (!isPlain(value)) return true;
  if (misplaced(value) !== undefined) return false;
  for (const name in value) if (!inOrder(value[name])) return false;
  return true;
}

/** Sorts the keys of all objects in a value, in place. */
function sort(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) sort(item);
    return;
  }
  if (!isPlain(value)) return;
  if (misplaced(value) !== undefined) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [key] of entries) delete value[key];
    for (const [key, item] of entries) value[key] = item;
  }
  for (const key in value) sort(value[key]);
}

/** Keys of an object that look like a list index have no order of their own, and are not judged. */
export const sortedKeys = objectControl({
  id: 'sorted-keys',
  title: 'Keys are in order',
  category: 'workload',
  severity: 'low',
  why: 'In a fixed order a change of two lines shows as two lines, and a reviewer sees what it does.',
  fix: 'write the manifest with bulwark, which sorts keys',
  refs: { kubeLinter: ['sorted-keys'] },
  kinds: [],
  check(manifest, report) {
    if (inOrder(manifest)) return;
    const found = firstMisplaced(manifest, '');
    if (found === undefined) return;
    report({
      path: found.path,
      found: `the key ${found.key} after a greater one`,
      needs: 'keys in byte order',
    });
  },
  apply(manifest) {
    sort(manifest);
  },
  examples: {
    good: [
      {
        objects: [
          { apiVersion: 'v1', data: { a: '1', b: '2' }, kind: 'ConfigMap', metadata: { name: 'settings' } },
        ],
      },
      {
        objects: [
          {
            apiVersion: 'v1',
            data: { '9': 'x', '10': 'y' },
            kind: 'ConfigMap',
            metadata: { name: 'settings' },
          },
        ],
      },
    ],
    bad: [
      { objects: [{ kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'settings' } }] },
      {
        note: 'deep inside',
        objects: [
          {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: 'web' },
            spec: { containers: [{ name: 'app', image: 'app' }] },
          },
        ],
      },
    ],
  },
});
