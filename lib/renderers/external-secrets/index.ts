import type { PlainObject } from '../../core/manifest/plain';
import type { DeliveredSecret, RemoteKey, SecretOrigin } from '../../model/delivered-secret';
import { MANAGED_BY, objectLabels } from '../../model/labels';
import { objectArtifact, type Renderer, renderer } from '../renderer';
import { providerOf } from './providers';
import { refusePodIdentity } from './reader-problems';

const API = 'external-secrets.io/v1';

/** Secrets that External Secrets reads: a SecretStore for each namespace that has one, and an ExternalSecret for each Secret. */
export const externalSecrets: Renderer = renderer({
  id: 'external-secrets',
  appliesTo: () => true,
  namespace: ({ name: namespace, secretStore }, model) => {
    if (secretStore === undefined) return [];
    const { name, provider } = secretStore;
    return [
      objectArtifact({ apiVersion: API, kind: 'SecretStore', name, namespace }, () => {
        refusePodIdentity(namespace, provider, model);
        return {
          apiVersion: API,
          kind: 'SecretStore',
          metadata: { labels: { ...MANAGED_BY }, name, namespace },
          spec: { provider: providerOf(provider) },
        };
      }),
    ];
  },
  secret: (secret) => {
    const { name, namespace, origin } = secret;
    if (origin.by !== 'store') return [];
    const place = namespace === undefined ? {} : { namespace };
    return [
      objectArtifact({ apiVersion: API, kind: 'ExternalSecret', name, ...place }, () =>
        externalSecret(secret, origin),
      ),
    ];
  },
});

/** The Secret is the operator's: it goes with its ExternalSecret, and stays where the store has lost it, so that pods still start. */
function externalSecret(
  { name, namespace, type }: DeliveredSecret,
  { store, keys, refresh }: Extract<SecretOrigin, { readonly by: 'store' }>,
): PlainObject {
  return {
    apiVersion: API,
    kind: 'ExternalSecret',
    metadata: { labels: objectLabels(name, {}), name, namespace },
    spec: {
      data: Object.entries(keys).map(([secretKey, remote]) => ({ remoteRef: remoteRef(remote), secretKey })),
      refreshInterval: refresh,
      refreshPolicy: 'Periodic',
      secretStoreRef: { kind: 'SecretStore', name: store },
      target: { creationPolicy: 'Owner', deletionPolicy: 'Retain', immutable: false, name, ...typed(type) },
    },
  };
}

/** A template that says the type alone: what the store has is taken as it is. */
function typed(type: string): PlainObject {
  return type === 'Opaque' ? {} : { template: { engineVersion: 'v2', mergePolicy: 'Replace', type } };
}

/** Defaults of the operator's definitions are written too, so that whoever compares sees no difference. */
function remoteRef({ key, property, version }: RemoteKey): PlainObject {
  return {
    conversionStrategy: 'Default',
    decodingStrategy: 'None',
    key,
    metadataPolicy: 'None',
    ...(property === undefined ? {} : { property }),
    ...(version === undefined ? {} : { version }),
  };
}
