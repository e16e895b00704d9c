import {
  claim,
  clusters,
  ephemeral,
  existingClaim,
  HardenedApp,
  IsolatedNamespace,
  projected,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  type SecureDeploymentProps,
  SecureJob,
  SecureStatefulSet,
  SharedClaim,
  type SharedClaimProps,
  Snapshot,
  sharedClaim,
} from 'bulwark/cdk8s';
import type { StorageProfile } from '../../lib/core/cluster/storage';
import { KEEP_ANNOTATIONS } from '../../lib/core/well-known';
import { at, errorOf, found, IMAGE, objectsOf, one, TODAY } from './support';

const WEB = { image: IMAGE, port: 8080, probe: { http: '/r' }, liveness: { http: '/l' } } as const;
const OWNED = { ...WEB, user: 20_001 } as const;
const POD = 'spec.template.spec';
const STORAGE: StorageProfile = {
  classes: [
    { name: 'disk', default: true, modes: ['ReadWriteOnce'] },
    { name: 'csi', modes: ['ReadWriteOnce', 'ReadWriteOncePod'], csi: true, snapshots: 'csi-snapshots' },
    { name: 'files', modes: ['ReadWriteMany'] },
  ],
};

function shop(storage?: StorageProfile) {
  const cluster = clusters.kubeadm(storage === undefined ? {} : { storage });
  const app = new HardenedApp({ today: TODAY, cluster });
  return { app, shop: new IsolatedNamespace(app, 'shop') };
}

function web(props: Partial<SecureDeploymentProps>, storage?: StorageProfile) {
  const made = shop(storage);
  new SecureDeployment(made.shop, 'web', { ...WEB, ...props });
  return { objects: objectsOf(made.app), findings: found(made.app) };
}

describe('a Deployment with a claim', () => {
  const { objects, findings } = web({ user: 20_001, volumes: { '/data': claim({ size: '10Gi' }) } });

  test('has one pod, which goes before its successor comes, and nothing is found', () => {
    expect(findings).toEqual([]);
    const spec = at(one(objects, 'Deployment', 'web'), 'spec');
    expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(at(spec, 'strategy.rollingUpdate')).toBeUndefined();
    expect(objects.map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
  });

  test('brings the claim, and what keeps it', () => {
    const made = one(objects, 'PersistentVolumeClaim', 'web-data');
    expect(at(made, 'metadata.annotations')).toEqual(KEEP_ANNOTATIONS);
    expect(at(made, 'spec')).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '10Gi' } },
      volumeMode: 'Filesystem',
    });
    expect(at(one(objects, 'Namespace', 'shop'), 'metadata.annotations')).toMatchObject(KEEP_ANNOTATIONS);
    expect(at(one(objects, 'ResourceQuota', 'quota'), 'spec.hard')).toMatchObject({
      persistentvolumeclaims: '50',
      'requests.storage': '500Gi',
    });
  });

  test('gives it to its group, once', () => {
    const pod = at(one(objects, 'Deployment', 'web'), POD);
    expect(at(pod, 'securityContext')).toMatchObject({
      fsGroup: 20_001,
      fsGroupChangePolicy: 'OnRootMismatch',
    });
    expect(at(pod, 'volumes.1')).toEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: 'web-data' },
    });
    expect(at(pod, 'containers.0.volumeMounts.1')).toEqual({ mountPath: '/data', name: 'data' });
  });
});

test('a namespace without claims says nothing of them', () => {
  const { objects } = web({});
  expect(at(one(objects, 'Namespace', 'shop'), 'metadata.annotations')).toBeUndefined();
  expect(Object.keys(Object(at(one(objects, 'ResourceQuota', 'quota'), 'spec.hard')))).not.toContain(
    'requests.storage',
  );
});

test('a claim for many, and the storage of a pod, leave the workload as it is', () => {
  const volumes = {
    '/data': claim({ size: '10Gi', mode: 'ReadWriteMany' }),
    '/work': ephemeral({ size: '1Gi' }),
  };
  const { objects, findings } = web({ user: 20_001, volumes });
  expect(findings).toEqual([]);
  expect(at(one(objects, 'Deployment', 'web'), 'spec')).toMatchObject({
    replicas: 2,
    strategy: { type: 'RollingUpdate' },
  });
  expect(at(one(objects, 'Deployment', 'web'), `${POD}.volumes.2`)).toEqual({
    name: 'work',
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
          volumeMode: 'Filesystem',
        },
      },
    },
  });
});

