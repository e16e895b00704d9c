import type { EncryptionKey, EncryptionProfile } from '../../lib/core/cluster/encryption';
import { clusters } from '../../lib/core/cluster/presets';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft } from '../../lib/model/cluster-model';
import { filesOf } from '../../lib/renderers';
import { encryptionFile } from '../../lib/renderers/encryption';

const kms = (name: string): EncryptionKey => ({ kms: { name, endpoint: `unix:///var/run/${name}.sock` } });
const box = (n: number): EncryptionKey => ({ secretbox: { name: `key-${n}`, variable: `ETCD_KEY_${n}` } });
const cbc = (n: number): EncryptionKey => ({ aescbc: { name: `key-${n}`, variable: `ETCD_KEY_${n}` } });

/** Providers in one line, with @ for the dollar sign: `kms vault`, `secretbox key-2=@{ETCD_KEY_2} key-1=…`, `identity`. */
function providers(profile: EncryptionProfile): string[] {
  return JSON.parse(JSON.stringify(encryptionFile(profile).content)).resources[0].providers.map(
    (provider: Record<string, { name?: string; keys?: { name: string; secret: string }[] }>) => {
      const [kind = '', { name, keys = [] } = {}] = Object.entries(provider)[0] ?? [];
      return [kind, ...(name === undefined ? [] : [name]), ...keys.map((key) => `${key.name}=${key.secret}`)]
        .join(' ')
        .replaceAll('$', '@');
    },
  );
}

test.each<[string, EncryptionProfile, string[]]>([
  ['a program', { write: kms('vault') }, ['kms vault']],
  ['a local key', { write: box(1) }, ['secretbox key-1=@{ETCD_KEY_1}']],
  ['data that was never encrypted', { write: kms('vault'), migrating: true }, ['kms vault', 'identity']],
  [
    'the next key, not yet written with',
    { write: box(1), read: [box(2)] },
    ['secretbox key-1=@{ETCD_KEY_1} key-2=@{ETCD_KEY_2}'],
  ],
  [
    'the next key, written with',
    { write: box(2), read: [box(1)] },
    ['secretbox key-2=@{ETCD_KEY_2} key-1=@{ETCD_KEY_1}'],
  ],
  [
    'from local keys to a program',
    { write: kms('vault'), read: [box(2), box(1)] },
    ['kms vault', 'secretbox key-2=@{ETCD_KEY_2} key-1=@{ETCD_KEY_1}'],
  ],
  ['from one program to another', { write: kms('b'), read: [kms('a')] }, ['kms b', 'kms a']],
  [
    'three kinds',
    { write: box(2), read: [cbc(1), box(0), kms('a')], migrating: true },
    ['secretbox key-2=@{ETCD_KEY_2} key-0=@{ETCD_KEY_0}', 'aescbc key-1=@{ETCD_KEY_1}', 'kms a', 'identity'],
  ],
])('%s', (_, profile, expected) => {
  expect(providers(profile)).toEqual(expected);
});

test('the file of a cluster, and none where nothing is said', () => {
  const encryption = { write: kms('vault'), resources: ['widgets.example.com'] };
  const files = filesOf(new ModelDraft(clusters.kubeadm({ encryption }), restricted()));
  expect(files).toEqual([
    {
      form: 'file',
      format: 'yaml',
      path: 'kube-apiserver/encryption.yaml',
      schema: 'apiserver.config.k8s.io/v1 EncryptionConfiguration',
      content: {
        apiVersion: 'apiserver.config.k8s.io/v1',
        kind: 'EncryptionConfiguration',
        resources: [
          {
            providers: [
              {
                kms: {
                  apiVersion: 'v2',
                  endpoint: 'unix:///var/run/vault.sock',
                  name: 'vault',
                  timeout: '3s',
                },
              },
            ],
            resources: ['configmaps', 'secrets', 'widgets.example.com'],
          },
        ],
      },
    },
  ]);
  expect(filesOf(new ModelDraft(clusters.kubeadm(), restricted()))).toEqual([]);
});
