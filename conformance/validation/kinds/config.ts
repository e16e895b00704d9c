import { type Change, each, type Generator, REMOVED } from '../cases';
import { names } from './metadata';
import { namespaced } from './namespaced';

const MIB = 1024 * 1024;
const KEYS = [
  'a',
  'A_b-c.d',
  '.a',
  '..a',
  '.',
  '..',
  '',
  'a b',
  'a/b',
  'é',
  'a'.repeat(253),
  'a'.repeat(254),
  '...',
];
const keyed = (map: string, value: string): Change[] =>
  KEYS.map((key) => ({ [`${map}[${JSON.stringify(key)}]`]: value }));
const encoded = (text: string): string => Buffer.from(text).toString('base64');
const secret = (type: string, data: Record<string, string>, more: object = {}) =>
  namespaced('v1', 'Secret', { type, data, ...more });

const without = (map: string, keys: readonly string[]): Change[] =>
  keys.map((key) => ({ [`${map}["${key}"]`]: REMOVED }));
const JSONS = ['{}', 'null', '[]', '1', '"x"', '', '{', '{"a":1}', ' {} ', '{"a":1,"a":2}', 'x'];

export const config: Generator = {
  bases: {
    'config map': namespaced('v1', 'ConfigMap', {
      data: { a: '1', 'b.json': '{}' },
      binaryData: { c: 'eA==' },
      immutable: true,
    }),
    'empty config map': namespaced('v1', 'ConfigMap', {}),
    secret: secret('Opaque', { a: 'eA==' }, { stringData: { b: 'x' }, immutable: false }),
    'token of an account': namespaced('v1', 'Secret', {
      metadata: {
        name: 'web',
        namespace: 'default',
        annotations: { 'kubernetes.io/service-account.name': 'web' },
      },
      type: 'kubernetes.io/service-account-token',
    }),
    dockercfg: secret('kubernetes.io/dockercfg', { '.dockercfg': encoded('{}') }),
    dockerconfigjson: secret('kubernetes.io/dockerconfigjson', {
      '.dockerconfigjson': encoded('{"auths":{}}'),
    }),
    'basic auth': secret('kubernetes.io/basic-auth', { username: 'eA==', password: 'eA==' }),
    'ssh auth': secret('kubernetes.io/ssh-auth', { 'ssh-privatekey': 'eA==' }),
    tls: secret('kubernetes.io/tls', { 'tls.crt': 'eA==', 'tls.key': 'eA==' }),
  },
  changes: {
    'config map': [
      ...names,
      ...keyed('data', 'x'),
      ...keyed('binaryData', 'eA=='),
      { 'data.c': 'x' },
      { 'binaryData.a': 'eA==' },
      ...each('data.a', [
        'x'.repeat(MIB),
        'x'.repeat(MIB - 3),
        'x'.repeat(MIB - 4),
        'é'.repeat(MIB / 2),
        'é'.repeat(MIB / 2 - 2),
        '😀'.repeat(MIB / 4 - 1),
        '😀'.repeat(MIB / 4),
      ]),
      ...each('binaryData.c', [
        encoded('x'.repeat(MIB)),
        encoded('x'.repeat(MIB - 5)),
        'x',
        'e A==',
        'eA',
        'eA==\n',
        '',
      ]),
    ],
    secret: [
      ...names,
      ...keyed('data', 'eA=='),
      ...keyed('stringData', 'x'),
      ...each('data.a', [encoded('x'.repeat(MIB)), encoded('x'.repeat(MIB - 1)), 'x', 'eA', null, '']),
      ...each('stringData.b', ['x'.repeat(MIB), 'x'.repeat(MIB - 1), 'x'.repeat(MIB - 2), null, '']),
      { 'data.a': encoded('x'.repeat(MIB + 1)), 'stringData.a': 'x' },
      ...each('type', [
        '',
        'x',
        'kubernetes.io/tls',
        'kubernetes.io/basic-auth',
        'kubernetes.io/ssh-auth',
        'kubernetes.io/dockercfg',
        'kubernetes.io/dockerconfigjson',
        'kubernetes.io/service-account-token',
        'bootstrap.kubernetes.io/token',
        'example.com/x y',
      ]),
    ],
    'token of an account': each('metadata.annotations["kubernetes.io/service-account.name"]', [
      '',
      'x',
      REMOVED,
    ]),
    dockercfg: [
      ...without('data', ['.dockercfg']),
      ...each('data[".dockercfg"]', [...JSONS.map(encoded), null]),
      ...JSONS.map((text) => ({ 'stringData[".dockercfg"]': text })),
    ],
    dockerconfigjson: [
      ...without('data', ['.dockerconfigjson']),
      ...each('data[".dockerconfigjson"]', [...JSONS.map(encoded), null]),
      ...JSONS.map((text) => ({ data: REMOVED, 'stringData[".dockerconfigjson"]': text })),
    ],
    'basic auth': [
      ...without('data', ['username', 'password']),
      ...each('data', [{}, null, { x: '' }, { username: '' }]),
      { data: REMOVED, stringData: { password: '' } },
    ],
    'ssh auth': [
      ...without('data', ['ssh-privatekey']),
      ...each('data["ssh-privatekey"]', ['', null]),
      { data: REMOVED, stringData: { 'ssh-privatekey': 'x' } },
      { stringData: { 'ssh-privatekey': '' } },
    ],
    tls: [
      ...without('data', ['tls.crt', 'tls.key']),
      ...each('data["tls.crt"]', ['', null]),
      { data: REMOVED, stringData: { 'tls.crt': 'x', 'tls.key': '' } },
      ...each('data', [{}, null]),
    ],
  },
};
