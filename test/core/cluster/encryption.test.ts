import { type EncryptionProfile, encryptedResources, keysOf } from '../../../lib/core/cluster/encryption';
import { parseCluster } from '../../../lib/core/cluster/parse';
import { clusters } from '../../../lib/core/cluster/presets';

const kms = { kms: { name: 'vault', endpoint: 'unix:///var/run/kms.sock' } };
const KEY = 'c2VjcmV0LWtleS1vZi0zMi1ieXRlcy1leGFjdGx5ISE=';

test.each<[string, EncryptionProfile]>([
  ['a program', { write: kms }],
  ['a program that is waited for longer', { write: { kms: { ...kms.kms, timeout: '1.5s' } } }],
  ['a socket without a file', { write: { kms: { name: 'v2', endpoint: 'unix:///@kms' } } }],
  ['a key by its name', { write: { secretbox: { name: 'key-2', variable: 'ETCD_KEY_2' } } }],
  [
    'one name in two algorithms',
    {
      write: { secretbox: { name: 'key-1', variable: 'ETCD_KEY_2' } },
      read: [{ aescbc: { name: 'key-1', variable: 'ETCD_KEY_1' } }],
    },
  ],
])('%s can be said', (_, encryption) => {
  expect(parseCluster({ encryption })).toMatchObject({ cluster: { encryption }, problems: [] });
  expect(clusters.kubeadm({ encryption })).toMatchObject({ encryption });
});

const local = (said: object): object => ({
  write: { secretbox: { name: 'key-1', variable: 'ETCD_KEY_1', ...said } },
});

test.each<[string, unknown, RegExp]>([
  ['no key', {}, /^encryption\.write: found nothing/],
  ['an empty key', { write: {} }, /^encryption\.write: found none; needs one of kms/],
  [
    'two in one',
    { write: { ...kms, ...local({}), secretbox: { name: 'a', variable: 'A_B' } } },
    /^encryption\.write: /,
  ],
  ['identity', { write: { identity: {} } }, /^encryption\.write\.identity: /],
  [
    'the algorithm that repeats nonces',
    { write: { aesgcm: { name: 'a', variable: 'A_B' } } },
    /^encryption\.write\.aesgcm: /,
  ],
  ['a key', local({ secret: KEY }), /^encryption\.write\.secretbox\.secret: /],
  ['a key as the variable', local({ variable: KEY }), /^encryption\.write\.secretbox\.variable: .*not shown/],
  ['a key in hexadecimal as the variable', local({ variable: 'A1'.repeat(16) }), /\.variable: .*not shown/],
  ['a key as the name', local({ name: KEY }), /^encryption\.write\.secretbox\.name: .*not shown/],
  ['a key in hexadecimal as the name', local({ name: 'a1'.repeat(16) }), /\.name: .*not shown/],
  ['a key as a number', local({ name: 7 }), /\.name: .*not shown/],
  ['a colon in the name', { write: { kms: { ...kms.kms, name: 'a:b' } } }, /\.kms\.name: /],
  [
    'a program on the network',
    { write: { kms: { ...kms.kms, endpoint: 'https://kms' } } },
    /\.kms\.endpoint: /,
  ],
  ['no time', { write: { kms: { ...kms.kms, timeout: '0s' } } }, /\.kms\.timeout: /],
  ['the same name twice', { write: kms, read: [kms] }, /^encryption: found the same name twice in kms/],
  ['everything at once', { write: kms, resources: ['*'] }, /^encryption\.resources\[0\]: /],
  ['one resource of all groups', { write: kms, resources: ['secrets.*'] }, /^encryption\.resources\[0\]: /],
  ['capital letters', { write: kms, resources: ['Widgets.example.com'] }, /^encryption\.resources\[0\]: /],
  [
    'a resource without storage',
    { write: kms, resources: ['serviceipallocations'] },
    /^encryption\.resources\[0\]: /,
  ],
  [
    'a group that is stored as another',
    { write: kms, resources: ['events.events.k8s.io'] },
    /^encryption\.resources\[0\]: /,
  ],
])('%s is refused, and no key is printed', (_, encryption, expected) => {
  const { problems, cluster } = parseCluster({ encryption });
  expect(problems.some((line) => expected.test(line))).toBe(true);
  expect(cluster).not.toHaveProperty('encryption');
  expect(() => Reflect.apply(clusters.kubeadm, undefined, [{ encryption }])).toThrow('encryption');
  expect(problems.join()).not.toMatch(/c2VjcmV0|A1A1|a1a1/);
});

test.each([
  [undefined, ['configmaps', 'secrets']],
  [
    ['widgets.example.com', 'secrets'],
    ['configmaps', 'secrets', 'widgets.example.com'],
  ],
  [['*.'], ['*.']],
  [
    ['*.', 'widgets.example.com'],
    ['*.', 'widgets.example.com'],
  ],
  [
    ['*.example.com', 'widgets.example.com'],
    ['*.example.com', 'configmaps', 'secrets'],
  ],
  [['*.*', '*.', 'widgets.example.com'], ['*.*']],
])('with %j these are encrypted: %j', (resources, expected) => {
  expect(encryptedResources({ write: kms, resources })).toEqual(expected);
});

test('the key that writes comes first', () => {
  const read = [{ secretbox: { name: 'key-1', variable: 'ETCD_KEY_1' } }];
  expect(keysOf({ write: kms, read })).toEqual([kms, ...read]);
});
