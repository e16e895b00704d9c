import {
  type EncryptionKey,
  type EncryptionProfile,
  encryptedResources,
  keysOf,
} from '../../core/cluster/encryption';
import type { PlainObject } from '../../core/manifest/plain';
import { type FileArtifact, type Renderer, renderer } from '../renderer';
import { fillScript } from './fill-script';

/** What encrypts etcd, as the file that the API server reads (`--encryption-provider-config`). */
export const encryption: Renderer = renderer({
  id: 'encryption',
  appliesTo: (cluster) => cluster.encryption !== undefined,
  cluster: ({ cluster }) =>
    cluster.encryption === undefined
      ? []
      : [encryptionFile(cluster.encryption), ...fillScript(cluster.encryption)],
});

/**
 * The EncryptionConfiguration. Of a local key it has the name, and `${VARIABLE}` where the key goes: the API server
 * refuses a file in which that was never filled, since no placeholder is base64.
 * Source: apiserver.config.k8s.io/v1.
 */
export function encryptionFile(profile: EncryptionProfile): FileArtifact {
  return {
    form: 'file',
    format: 'yaml',
    path: 'kube-apiserver/encryption.yaml',
    schema: 'apiserver.config.k8s.io/v1 EncryptionConfiguration',
    content: {
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'EncryptionConfiguration',
      resources: [{ providers: providersOf(profile), resources: encryptedResources(profile) }],
    },
  };
}

/** The first provider writes, and its first key; all are read. Nothing is written unencrypted: identity is the last. */
function providersOf(profile: EncryptionProfile): PlainObject[] {
  const keys = keysOf(profile);
  const providers: PlainObject[] = [];
  for (const [index, key] of keys.entries()) {
    if ('kms' in key) {
      const { name, endpoint, timeout = '3s' } = key.kms;
      providers.push({ kms: { apiVersion: 'v2', endpoint, name, timeout } });
      continue;
    }
    const { algorithm } = local(key);
    const same = keys.flatMap((other) => ('kms' in other ? [] : [local(other)]));
    const first = keys.findIndex((other) => !('kms' in other) && local(other).algorithm === algorithm);
    // Keys of one algorithm are one provider: what is in etcd names the algorithm, then the key.
    if (first !== index) continue;
    const entries = same.filter((other) => other.algorithm === algorithm).map(({ entry }) => entry);
    providers.push({ [algorithm]: { keys: entries } });
  }
  return profile.migrating === true ? [...providers, { identity: {} }] : providers;
}

function local(key: Exclude<EncryptionKey, { kms: unknown }>): { algorithm: string; entry: PlainObject } {
  const [algorithm, { name, variable }] =
    'secretbox' in key ? ['secretbox', key.secretbox] : ['aescbc', key.aescbc];
  return { algorithm, entry: { name, secret: `\${${variable}}` } };
}