test('what nobody needs says why, and nothing keeps it', () => {
  const volumes = { '/cache': claim({ size: '1Gi', disposable: 'a cache that fills again' }) };
  const { objects } = web({ user: 20_001, volumes });
  expect(at(one(objects, 'PersistentVolumeClaim', 'web-cache'), 'metadata.annotations')).toEqual({
    'bulwark.dev/disposable': 'a cache that fills again',
  });
  expect(at(one(objects, 'Namespace', 'shop'), 'metadata.annotations')).toBeUndefined();
});

test('files come from several places in one folder', () => {
  const volumes = {
    '/etc/all': projected([
      { secret: 'tls', items: { 'tls.crt': 'server.crt' } },
      { fields: { labels: 'metadata.labels' } },
      { token: { audience: 'vault' } },
    ]),
  };
  const { objects, findings } = web({ volumes });
  expect(findings).toEqual([]);
  const pod = at(one(objects, 'Deployment', 'web'), POD);
  expect(at(pod, 'volumes.1.projected.sources')).toEqual([
    { secret: { name: 'tls', items: [{ key: 'tls.crt', path: 'server.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'labels', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }],
      },
    },
    { serviceAccountToken: { audience: 'vault', expirationSeconds: 3600, path: 'token' } },
  ]);
  expect(at(pod, 'containers.0.volumeMounts.1.readOnly')).toBe(true);
});

const DATA = { '/data': claim({ size: '10Gi' }) };

test.each<[string, Partial<SecureDeploymentProps>, RegExp]>([
  ['two pods', { volumes: DATA, replicas: 2 }, /replicas: found 2; needs 1, as volumes\["\/data"\] is Read/],
  ['a scale', { volumes: DATA, scale: { min: 1, max: 4, cpu: 70 } }, /scale\.max: found 4; needs 1/],
  ['an autoscaler', { volumes: DATA, autoscaled: true }, /autoscaled: found true; needs no autoscaler/],
  [
    'a surge',
    { volumes: DATA, strategy: { maxSurge: 1 } },
    /strategy: .*'Recreate'.*Fix: strategy: 'Recreate'/,
  ],
  [
    'two pods on a claim of others',
    { volumes: { '/data': existingClaim('old') }, replicas: 3 },
    /replicas: found 3; needs 1/,
  ],
  [
    'a path twice',
    { volumes: { '/data': claim({ size: '1Gi' }), '/data/': claim({ size: '1Gi' }) } },
    /nothing else/,
  ],
  [
    'a path in two spellings',
    { volumes: { '/data/./': claim({ size: '1Gi' }) }, scratch: ['//data'] },
    /nothing else/,
  ],
  [
    'a folder in what is only read',
    { volumes: { '/a': existingClaim('a', { readOnly: true }), '/a/b/c': ephemeral({ size: '1Gi' }) } },
    /volumes: found "\/a\/b\/c"; needs a folder outside of \/a, which is read-only/,
  ],
  [
    'a folder in that of the token',
    { scratch: ['/var/run/secrets/kubernetes.io/serviceaccount/x'] },
    /outside of the token/,
  ],
  ['a sub path above', { volumes: { '/a': claim({ size: '1Gi', subPath: '../b' }) } }, /subPath: found/],
  [
    'a sub path from the root',
    { volumes: { '/a': existingClaim('a', { subPath: '/b' }) } },
    /subPath: found/,
  ],
  ['a name that is none', { volumes: { '/a': existingClaim('A_B') } }, /existingClaim: found "A_B"/],
  ['no reason', { volumes: { '/a': claim({ size: '1Gi', disposable: ' ' }) } }, /disposable: .*the reason/],
  ['no source', { volumes: { '/a': projected([]) } }, /projected: found \[\]; needs at least one source/],
  [
    'a file twice',
    { volumes: { '/a': projected([{ token: { audience: 'v' } }, { fields: { token: 'metadata.uid' } }]) } },
    /needs a file that no other source has/,
  ],
  [
    'a file above the folder',
    { volumes: { '/a': projected([{ secret: 's', items: { k: '../k' } }]) } },
    /items\["k"\]: found "..\/k"/,
  ],
  [
    'a field that no file can hold',
    { volumes: { '/a': projected([{ fields: { ip: 'status.podIP' } }]) } },
    /fields\["ip"\]: found "status.podIP"/,
  ],
  [
    'a token of the API server',
    {
      volumes: { '/a': projected([{ token: { audience: 'https://kubernetes.default.svc.cluster.local' } }]) },
    },
    /audience: .*not the API server.*Fix: grants/,
  ],
  [
    'a token without a receiver',
    { volumes: { '/a': projected([{ token: { audience: '' } }]) } },
    /audience: found ""; needs who takes/,
  ],
  [
    'a token that is too short',
    { volumes: { '/a': projected([{ token: { audience: 'v', expirationSeconds: 60 } }]) } },
    /expirationSeconds: found 60/,
  ],
  [
    'two things in one',
    { volumes: { '/a': { ...existingClaim('a'), size: '1Gi' } } },
    /needs what goes with existingClaim: existingClaim, mode, readOnly, subPath. Fix: leave out size/,
  ],
  ['nothing', { volumes: { '/a': JSON.parse('{}') } }, /volumes\["\/a"\]\.size: found nothing/],
])('refuses %s', (_, props, message) => {
  expect(errorOf(() => web({ user: 20_001, ...props })).message).toMatch(message);
});

test.each([
  ['a claim', DATA],
  ['a claim of others', { '/data': existingClaim('old') }],
])('%s asks for a user that stays', (_, volumes) => {
  expect(errorOf(() => web({ volumes })).message).toMatch(
    /user: found nothing; needs an explicit UID.*user: \d{5}/,
  );
});

test('what lives as long as the pod needs no user', () => {
  expect(web({ volumes: { '/work': ephemeral({ size: '1Gi' }) } }).findings).toEqual([]);
});

test('an update that stops the old pod first is no contradiction', () => {
  const strategy = { maxSurge: 0, maxUnavailable: 1 };
  const { objects } = web({ user: 20_001, volumes: DATA, strategy });
  expect(at(one(objects, 'Deployment', 'web'), 'spec.strategy.rollingUpdate')).toEqual(strategy);
});

describe('kinds whose pods run beside one another', () => {
  const base = { image: IMAGE, user: 20_001, volumes: DATA };
  test.each<[string, (scope: IsolatedNamespace) => unknown, RegExp]>([
    ['DaemonSet', (scope) => new SecureDaemonSet(scope, 'a', base), /each node can mount.*ephemeral/],
    [
      'Job',
      (scope) => new SecureJob(scope, 'a', { ...base, parallelism: 2 }),
      /parallelism: found 2; needs 1/,
    ],
    [
      'CronJob',
      (scope) => new SecureCronJob(scope, 'a', { ...base, schedule: '@daily', concurrencyPolicy: 'Allow' }),
      /concurrencyPolicy: .*one run at a time/,
    ],
    [
      'StatefulSet',
      (scope) =>
        new SecureStatefulSet(scope, 'a', { ...base, replicas: 2, volumes: { '/a': existingClaim('b') } }),
      /replicas: found 2/,
    ],
  ])('%s', (_, make, message) => {
    expect(errorOf(() => make(shop().shop)).message).toMatch(message);
  });

  test('pods of a StatefulSet have a claim each', () => {
    const made = shop();
    new SecureStatefulSet(made.shop, 'db', { ...OWNED, replicas: 3, volumes: DATA });
    expect(found(made.app)).toEqual([]);
  });
});

describe('the storage of the cluster', () => {
  const mounting = (volume: ReturnType<typeof claim<string>>, storage = STORAGE) =>
    web({ user: 20_001, volumes: { '/data': volume } }, storage);

  test.each<[string, ReturnType<typeof claim<string>>, RegExp]>([
    [
      'a class that it lacks',
      claim({ size: '1Gi', class: 'gold' }),
      /class: .*cluster\.storage of kubeadm has: 'disk'/,
    ],
    [
      'a mode that the class lacks',
      claim({ size: '1Gi', mode: 'ReadWriteMany' }),
      /mode: .*disk.*Fix: class: 'files'/,
    ],
    [
      'a pod alone without CSI',
      claim({ size: '1Gi', mode: 'ReadWriteOncePod' }),
      /mode: .*Fix: class: 'csi'/,
    ],
    [
      'a snapshot without a class for it',
      claim({ size: '1Gi', fromSnapshot: 's' }),
      /fromSnapshot: .*gives disk none/,
    ],
  ])('refuses %s', (_, volume, message) => {
    expect(errorOf(() => mounting(volume)).message).toMatch(message);
  });

  test('lets through what it has, and anything where nothing is known', () => {
    expect(
      mounting(claim({ size: '1Gi', class: 'csi', mode: 'ReadWriteOncePod', fromSnapshot: 's' })).findings,
    ).toEqual([]);
    expect(web({ user: 20_001, volumes: { '/d': claim({ size: '1Gi', class: 'any' }) } }).findings).toEqual(
      [],
    );
  });

  test('without a default a class has to be named', () => {
    const storage: StorageProfile = { classes: [{ name: 'disk', modes: ['ReadWriteOnce'] }] };
    expect(errorOf(() => mounting(claim({ size: '1Gi' }), storage)).message).toMatch(
      /has no default; it has 'disk'/,
    );
  });

  test('may not contradict itself', () => {
    const storage: StorageProfile = {
      classes: [
        { name: 'a', default: true, modes: ['ReadWriteOncePod'], snapshots: 's' },
        { name: 'a', default: true, modes: [] },
      ],
    };
    const message = errorOf(() => clusters.kubeadm({ storage })).message;
    for (const part of [
      'classes[0].modes',
      'classes[0].snapshots',
      'classes[1].name',
      'classes[1].default',
      'classes[1].modes',
    ])
      expect(message).toContain(part);
  });
});

describe('a shared claim', () => {
  function shared(props: Partial<SharedClaimProps> = {}) {
    const made = shop();
    return { ...made, media: new SharedClaim(made.shop, 'media', { size: '10Gi', ...props }) };
  }

  test('is mounted by several, and is there once', () => {
    const { app, shop: scope, media } = shared();
    new SecureDeployment(scope, 'web', {
      ...OWNED,
      volumes: { '/media': sharedClaim(media, { subPath: 'a' }) },
    });
    new SecureDeployment(scope, 'read', {
      ...WEB,
      user: 20_009,
      volumes: { '/m': sharedClaim(media, { readOnly: true }) },
    });
    expect(found(app)).toEqual([]);
    const objects = objectsOf(app);
    expect(objects.filter(({ kind }) => kind === 'PersistentVolumeClaim')).toHaveLength(1);
    expect(at(one(objects, 'PersistentVolumeClaim', 'media'), 'spec.accessModes')).toEqual(['ReadWriteMany']);
    expect(at(one(objects, 'Deployment', 'web'), 'spec.replicas')).toBe(2);
    expect(at(one(objects, 'Deployment', 'web'), `${POD}.containers.0.volumeMounts.1`)).toEqual({
      mountPath: '/media',
      name: 'media',
      subPath: 'a',
    });
  });

  test('belongs to one group, of all who mount it, whoever writes', () => {
    const { app, shop: scope, media } = shared();
    const job = { image: IMAGE, user: 20_002, volumes: { '/m': sharedClaim(media) } };
    new SecureDeployment(scope, 'web', { ...OWNED, volumes: { '/m': sharedClaim(media) } });
    new SecureJob(scope, 'job', job);
    expect(found(app)).toEqual([]);
    const objects = objectsOf(app);
    const groups = [one(objects, 'Deployment', 'web'), one(objects, 'Job', 'job')].map((object) =>
      at(object, `${POD}.securityContext`),
    );
    expect(groups).toMatchObject([
      { fsGroup: media.claimGroup, runAsUser: 20_001 },
      { fsGroup: media.claimGroup, runAsUser: 20_002 },
    ]);
    expect(media.claimGroup).toBeGreaterThan(10_000);
    expect(shared({ group: 20_500 }).media.claimGroup).toBe(20_500);
    expect(errorOf(() => shared({ group: 0 })).message).toMatch(
      /group: found 0; needs a whole number from 10001/,
    );
  });

  test('of one group stands beside no other in a pod', () => {
    const { shop: scope, media } = shared();
    const other = new SharedClaim(scope, 'other', { size: '1Gi' });
    const volumes = { '/m': sharedClaim(media), '/o': sharedClaim(other) };
    const mount = () => new SecureDeployment(scope, 'web', { ...OWNED, volumes });
    expect(errorOf(mount).message).toMatch(
      /volumes\["\/o"\]: found "group \d+"; needs the group of volumes\["\/m"\]/,
    );
  });

  test('is mounted in its own namespace', () => {
    const { app, media } = shared();
    const other = new IsolatedNamespace(app, 'other');
    const mount = () =>
      new SecureDeployment(other, 'web', { ...OWNED, volumes: { '/m': sharedClaim(media) } });
    expect(errorOf(mount).message).toMatch(/in the namespace of the claim, shop/);
  });

  test('for one node keeps several pods out', () => {
    const { shop: scope, media } = shared({ mode: 'ReadWriteOnce' });
    const mount = () =>
      new SecureDeployment(scope, 'web', { ...OWNED, replicas: 2, volumes: { '/m': sharedClaim(media) } });
    expect(errorOf(mount).message).toMatch(/replicas: found 2/);
  });

  test('says all that is wrong at once', () => {
    const message = errorOf(() => shared({ name: 'A', size: '-1', class: 'B C', disposable: '' })).message;
    for (const field of ['name', 'size', 'class', 'disposable'])
      expect(message).toMatch(new RegExp(`- ${field}: `));
  });
});

describe('a snapshot', () => {
  test('is of a claim, by its construct or its name, and is kept', () => {
    const { app, shop: scope } = shop(STORAGE);
    const media = new SharedClaim(scope, 'media', { size: '1Gi', class: 'csi', mode: 'ReadWriteOnce' });
    new Snapshot(scope, 'before', { claim: media });
    new Snapshot(scope, 'by-name', { claim: 'data-db-0', class: 'other' });
    expect(found(app)).toEqual([]);
    const objects = objectsOf(app);
    const before = one(objects, 'VolumeSnapshot', 'before');
    expect(at(before, 'spec')).toEqual({
      source: { persistentVolumeClaimName: 'media' },
      volumeSnapshotClassName: 'csi-snapshots',
    });
    expect(at(before, 'metadata.annotations')).toEqual(KEEP_ANNOTATIONS);
    expect(at(one(objects, 'VolumeSnapshot', 'by-name'), 'spec.volumeSnapshotClassName')).toBe('other');
  });

  test('needs a class that the cluster has', () => {
    const storage: StorageProfile = { classes: [{ name: 'disk', default: true, modes: ['ReadWriteOnce'] }] };
    const make = () => new Snapshot(shop(storage).shop, 'a', { claim: 'data-db-0' });
    expect(errorOf(make).message).toMatch(/class: .*cluster\.storage of kubeadm has none/);
    const two: StorageProfile = {
      classes: ['a', 'b'].map((name) => ({ name, modes: ['ReadWriteOnce'], csi: true, snapshots: name })),
    };
    expect(errorOf(() => new Snapshot(shop(two).shop, 'a', { claim: 'x' })).message).toMatch(
      /one of 'a', 'b'/,
    );
  });

  test('is of a claim of its namespace', () => {
    const { app, shop: scope } = shop();
    const media = new SharedClaim(scope, 'media', { size: '1Gi' });
    const make = () => new Snapshot(new IsolatedNamespace(app, 'other'), 'a', { claim: media });
    expect(errorOf(make).message).toMatch(/a claim of the namespace of the snapshot/);
    expect(errorOf(() => new Snapshot(scope, 'b', { claim: 'A B' })).message).toMatch(/claim: found "A B"/);
  });
});
