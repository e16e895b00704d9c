import * as fc from 'fast-check';
import { canonical } from '../../../lib/core/manifest/canonical';
import { compareKeys, sortedKeys } from '../../../lib/core/manifest/key-order';
import { clone, type PlainObject } from '../../../lib/core/manifest/plain';
import { builtinKinds } from '../../../lib/core/manifest/registry';
import { suggest } from '../../../lib/core/manifest/suggest';

class Leaf {}

function of(apiVersion: string, kind: string, rest: PlainObject): PlainObject {
  return canonical({ apiVersion, kind, ...rest });
}

const pod = (container: PlainObject, spec: PlainObject = {}): PlainObject =>
  of('v1', 'Pod', { spec: { containers: [container], ...spec } });
const amounts = (cpu: unknown, memory: unknown): PlainObject => ({ resources: { limits: { cpu, memory } } });

test.each<[string, PlainObject, PlainObject]>([
  ['limits', pod(amounts('1000m', '2048Mi')), { spec: { containers: [amounts('1', '2Gi')] } }],
  ['numbers', pod(amounts(0.5, 1024)), { spec: { containers: [amounts('500m', '1024')] } }],
  ['what is no quantity', pod(amounts('1 core', true)), { spec: { containers: [amounts('1 core', true)] } }],
  [
    'emptyDir',
    pod({}, { volumes: [{ name: 'a', emptyDir: { sizeLimit: '1024Mi' } }] }),
    { spec: { containers: [{}], volumes: [{ emptyDir: { sizeLimit: '1Gi' }, name: 'a' }] } },
  ],
  [
    'quota',
    of('v1', 'ResourceQuota', { spec: { hard: { pods: 10, 'limits.cpu': '8000m' } } }),
    { spec: { hard: { 'limits.cpu': '8', pods: '10' } } },
  ],
  [
    'limit range',
    of('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', max: { cpu: '2000m' } }] } }),
    { spec: { limits: [{ max: { cpu: '2' }, type: 'Container' }] } },
  ],
  [
    'claim templates',
    of('apps/v1', 'StatefulSet', {
      spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '1024Gi' } } } }] },
    }),
    { spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '1Ti' } } } }] } },
  ],
  [
    'metrics of an autoscaler',
    of('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: { metrics: [{ resource: { target: { averageValue: '1000m' } } }] },
    }),
    { spec: { metrics: [{ resource: { target: { averageValue: '1' } } }] } },
  ],
  [
    'text that only looks like one',
    of('v1', 'ConfigMap', { data: { cpu: '1000m' } }),
    { data: { cpu: '1000m' } },
  ],
  [
    'custom resources',
    of('example.com/v1', 'Widget', { limits: { cpu: '1000m' } }),
    { limits: { cpu: '1000m' } },
  ],
])('quantities: %s', (_, result, expected) => {
  expect(result).toMatchObject(expected);
});

test.each<[string, PlainObject, PlainObject]>([
  [
    'of the cluster',
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', namespace: 'b' } },
    { name: 'a' },
  ],
  [
    'namespaced',
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'b' } },
    { name: 'a', namespace: 'b' },
  ],
  [
    'not known',
    { apiVersion: 'a.b/v1', kind: 'C', metadata: { name: 'a', namespace: 'b' } },
    { name: 'a', namespace: 'b' },
  ],
])('the namespace of an object: %s', (_, manifest, metadata) => {
  expect(canonical(manifest).metadata).toEqual(metadata);
});

test('items of lists are objects of their own', () => {
  const role = {
    metadata: { namespace: 'x', name: 'a' },
    kind: 'ClusterRole',
    apiVersion: 'rbac.authorization.k8s.io/v1',
  };
  const item = { spec: { containers: [amounts('1000m', '1Gi')] }, metadata: { name: 'p' } };
  expect(of('v1', 'List', { items: [role, null] })).toEqual({
    apiVersion: 'v1',
    items: [{ apiVersion: role.apiVersion, kind: 'ClusterRole', metadata: { name: 'a' } }, null],
    kind: 'List',
  });
  const inner = { apiVersion: 'v1', kind: 'List', items: [role] };
  expect(of('v1', 'List', { items: [inner] }).items).toEqual([of('v1', 'List', { items: [role] })]);
  expect(of('v1', 'PodList', { items: [item] }).items).toEqual([
    { metadata: { name: 'p' }, spec: { containers: [amounts('1', '1Gi')] } },
  ]);
  expect(of('v1', 'NamespaceList', { items: [{ metadata: { namespace: 'x', name: 'a' } }] }).items).toEqual([
    { metadata: { name: 'a' } },
  ]);
});

