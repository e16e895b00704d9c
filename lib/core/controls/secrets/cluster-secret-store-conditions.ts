import { isAbsent } from '../../manifest/plain';
import { objectControl } from '../control';
import { fieldAt } from '../field';

const PATH = 'spec.conditions';
const NEEDS = 'the namespaces that may read through it';

/** Source: External Secrets documentation, ClusterSecretStore and security best practices. */
export const clusterSecretStoreConditions = objectControl({
  id: 'cluster-secret-store-conditions',
  title: 'A ClusterSecretStore says which namespaces may use it',
  category: 'secrets',
  severity: 'high',
  why: 'Without conditions, whoever may write an ExternalSecret in any namespace reads every secret that the store may read: the controller asks with one identity for all.',
  fix: 'use a SecretStore in each namespace, or list the namespaces in spec.conditions',
  breaks: 'ExternalSecrets of namespaces that are not listed stop being refreshed.',
  refs: { owasp: ['K03'] },
  kinds: ['ClusterSecretStore'],
  check(manifest, report) {
    const { apiVersion } = manifest;
    if (typeof apiVersion === 'string' && !apiVersion.startsWith('external-secrets.io/')) return;
    const found = fieldAt(manifest, 'spec', 'conditions');
    if (isAbsent(found) || !Array.isArray(found) || found.length === 0)
      report({ path: PATH, found, needs: NEEDS });
  },
  examples: {
    good: [
      { objects: [store([{ namespaces: ['shop'] }])] },
      {
        note: 'by their labels',
        objects: [store([{ namespaceSelector: { matchLabels: { team: 'shop' } } }])],
      },
      { note: 'of someone else', objects: [{ ...store(undefined), apiVersion: 'example.com/v1' }] },
    ],
    bad: [
      { note: 'not set', objects: [store(undefined)] },
      { note: 'an empty list', objects: [store([])] },
      { note: 'not a list', objects: [store('shop')] },
    ],
  },
});

function store(conditions: unknown) {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ClusterSecretStore',
    metadata: { name: 'shared' },
    spec: { conditions, provider: { fake: { data: [] } } },
  };
}
