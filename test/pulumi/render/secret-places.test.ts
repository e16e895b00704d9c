import fc from 'fast-check';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { masked, secretPlaces } from '../../../lib/pulumi/render/secret-places';
import { plainInput, wireValue } from '../../../lib/pulumi/render/values';

const SIGNATURE = '4dabf18193072939515e22adb298388d';
const secret = (value: unknown): PlainObject => ({ [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270', value });

/** What is written of an object as Pulumi sends it. */
function written(wire: PlainObject, strings: readonly string[] = []) {
  const { value, secrets } = plainInput(wire);
  const manifest = isPlain(value) ? value : {};
  return masked(manifest, secretPlaces({ manifest, secrets }, strings), 'web');
}

const map = (data: unknown, more: PlainObject = {}): PlainObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web' },
  data,
  ...more,
});

test.each<[string, PlainObject, PlainObject, string[]]>([
  [
    'a leaf',
    map({ a: 'x', b: secret('hush') }),
    { data: { a: 'x', b: '[secret]' } },
    ['ConfigMap web, data.b'],
  ],
  [
    'a whole field, and keys that need quotes',
    map(secret({ 'app.yaml': 'hush', n: 3, l: ['hush'], none: null })),
    { data: { 'app.yaml': '[secret]', n: '[secret]', l: ['[secret]'], none: null } },
    ['ConfigMap web, data["app.yaml"]', 'ConfigMap web, data.n', 'ConfigMap web, data.l[0]'],
  ],
  [
    'a secret in a secret',
    map(secret({ a: secret('hush') })),
    { data: { a: '[secret]' } },
    ['ConfigMap web, data.a'],
  ],
  [
    'what a Secret holds, no matter who says it; under data, where the mark is no base64',
    map({ a: 'aHVzaA==' }, { kind: 'Secret', stringData: { b: 'hush' } }),
    { data: { a: '[secret]', b: '[secret]' } },
    ['Secret web, data.a', 'Secret web, stringData.b'],
  ],
  [
    'a Secret in a List',
    { apiVersion: 'v1', kind: 'List', items: [map({ a: 'x' }), map({ a: 'hush' }, { kind: 'Secret' })] },
    { items: [{ data: { a: 'x' } }, { data: { a: '[secret]' } }] },
    ['List (no name), items[1].data.a'],
  ],
  [
    'an annotation',
    map({}, { metadata: { name: 'web', annotations: secret({ a: 'hush' }) } }),
    { metadata: { name: 'web', annotations: { a: '[secret]' } } },
    ['ConfigMap web, metadata.annotations.a'],
  ],
])('%s', (_what, wire, expected, places) => {
  const { manifest, places: told } = written(wire);
  expect(manifest).toMatchObject(expected);
  expect(told.map((place) => place.replace('List ,', 'List (no name),'))).toEqual(places);
  expect(JSON.stringify(manifest)).not.toMatch(/hush|aHVzaA/);
  expect(manifest).not.toHaveProperty('stringData');
});

test('a value of the configuration that is secret is found wherever it is', () => {
  const { manifest, places } = written(map({ url: 'https://me:hunter22@db', other: 'x' }), ['hunter22']);
  expect(manifest.data).toEqual({ url: '[secret]', other: 'x' });
  expect(places).toEqual(['ConfigMap web, data.url']);
});

test.each([
  ['metadata.name', map({}, { metadata: { name: secret('hush') } })],
  ['metadata.namespace', map({}, { metadata: { name: 'a', namespace: secret('hush') } })],
  ['metadata.name', map({}, { metadata: secret({ name: 'hush' }) })],
])('a secret in %s is refused, since it names the object', (path, wire) => {
  expect(() => written(wire)).toThrow(`web: found a secret in ${path}, which names the object`);
  expect(() => written(wire)).not.toThrow('hush');
});

test('what Pulumi sends is read and written back as it was', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const { wire } = fc.letrec<{ wire: unknown; plain: unknown }>((tie) => ({
    wire: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('wire'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('wire'), { maxKeys: 3, noNullPrototype: true }),
      tie('plain').map(secret),
    ),
    plain: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('plain'), { maxLength: 3 })),
  }));
  fc.assert(fc.property(wire, (value) => expect(wireValue(plainInput(value))).toEqual(value)));
});
