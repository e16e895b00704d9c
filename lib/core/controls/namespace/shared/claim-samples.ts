import type { PlainObject } from '../../../manifest/plain';

/** A claim that asks for storage of a class, for examples. */
export function claimOf(name: string, storage: string): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'shop' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, storageClassName: 'fast' },
  };
}

/** A StatefulSet whose pods have a claim each, for examples. */
export function setOf(replicas: number, storage: string): PlainObject {
  const labels = { app: 'db' };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      serviceName: 'db',
      template: { metadata: { labels }, spec: { containers: [{ name: 'app' }] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimOf('data', storage).spec }],
    },
  };
}
