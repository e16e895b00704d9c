import { isPlain, type PlainObject } from '../../manifest/plain';
import { objectControl } from '../control';

/** Keys such as `0` or `8080`: an object lists them first whatever the file says, so that their place proves nothing. */
function isIndex(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 && /^(0|[1-9]\d{0,9})$/.test(key);
}

/** The first key of an object that is after a greater one. */
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

/** Whether all keys in a value are in order. One walk that builds nothing: it runs on every object. */
function inOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) if (!inOrder(value[index])) return false;
    return true;
  }
  if (!isPlain(value)) return true;
  let previous = '';
  for (const key in value) {
    if (!isIndex(key)) {
      if (key < previous) return false;
      previous = key;
    }
    const item = value[key];
    if (typeof item === 'object' && item !== null && !inOrder(item)) return false;
  }
  return true;
}

/** A copy of a value with the keys of all objects in order; opaque leaves are kept as they are. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isPlain(value)) return value;
  const sorted: PlainObject = {};
  for (const key of Object.keys(value).sort()) sorted[key] = ordered(value[key]);
  return sorted;
}

/** Keys of an object that look like a list index have no order of their own, and are not judged. */
export const sortedKeys = objectControl({
  id: 'sorted-keys',
  title: 'Keys are sorted',
  category: 'workload',
  taste: true,
  severity: 'low',
  why: 'With sorted keys a change of two lines shows up as two lines, and a reviewer sees what it does.',
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
  formOnly: true,
  harden(manifest) {
    if (inOrder(manifest)) return;
    for (const [key, value] of Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1))) {
      delete manifest[key];
      manifest[key] = ordered(value);
    }
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
