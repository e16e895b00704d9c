import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf, refusals } from '../refusals';

const MIB = 1024 * 1024;
const config = (rest: PlainObject): PlainObject => object('v1', 'ConfigMap', rest);
const secret = (type: string, rest: PlainObject): PlainObject => object('v1', 'Secret', { type, ...rest });
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each<[string, PlainObject, string[]]>([
  ['an empty map', {}, []],
  ['any key of letters, digits and -._', { data: { 'A_b-c.d': '' } }, []],
  ['a key that goes up', { data: { '..a': '' } }, ['data["..a"]']],
  ['a key with a slash', { binaryData: { 'a/b': '' } }, ['binaryData["a/b"]']],
  ['a key in both maps', { data: { a: '' }, binaryData: { a: '' } }, ['data.a']],
  ['a mebibyte', { data: { a: 'x'.repeat(MIB) } }, []],
  ['a byte more', { data: { a: 'x'.repeat(MIB), b: 'x' } }, ['data']],
  ['a mebibyte of two bytes each', { data: { a: 'é'.repeat(MIB / 2) } }, []],
  ['more than that', { data: { a: 'é'.repeat(MIB / 2), b: 'x' } }, ['data']],
  ['characters beyond the plane', { data: { a: '😀'.repeat(MIB / 4) } }, []],
  ['a mebibyte in base64', { binaryData: { a: base64('x'.repeat(MIB)) } }, []],
  ['more in base64', { binaryData: { a: base64('x'.repeat(MIB + 1)) } }, ['data']],
])('a ConfigMap with %s', (_name, rest, paths) => {
  expect(pathsOf(config(rest))).toEqual(paths);
});

test.each<[string, PlainObject, string[]]>([
  ['any type', secret('example.com/x', {}), []],
  ['a bad key', secret('Opaque', { stringData: { 'a b': 'x' } }), ['stringData["a b"]']],
  [
    'one key in both maps, of which one counts',
    secret('', { data: { a: base64('x'.repeat(MIB)) }, stringData: { a: 'x'.repeat(MIB) } }),
    [],
  ],
  [
    'too much in both maps',
    secret('', { data: { a: base64('x'.repeat(MIB)) }, stringData: { b: 'x' } }),
    ['data'],
  ],
  ['no key pair', secret('kubernetes.io/tls', { data: {} }), ['data["tls.crt"]', 'data["tls.key"]']],
  [
    'a key pair in two maps',
    secret('kubernetes.io/tls', { data: { 'tls.crt': '' }, stringData: { 'tls.key': '' } }),
    [],
  ],
  ['no password and no user', secret('kubernetes.io/basic-auth', {}), ['data.username', 'data.password']],
  ['a user alone', secret('kubernetes.io/basic-auth', { stringData: { username: '' } }), []],
  [
    'an empty key',
    secret('kubernetes.io/ssh-auth', { data: { 'ssh-privatekey': '' } }),
    ['data.ssh-privatekey'],
  ],
  [
    'no account',
    secret('kubernetes.io/service-account-token', {}),
    ['metadata.annotations["kubernetes.io/service-account.name"]'],
  ],
  ['no configuration', secret('kubernetes.io/dockerconfigjson', {}), ['data[".dockerconfigjson"]']],
  [
    'a configuration',
    secret('kubernetes.io/dockerconfigjson', { data: { '.dockerconfigjson': base64('{}') } }),
    [],
  ],
  [
    'a configuration that is a list',
    secret('kubernetes.io/dockerconfigjson', { data: { '.dockerconfigjson': base64('[]') } }),
    ['data[".dockerconfigjson"]'],
  ],
  [
    'a configuration that is no JSON',
    secret('kubernetes.io/dockercfg', { stringData: { '.dockercfg': 'x' } }),
    ['stringData[".dockercfg"]'],
  ],
  ['data that are not known', secret('kubernetes.io/tls', { data: new Date(0) }), []],
  [
    'a value that is not known',
    secret('kubernetes.io/dockercfg', { stringData: { '.dockercfg': new Date(0) } }),
    [],
  ],
])('a Secret with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

test('no value of a Secret is shown', () => {
  const manifest = secret('kubernetes.io/dockercfg', {
    stringData: { '.dockercfg': 'hunter2', 'a b': 'hunter2' },
  });
  expect(refusals(manifest)).toHaveLength(2);
  expect(JSON.stringify(refusals(manifest))).not.toContain('hunter2');
});