test('the registry says what belongs to the cluster', () => {
  const info = { group: 'a.b', version: 'v1', kind: 'C', plural: 'cs', namespaced: false };
  const manifest = { apiVersion: 'a.b/v1', kind: 'C', metadata: { namespace: 'x' } };
  expect(canonical(manifest, builtinKinds.withKinds([info])).metadata).toEqual({});
});

test('keys are sorted by bytes, lists are not, undefined goes, null and leaves stay', () => {
  const leaf = new Leaf();
  const result = of('v1', 'ConfigMap', {
    z: [3, undefined, 1],
    b: undefined,
    A: null,
    data: { 'a.b': '', 'a-b': '', B: '' },
    leaf,
  });
  expect(JSON.stringify(result)).toBe(
    '{"A":null,"apiVersion":"v1","data":{"B":"","a-b":"","a.b":""},"kind":"ConfigMap","leaf":{},"z":[3,1]}',
  );
  expect(result.leaf).toBe(leaf);
  expect(Object.keys(result)).not.toContain('b');
});

test('a field named __proto__ is a field', () => {
  const manifest: PlainObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    data: JSON.parse('{"__proto__":"x","a":"y"}'),
  };
  expect(JSON.stringify(canonical(manifest).data)).toBe('{"__proto__":"x","a":"y"}');
});

test('the canonical form is stable, and the given object stays as it is', () => {
  const size = fc.constantFrom('1000m', '1024Mi', 0.5, 'x', null, undefined);
  const resources = fc.dictionary(
    fc.constantFrom('limits', 'requests', 'x'),
    fc.dictionary(fc.string(), size),
  );
  const kinds = fc.constantFrom('v1 Pod', 'apps/v1 Deployment', 'v1 Namespace', 'a.b/v1 C', 'v1 List');
  const value = fc.record({ kind: kinds, resources, other: fc.jsonValue() });
  fc.assert(
    fc.property(value, ({ kind: type, resources: given, other }) => {
      const [apiVersion, kind] = type.split(' ');
      const spec = { containers: [{ other, resources: given }] };
      const manifest = {
        other,
        kind,
        spec,
        apiVersion,
        metadata: { namespace: 'b', name: 'a' },
        items: [other],
      };
      const before = JSON.stringify(manifest);
      const once = canonical(clone(manifest));
      expect(JSON.stringify(canonical(manifest))).toBe(JSON.stringify(once));
      expect(JSON.stringify(canonical(once))).toBe(JSON.stringify(once));
      expect(JSON.stringify(manifest)).toBe(before);
    }),
  );
});

test('the order of keys is that of their bytes in UTF-8', () => {
  const key = fc.string({ unit: 'binary' });
  const utf8 = (a: string, b: string): number => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  fc.assert(fc.property(key, key, (a, b) => expect(Math.sign(compareKeys(a, b))).toBe(utf8(a, b))));
  expect(compareKeys('\u{1F600}', '\uFF5E')).toBeGreaterThan(0);
  expect(sortedKeys({ 8: 1, 10: 1, B: 1, a: 1 })).toEqual(['10', '8', 'B', 'a']);
});

test.each<[string, string | undefined]>([
  ['contianers', 'containers'],
  ['ocntianers', 'containers'],
  ['Containers', 'containers'],
  ['container', 'containers'],
  ['volumes', 'volumes'],
  ['valumez', 'volumes'],
  ['xyz', undefined],
  ['vo', undefined],
])('%s probably means %s', (found, meant) => {
  expect(suggest(found, ['initContainers', 'containers', 'volumes'])).toBe(meant);
});
