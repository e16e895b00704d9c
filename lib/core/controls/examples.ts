import { clone, isPlain, type PlainObject } from '../manifest/plain';
import type { ObjectExample, PodExample } from './control';

const IMAGE =
  'registry.example.com/shop/app:v1.0.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

/** The object that an example of a pod control stands for. */
export function podExampleObject(example: PodExample): PlainObject {
  const container = merge({ name: 'app', image: IMAGE }, example.container ?? {});
  const spec = merge({ containers: [container] }, example.spec ?? {});
  const labels = { 'app.kubernetes.io/instance': 'example' };
  const metadata = merge({ labels }, example.metadata ?? {});
  return carrier(example.kind ?? 'Pod', metadata, spec);
}

/** The objects of any example. */
export function exampleObjects(example: PodExample | ObjectExample): PlainObject[] {
  return 'objects' in example ? example.objects.map((object) => clone(object)) : [podExampleObject(example)];
}

function carrier(kind: string, metadata: PlainObject, spec: PlainObject): PlainObject {
  const name = { name: 'example', namespace: 'shop' };
  const template = { metadata, spec };
  const selector = { matchLabels: { 'app.kubernetes.io/instance': 'example' } };
  switch (kind) {
    case 'Pod':
      return { apiVersion: 'v1', kind, metadata: { ...metadata, ...name }, spec };
    case 'Job':
      return { apiVersion: 'batch/v1', kind, metadata: name, spec: { template } };
    case 'CronJob':
      return {
        apiVersion: 'batch/v1',
        kind,
        metadata: name,
        spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
      };
    default:
      return { apiVersion: 'apps/v1', kind, metadata: name, spec: { selector, template } };
  }
}

/** Merges plain objects; lists and scalars of the second replace those of the first. */
function merge(base: PlainObject, over: PlainObject): PlainObject {
  const merged: PlainObject = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const existing = merged[key];
    merged[key] = isPlain(existing) && isPlain(value) ? merge(existing, value) : clone(value);
  }
  return merged;
}
