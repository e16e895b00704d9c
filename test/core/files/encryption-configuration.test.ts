import { clusters } from '../../../lib/core/cluster/presets';
import { messageOf } from '../../../lib/core/engine/message';
import { ENCRYPTION_CONFIGURATION } from '../../../lib/core/files/encryption-configuration';
import { evaluateFiles } from '../../../lib/core/files/evaluate-files';
import { restricted } from '../../../lib/core/policy/policy';
import { ModelDraft } from '../../../lib/model/cluster-model';
import { filesOf } from '../../../lib/renderers';

const KEY = 'c2VjcmV0LWtleS1vZi0zMi1ieXRlcy1leGFjdGx5ISE=';
const place = (n: number): string => ['$', `{ETCD_KEY_${n}}`].join('');
const box = (secret: unknown, name: unknown = 'key-1'): object => ({
  secretbox: { keys: [{ name, secret }] },
});
const kms = (said: object = {}): object => ({
  kms: { apiVersion: 'v2', name: 'vault', endpoint: 'unix:///var/run/kms.sock', timeout: '3s', ...said },
});
const file = (providers: unknown, resources: unknown = ['secrets'], more: object = {}): object => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'EncryptionConfiguration',
  resources: [{ resources, providers }],
  ...more,
});

/** What is wrong, in lines. */
function problems(content: unknown): string[] {
  return ENCRYPTION_CONFIGURATION.check(content).map(
    ({ path, found, needs }) => `${path}: ${found}; ${needs}`,
  );
}

test.each<[string, unknown]>([
  ['a program', file([kms()])],
  ['a program and what it may still read', file([kms(), box(place(1)), { identity: {} }])],
  ['everything', file([kms()], ['*.*'])],
  ['the resources of the core group', file([kms()], ['*.'])],
])('%s is right', (_, content) => {
  expect(problems(content)).toEqual([]);
});

test.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /^: nothing; an object/],
  ['a list', [], /^: a list; an object/],
  ['another version', file([kms()], ['secrets'], { apiVersion: 'v1' }), /^apiVersion: /],
  ['another kind', file([kms()], ['secrets'], { kind: 'KubeletConfiguration' }), /^kind: /],
  ['a field that nobody knows', file([kms()], ['secrets'], { provider: {} }), /^: a field provider; one of/],
  ['no entry', file([], [], { resources: [] }), /^resources: an empty list/],
  ['no provider', file([]), /^resources\[0\]\.providers: an empty list/],
  ['no resource', file([kms()], []), /^resources\[0\]\.resources: an empty list/],
  [
    'a number as a resource',
    file([kms()], ['secrets', 5]),
    /^resources\[0\]\.resources\[1\]: a value of type number/,
  ],
  ['ConfigMaps alone', file([kms()], ['configmaps']), /^resources: nothing for secrets/],
  [
    'what encrypts nothing as the first',
    file([{ identity: {} }, kms()]),
    /^resources\[0\]\.providers\[0\]: identity, which/,
  ],
  ['aesgcm', file([{ aesgcm: { keys: [] } }]), /^resources\[0\]\.providers\[0\]: aesgcm; one of kms/],
  ['two in one', file([{ ...kms(), identity: {} }]), /^resources\[0\]\.providers\[0\]: kms and identity/],
  ['an old program', file([kms({ apiVersion: 'v1' })]), /^resources\[0\]\.providers\[0\]\.kms\.apiVersion: /],
  ['a program over the network', file([kms({ endpoint: 'https://kms' })]), /kms\.endpoint: .*socket/],
  ['a cache', file([kms({ cachesize: 5 })]), /kms: a field cachesize/],
  [
    'two programs of one name',
    file([kms(), kms()]),
    /providers\[1\]\.kms\.name: the name of another program/,
  ],
  ...['0s', '-3s', 'soon', 3, '3'].map((timeout): [string, unknown, RegExp] => [
    `the time ${timeout}`,
    file([kms({ timeout })]),
    /kms\.timeout: .*a time such as 3s/,
  ]),
  [
    'a resource twice',
    file([kms()], ['secrets', 'secrets']),
    /resources\[1\]: secrets, which the list has already/,
  ],
  [
    'a resource and a wildcard of its group',
    file([kms()], ['secrets', '*.']),
    /resources\[0\]: secrets, which/,
  ],
  ['a wildcard of a group and all', file([kms()], ['*.*', '*.apps']), /resources\[1\]: \*\.apps, which/],
  ['everything at once', file([kms()], ['secrets', '*']), /resources\[1\]: \*; a resource of the API/],
  ['capital letters', file([kms()], ['secrets', 'Widgets.example.com']), /resources\[1\]: Widgets/],
  [
    'events of a group that etcd knows by another',
    file([kms()], ['secrets', 'events.events.k8s.io']),
    /resources\[1\]: events/,
  ],
  ['no keys', file([{ aescbc: {} }]), /aescbc\.keys: nothing/],
  [
    'two keys of one name',
    file([{ aescbc: { keys: [1, 2].map((n) => ({ name: 'a', secret: place(n) })) } }]),
    /keys\[1\]\.name: /,
  ],
  ['a key without a name', file([box(place(1), '')]), /keys\[0\]\.name: /],
  ['a key without a place', file([box(undefined)]), /keys\[0\]\.secret: nothing/],
])('%s is a problem', (_, content, message) => {
  expect(problems(content)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
});

test.each([KEY, `${place(1)}${KEY}`, { value: KEY }, [KEY], 5])(
  'a key in the file is one, and is not printed: %#',
  (secret) => {
    const content = file([box(secret)]);
    expect(problems(content)).toEqual([
      expect.stringMatching(/keys\[0\]\.secret: a value that is not shown/),
    ]);
    expect(JSON.stringify(ENCRYPTION_CONFIGURATION.check(content))).not.toContain(KEY);
  },
);

test('what the renderer makes passes, whatever the profile says', () => {
  const key = (n: number) => ({ secretbox: { name: `key-${n}`, variable: `ETCD_KEY_${n}` } });
  const program = { kms: { name: 'vault', endpoint: 'unix:///var/run/kms.sock' } };
  for (const write of [key(1), program, { aescbc: { name: 'a', variable: 'ETCD_KEY_9' } }]) {
    for (const migrating of [true, false]) {
      const encryption = { write, read: [key(2)], migrating, resources: ['*.*'] };
      expect(evaluateFiles(filesOf(new ModelDraft(clusters.kubeadm({ encryption }), restricted())))).toEqual(
        [],
      );
    }
  }
});

test('a finding names the file, and no waiver suppresses it', () => {
  const made = {
    path: 'kube-apiserver/encryption.yaml',
    format: 'yaml',
    schema: 'apiserver.config.k8s.io/v1 EncryptionConfiguration',
    content: { ...file([kms()], ['configmaps']) },
  } as const;
  const [finding] = evaluateFiles([made]);
  expect(finding && messageOf(finding)).toBe(
    'schema at files/kube-apiserver/encryption.yaml (EncryptionConfiguration kube-apiserver/encryption.yaml, resources): found nothing for secrets; needs an entry for secrets. Fix: resources: [secrets].',
  );
});

test('a file of a schema that nobody knows cannot be judged, and does not pass', () => {
  const [finding] = evaluateFiles([
    { path: 'a.toml', format: 'toml', schema: 'containerd 3', content: 'version = 3' },
  ]);
  expect(finding).toMatchObject({ control: 'schema', verdict: 'unknown', waivable: false, settled: true });
});
