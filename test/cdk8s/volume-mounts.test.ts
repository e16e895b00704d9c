import {
  claim,
  ephemeral,
  projected,
  SecureCronJob,
  SecureDaemonSet,
  type SecureDeploymentProps,
  SecureJob,
  SecurePod,
  SecureStatefulSet,
} from 'bulwark/cdk8s';
import type { SidecarProps } from '../../lib/blueprints/workload/props';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { POD, shop, web } from './storage-support';
import { at, found, IMAGE, objectsOf, one, problemsOf } from './support';

const RESTORE = { name: 'restore', image: IMAGE, volumeMounts: { '/restore': '/data' } } as const;
const BACKUP = {
  name: 'backup',
  image: IMAGE,
  volumeMounts: { '/data': { volume: '/data', readOnly: true, subPath: 'wal' } },
} as const;
const OWNED = { image: IMAGE, user: 20_001, initContainers: [RESTORE], sidecars: [BACKUP] } as const;
const DATA = { '/data': claim({ size: '10Gi' }) };

/** What a container of a pod mounts, without its scratch. */
function mountsOf(pod: unknown, name: string): unknown {
  const lists = ['containers', 'initContainers'].flatMap((list) => at(pod, list) ?? []);
  const container = lists.find((one) => at(one, 'name') === name);
  const mounts = at(container, 'volumeMounts');
  return Array.isArray(mounts) ? mounts.filter((mount) => at(mount, 'mountPath') !== '/tmp') : mounts;
}

describe('a container that restores, and one that backs up', () => {
  const { objects, findings } = web({ ...OWNED, volumes: DATA });
  const pod = at(one(objects, 'Deployment', 'web'), POD);

  test('mount the claim of the workload, and nothing is found', () => {
    expect(findings).toEqual([]);
    expect(mountsOf(pod, 'web')).toEqual([{ mountPath: '/data', name: 'data' }]);
    expect(mountsOf(pod, 'restore')).toEqual([{ mountPath: '/restore', name: 'data' }]);
    expect(mountsOf(pod, 'backup')).toEqual([
      { mountPath: '/data', name: 'data', readOnly: true, subPath: 'wal' },
    ]);
  });

  test('share one volume and one claim', () => {
    const volumes: unknown = at(pod, 'volumes');
    const names = Array.isArray(volumes) ? volumes.map((volume) => at(volume, 'name')) : [];
    expect(names.filter((name) => name === 'data')).toHaveLength(1);
    expect(objects.filter(({ kind }) => kind === 'PersistentVolumeClaim')).toHaveLength(1);
  });
});

test.each<[string, (space: ReturnType<typeof shop>['shop']) => void, string]>([
  [
    'StatefulSet',
    (space) => new SecureStatefulSet(space, 'db', { ...OWNED, volumes: DATA }),
    'spec.template.spec',
  ],
  ['Job', (space) => new SecureJob(space, 'db', { ...OWNED, volumes: DATA }), 'spec.template.spec'],
  [
    'CronJob',
    (space) => new SecureCronJob(space, 'db', { ...OWNED, schedule: '@daily', volumes: DATA }),
    'spec.jobTemplate.spec.template.spec',
  ],
  ['Pod', (space) => new SecurePod(space, 'db', { ...OWNED, volumes: DATA }), 'spec'],
  [
    'DaemonSet',
    (space) =>
      new SecureDaemonSet(space, 'db', { ...OWNED, volumes: { '/data': ephemeral({ size: '1Gi' }) } }),
    'spec.template.spec',
  ],
])('a %s has them too', (kind, make, path) => {
  const made = shop();
  make(made.shop);
  const objects: PlainObject[] = objectsOf(made.app);
  const workload = objects.find((object) => object.kind === kind);
  expect(mountsOf(at(workload, path), 'restore')).toEqual([{ mountPath: '/restore', name: 'data' }]);
  expect(found(made.app).filter((id) => id.startsWith('invalid'))).toEqual([]);
});

test('files that are only read can be mounted too, as a whole', () => {
  const { objects } = web({
    volumes: { '/etc/tls': projected([{ secret: 'tls' }]) },
    sidecars: [{ name: 'proxy', image: IMAGE, volumeMounts: { '/certs': '/etc/tls' } }],
  });
  expect(mountsOf(at(one(objects, 'Deployment', 'web'), POD), 'proxy')).toEqual([
    { mountPath: '/certs', name: 'etc-tls', readOnly: true },
  ]);
});

type Mounts = NonNullable<SidecarProps['volumeMounts']>;

const mounting = (volumeMounts: Mounts, more: Partial<SecureDeploymentProps> = {}) =>
  problemsOf(() => web({ user: 20_001, sidecars: [{ name: 'a', image: IMAGE, volumeMounts }], ...more }));

test.each<[string, Mounts, Partial<SecureDeploymentProps>, string]>([
  ['a volume that there is not', { '/x': '/dat' }, { volumes: DATA }, "one of '/data', as in volumes"],
  ['where there is none', { '/x': '/data' }, {}, 'which has none'],
  ['a relative folder', { x: '/data' }, { volumes: DATA }, 'an absolute path'],
  ['two at one folder', { '/tmp': '/data' }, { volumes: DATA }, 'a folder that nothing else is mounted at'],
  [
    'a folder above it',
    { '/x': { volume: '/data', subPath: '../b' } },
    { volumes: DATA },
    'a folder of the volume',
  ],
  [
    'a part of files',
    { '/x': { volume: '/etc/tls', subPath: 'a', readOnly: false } },
    { volumes: { '/etc/tls': projected([{ secret: 'tls' }]) } },
    'remove',
  ],
])('%s is a problem of the mount', (_what, mounts, more, text) => {
  const problems = mounting(mounts, more);
  expect(problems.map(({ field }) => field.startsWith('sidecars[0].volumeMounts'))).not.toContain(false);
  expect(problems.map(({ needs, fix }) => `${needs}; ${fix}`).join('\n')).toContain(text);
});
