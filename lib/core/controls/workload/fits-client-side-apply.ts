import { isPlain, objectAt, type PlainObject } from '../../manifest/plain';
import { objectControl } from '../control';

/** What all annotations of an object may have together: 256 KiB. */
const LARGEST = 256 * 1024;
/** What marks a key or a value in JSON: quotes, a colon, a comma. */
const MARKS = 4;

/** The size of a value as JSON, at least, as soon as it is over a limit; exact enough for text in ASCII. */
function sizeOf(value: unknown, limit: number): number {
  if (typeof value === 'string') return value.length + MARKS - 1;
  if (typeof value !== 'object' || value === null) return String(value).length + 1;
  let size = 2;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && size <= limit; index += 1)
      size += sizeOf(value[index], limit);
    return size;
  }
  if (!isPlain(value)) return String(value).length;
  for (const key in value) {
    size += key.length + MARKS - 1 + sizeOf(value[key], limit);
    if (size > limit) return size;
  }
  return size;
}

function annotationsOf(manifest: PlainObject): PlainObject {
  return objectAt(objectAt(manifest, 'metadata'), 'annotations') ?? {};
}

/**
 * `kubectl apply` without `--server-side` keeps the whole object in an annotation, and annotations have a limit. The
 * object itself is no larger than the API takes.
 */
export const fitsClientSideApply = objectControl({
  id: 'fits-client-side-apply',
  title: 'Objects are small enough for client-side kubectl apply',
  category: 'workload',
  severity: 'low',
  why: 'kubectl apply without --server-side copies the object into an annotation; above 256 KiB the API server refuses it, in the middle of a rollout.',
  fix: 'split the object, or use kubectl apply --server-side',
  refs: {},
  kinds: [],
  check(manifest, report) {
    const size = sizeOf(manifest, LARGEST);
    if (size <= LARGEST || isOverAlready(annotationsOf(manifest))) return;
    report({
      path: 'metadata.annotations',
      found: `an object of more than ${LARGEST} bytes as JSON`,
      needs: 'less than 256 KiB for kubectl apply without --server-side',
    });
  },
  examples: {
    good: [{ objects: [settings('x'.repeat(200_000))] }],
    bad: [{ objects: [settings('x'.repeat(270_000))] }],
  },
});

/** Annotations that are too large by themselves are refused anyway. */
function isOverAlready(annotations: PlainObject): boolean {
  return isPlain(annotations) && sizeOf(annotations, LARGEST) > LARGEST;
}

function settings(text: string): PlainObject {
  const metadata = { name: 'dashboard', namespace: 'shop' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'dashboard.json': text } };
}
