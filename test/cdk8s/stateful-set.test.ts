import { SecureDeployment, SecureStatefulSet, type SecureStatefulSetProps } from 'bulwark/cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { KEEP_ANNOTATIONS } from '../../lib/core/well-known';
import { at, errorOf, found, IMAGE, objectsOf, one, shopApp, WEB } from './support';

const DB: SecureStatefulSetProps = { image: IMAGE, user: 20_001, port: 5432, probe: 'tcp' };

function database(props: Partial<SecureStatefulSetProps> = {}): {
  db: SecureStatefulSet;
  shop: ReturnType<typeof shopApp>['shop'];
  objects: () => PlainObject[];
  findings: () => string[];
} {
  const { app, shop } = shopApp();
  const db = new SecureStatefulSet(shop, 'db', { ...DB, ...props });
  return { db, shop, objects: () => objectsOf(app), findings: () => found(app) };
}

test('a StatefulSet brings what is around it, and nothing is found on it', () => {
  const { objects, findings } = database({ volumes: { '/data': { size: '10Gi' } } });
  expect(findings()).toEqual([]);
  const own = objects().filter(
    (object) => at(object, 'metadata.labels."app.kubernetes.io/instance"') === 'db',
  );
  expect(own.map(({ kind, metadata }) => `${kind} ${at(metadata, 'name')}`).sort()).toEqual([
    'NetworkPolicy db',
    'PodDisruptionBudget db',
    'Service db',
    'Service db-pods',
    'ServiceAccount db',
    'StatefulSet db',
  ]);
});

test('claims are templates of their own folder, mounted writable', () => {
  const volumes = { '/data': { size: '10Gi' }, '/wal/log': { size: '1Gi', class: 'fast' } };
  const set = one(database({ volumes }).objects(), 'StatefulSet', 'db');
  expect(at(set, 'spec.volumeClaimTemplates')).toEqual([
    {
      metadata: { annotations: KEEP_ANNOTATIONS, name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '10Gi' } },
        volumeMode: 'Filesystem',
      },
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
    },
    {
      metadata: { annotations: KEEP_ANNOTATIONS, name: 'wal-log' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
        storageClassName: 'fast',
        volumeMode: 'Filesystem',
      },
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
    },
  ]);
  expect(at(set, 'spec.template.spec.containers.0.volumeMounts')).toEqual([
    { mountPath: '/tmp', name: 'tmp' },
    { mountPath: '/data', name: 'data' },
    { mountPath: '/wal/log', name: 'wal-log' },
  ]);
  expect(at(set, 'spec.template.spec.securityContext.fsGroup')).toBe(20_001);
});

test('its headless Service names its pods, also without a port, and keeps what is added to it', () => {
  const { db, objects } = database({ port: undefined, probe: undefined });
  expect(db.service.name).toBe('db-pods');
  db.service.metadata.addAnnotation('example.com/note', 'kept');
  const made = objects();
  expect(one(made, 'Service', 'db-pods')).toMatchObject({
    metadata: { annotations: { 'example.com/note': 'kept' }, namespace: 'shop' },
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: { 'app.kubernetes.io/instance': 'db' },
    },
  });
  expect(at(one(made, 'StatefulSet', 'db'), 'spec.serviceName')).toBe('db-pods');
});

test('others reach it by its Service, its pods one another where it says so', () => {
  const { db, shop, objects } = database();
  new SecureDeployment(shop, 'web', { ...WEB, uses: { DB: db } });
  db.talksTo(db);
  const policy = one(objects(), 'NetworkPolicy', 'db');
  const pods = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } } });
  expect(at(policy, 'spec.ingress')).toEqual([
    { from: [pods('db')], ports: [{ port: 5432, protocol: 'TCP' }] },
    { from: [pods('web')], ports: [{ port: 5432, protocol: 'TCP' }] },
  ]);
  expect(db.address).toBe('db:5432');
});

test('an autoscaler of cdk8s-plus owns the replicas', () => {
  const { db, shop, objects, findings } = database();
  new kplus.HorizontalPodAutoscaler(shop, 'Scale', { target: db, minReplicas: 2, maxReplicas: 4 });
  expect(findings()).toEqual([]);
  expect(at(one(objects(), 'StatefulSet', 'db'), 'spec.replicas')).toBeUndefined();
});

test.each<[string, Partial<SecureStatefulSetProps>, RegExp]>([
  ['a claim without a size', { volumes: { '/data': { size: '0' } } }, /size above zero/],
  ['half a byte', { volumes: { '/data': { size: '100m' } } }, /whole number of bytes/],
  [
    'a folder that is scratch too',
    { scratch: ['/data'], volumes: { '/data': { size: '1Gi' } } },
    /nothing else/,
  ],
  ['a relative folder', { volumes: { data: { size: '1Gi' } } }, /absolute path/],
  ['a class that is no name', { volumes: { '/d': { size: '1Gi', class: 'A B' } } }, /class/],
  ['a partition below zero', { update: { partition: -1 } }, /update\.partition/],
  ['the name of its other Service', { serviceName: 'db' }, /another name/],
  ['a user of the system', { user: 0 }, /user/],
])('refuses %s', (_, props, message) => {
  expect(errorOf(() => database(props)).message).toMatch(message);
});

test('a user is asked for: what is on a claim belongs to it', () => {
  const { user: _user, ...rest } = DB;
  const loose: SecureStatefulSetProps = JSON.parse(JSON.stringify(rest));
  expect(errorOf(() => new SecureStatefulSet(shopApp().shop, 'db', loose)).message).toMatch(/user/);
});
