import {
  claim,
  clusters,
  ephemeral,
  existingClaim,
  type IsolatedNamespace,
  SecureCronJob,
  SecureDaemonSet,
  type SecureDeploymentProps,
  SecureJob,
  SecureStatefulSet,
} from 'bulwark/cdk8s';
import type { StorageProfile } from '../../lib/core/cluster/storage';
import { KEEP_ANNOTATIONS } from '../../lib/core/well-known';
import { OWNED, POD, STORAGE, shop, web } from './storage-support';
import { at, errorOf, found, IMAGE, one } from './support';

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

test('a namespace without claims says nothing about them', () => {
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

test.each([
  ['ReadWriteOnce', 1],
  ['ReadWriteOncePod', 1],
  ['ReadWriteMany', 2],
  ['ReadOnlyMany', 2],
] as const)('a claim of others that is %s: %i pods', (mode, replicas) => {
  const { objects } = web({
    user: 20_001,
    volumes: { '/d': existingClaim('old', { mode, readOnly: true }) },
  });
  const deployment = one(objects, 'Deployment', 'web');
  expect(at(deployment, 'spec.replicas')).toBe(replicas);
  expect(at(deployment, `${POD}.containers.0.volumeMounts.1`)).toEqual({
    mountPath: '/d',
    name: 'd',
    readOnly: true,
  });
});

test('a claim says its class, and the snapshot that it starts with', () => {
  const volumes = {
    '/data': claim({
      size: '1.5Gi',
      class: 'csi',
      mode: 'ReadWriteOncePod',
      fromSnapshot: 'before',
      subPath: 'a..b',
    }),
  };
  const { objects, findings } = web({ user: 20_001, volumes }, STORAGE);
  expect(findings).toEqual([]);
  expect(at(one(objects, 'PersistentVolumeClaim', 'web-data'), 'spec')).toEqual({
    accessModes: ['ReadWriteOncePod'],
    dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'before' },
    resources: { requests: { storage: '1536Mi' } },
    storageClassName: 'csi',
    volumeMode: 'Filesystem',
  });
});

test('names of volumes and claims fit the API, whatever the paths look like', () => {
  const volumes = {
    [`/${'aa/'.repeat(40)}`]: claim({ size: '1Gi', mode: 'ReadWriteMany' }),
    [`/${'aa/'.repeat(41)}`]: claim({ size: '1Gi', mode: 'ReadWriteMany' }),
    '/Größe/': claim({ size: '1Gi', mode: 'ReadWriteMany' }),
    '/日本': claim({ size: '1Gi', mode: 'ReadWriteMany' }),
  };
  const { objects, findings } = web({ user: 20_001, volumes });
  expect(findings).toEqual([]);
  const names = objects
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .map((object) => at(object, 'metadata.name'));
  const long = 'aa-'.repeat(21);
  expect(names).toEqual([`web-${long.slice(0, -1)}`, `web-${long.slice(0, 61)}-2`, 'web-gr-e', 'web-root']);
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
  ['a path that is none', { volumes: { data: claim({ size: '1Gi' }) } }, /volumes: found "data"/],
  ['a name that is none', { volumes: { '/a': existingClaim('A_B') } }, /existingClaim: found "A_B"/],
  ['no reason', { volumes: { '/a': claim({ size: '1Gi', disposable: ' ' }) } }, /disposable: .*the reason/],
  [
    'two things in one',
    { volumes: { '/a': { ...existingClaim('a'), size: '1Gi' } } },
    /needs what goes with existingClaim: existingClaim, mode, readOnly, subPath. Fix: leave out size/,
  ],
  [
    'no folder of the volume',
    {
      volumes: { '/a': existingClaim('a', { subPath: '' }), '/b': existingClaim('b', { subPath: 'a/../b' }) },
    },
    /\["\/a"\]\.subPath: found ""[^\n]*\n.*\["\/b"\]\.subPath: found "a\/\.\.\/b"/,
  ],
  [
    'no size of what the pod has',
    { volumes: { '/a': JSON.parse('{"ephemeral":{}}') } },
    /ephemeral\.size: found/,
  ],
  [
    'two words',
    { volumes: { '/a': JSON.parse('{"existingClaim":"a","ephemeral":{"size":"1Gi"}}') } },
    /needs what goes with existingClaim: .*Fix: leave out ephemeral/,
  ],
  ['a class that is none', { volumes: { '/a': claim({ size: '1Gi', class: 'A B' }) } }, /class: found "A B"/],
  [
    'a snapshot that is none',
    { volumes: { '/a': claim({ size: '1Gi', fromSnapshot: 'A B' }) } },
    /fromSnapshot: found "A B"/,
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

  test.each<[string, string, StorageProfile, RegExp]>([
    ['nothing at all', 'ReadWriteOnce', { classes: [] }, /class: .*has no default; it has none/],
    [
      'no class of the mode',
      'ReadWriteMany',
      { classes: [{ name: 'disk', default: true, modes: ['ReadOnlyMany', 'ReadWriteOnce'] }] },
      /mode: .*gives the class disk: ReadOnlyMany, ReadWriteOnce\. Fix: mode: 'ReadWriteOnce'; or storage: .*modes: \['ReadWriteMany'\] \}/,
    ],
    [
      'no class for a pod alone',
      'ReadWriteOncePod',
      { classes: [{ name: 'disk', default: true, modes: ['ReadOnlyMany'] }] },
      /mode: .*Fix: storage: .*modes: \['ReadWriteOncePod'\], csi: true/,
    ],
  ])('with %s says what to do', (_, mode, storage, message) => {
    const volume = { size: '1Gi', mode } as ReturnType<typeof claim<string>>;
    expect(errorOf(() => mounting(volume, storage)).message).toMatch(message);
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
