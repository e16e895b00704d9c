import type { PlainObject } from '../../../lib/core/manifest/plain';
import { contextOf, deployment, hardenFirst, object, podSpecOf, said } from './support';

const claim = { name: 'data', persistentVolumeClaim: { claimName: 'data' } };
const idOf = (hardened: Parameters<typeof contextOf>[0], index = 0): unknown[] => {
  const { runAsUser, runAsGroup, runAsNonRoot } = contextOf(hardened, index);
  return [typeof runAsUser, typeof runAsGroup, runAsNonRoot];
};
const GIVEN = ['number', 'number', true];
const ROOT = ['undefined', 'undefined', undefined];
const OWN = ['undefined', 'undefined', true];

describe('a container that is taken to need root keeps its user and its capabilities', () => {
  test.each<[string, PlainObject, PlainObject]>([
    ['it is privileged', {}, { securityContext: { privileged: true } }],
    ['it adds the capability NET_ADMIN', {}, { securityContext: { capabilities: { add: ['NET_ADMIN'] } } }],
    [
      'its command says that chown changes the owner',
      {},
      { command: ['sh', '-c', 'chown -R 999:999 /data'] },
    ],
    ['its command says that apt-get installs', {}, { args: ['/usr/bin/apt-get', 'install', 'curl'] }],
    ['its command says that su-exec changes its user', {}, { command: ['su-exec', 'redis', 'redis-server'] }],
    [
      'it is given /var/log of its node',
      { volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] },
      { volumeMounts: [{ name: 'logs', mountPath: '/logs', readOnly: true }] },
    ],
    ['it is given a device of its node', {}, { volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda' }] }],
    ['its pod says hostNetwork', { hostNetwork: true }, {}],
    ['its pod says hostPID', { hostPID: true }, {}],
  ])('%s', (reason, spec, container) => {
    const hardened = hardenFirst([deployment(spec, container)]);
    expect(idOf(hardened)).toEqual(ROOT);
    expect(podSpecOf(hardened).securityContext).not.toHaveProperty('runAsUser');
    expect(said(hardened, 'containers[0].securityContext.runAsNonRoot')[0]).toContain(
      `did not write: ${reason}`,
    );
    expect(said(hardened, 'capabilities.drop')[0]).toContain(`did not write: ${reason}`);
  });

  test.each<[string, PlainObject]>([
    [
      'says another user itself',
      { securityContext: { runAsUser: 1000, capabilities: { add: ['NET_ADMIN'] } } },
    ],
    ['adds only what is for ports', { securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } }],
    ['only speaks of such a program', { args: ['--chown=999', '/etc/sudo.conf'] }],
  ])('not one that %s', (_name, container) => {
    const hardened = hardenFirst([deployment({}, container)]);
    expect(contextOf(hardened)).toMatchObject({ runAsNonRoot: true, capabilities: { drop: ['ALL'] } });
  });
});

describe('a container keeps the user of its image', () => {
  const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } };
  test.each<[string, PlainObject]>([
    ['the claim data may hold files', deployment({ volumes: [claim] })],
    [
      'the nfs volume media may hold files',
      deployment({ volumes: [{ name: 'media', nfs: { server: 'a', path: '/' } }] }),
    ],
    [
      'the claim of volume work',
      deployment({ volumes: [{ name: 'work', ephemeral: { volumeClaimTemplate: {} } }] }),
    ],
    ['the csi volume keys', deployment({ volumes: [{ name: 'keys', csi: { driver: 'a.b' } }] })],
    [
      'the claim data may hold',
      { ...deployment({}, {}, { volumeClaimTemplates: [template] }), kind: 'StatefulSet' },
    ],
    [
      'container prepare gives files to a user',
      deployment({
        initContainers: [{ name: 'prepare', image: 'busybox', command: ['chown', '999', '/work'] }],
      }),
    ],
    [
      'only root can read files of volume key',
      deployment({ volumes: [{ name: 'key', secret: { defaultMode: 0o400 } }] }),
    ],
    ['runAsNonRoot: true says', deployment({ securityContext: { runAsNonRoot: true } })],
  ])('where %s', (reason, workload) => {
    const hardened = hardenFirst([workload]);
    expect(idOf(hardened)).toEqual(OWN);
    expect(podSpecOf(hardened).securityContext).not.toHaveProperty('runAsUser');
    expect(said(hardened, 'containers[0].securityContext.runAsUser')[0]).toContain(reason);
  });

  test('whose number it does not say, so that the kubelet may refuse it, which is said', () => {
    const hardened = hardenFirst([deployment({ volumes: [claim] })]);
    expect(said(hardened, 'containers[0].securityContext.runAsNonRoot')).toEqual([
      expect.stringMatching(/^wrote: the kubelet starts no container/),
    ]);
  });
});

describe('an explicit user decides', () => {
  test('its number is the group, too, and what stood at the pod is no news', () => {
    const hardened = hardenFirst([deployment({ securityContext: { runAsUser: 20001, runAsNonRoot: true } })]);
    expect(contextOf(hardened)).toMatchObject({ runAsUser: 20001, runAsGroup: 20001 });
    expect(said(hardened, 'securityContext.runAsUser')).toEqual([]);
    expect(said(hardened, 'securityContext.runAsNonRoot')).toEqual([]);
  });

  test.each([
    ['one of the image', { securityContext: { runAsUser: 999 } }],
    [
      'one whose claim may hold files of its group',
      { securityContext: { runAsUser: 20001 }, volumes: [claim] },
    ],
  ])('no group is made up for %s', (_name, spec) => {
    const hardened = hardenFirst([deployment(spec)]);
    expect(contextOf(hardened)).not.toHaveProperty('runAsGroup');
    expect(said(hardened, 'containers[0].securityContext.runAsGroup')).toHaveLength(1);
  });
});

test('another user is given where nothing speaks against it, and that is said with its ports', () => {
  const hardened = hardenFirst([deployment({}, { ports: [{ containerPort: 80 }] })]);
  expect(idOf(hardened)).toEqual(GIVEN);
  expect(said(hardened, 'containers[0].securityContext.runAsUser')[0]).toContain('listens on port 80');
  expect(said(hardened, 'capabilities.drop')[0]).toContain('listens on port 80');
});

describe('objects without a name', () => {
  const job = (metadata: PlainObject): PlainObject => ({
    ...object('batch/v1', 'Job', '', {
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1' }] } } },
    }),
    metadata: { namespace: 'shop', ...metadata },
  });

  test('get the user of what their name is made of', () => {
    const [first, second] = ['mig-', 'seed-'].map((generateName) =>
      contextOf(hardenFirst([job({ generateName })])),
    );
    expect(first?.runAsUser).toEqual(expect.any(Number));
    expect(first?.runAsUser).not.toBe(second?.runAsUser);
  });

  test('get none where there is not even that', () => {
    const hardened = hardenFirst([job({})]);
    expect(idOf(hardened)).toEqual(OWN);
    expect(podSpecOf(hardened).securityContext).not.toHaveProperty('fsGroup');
    expect(said(hardened, 'containers[0].securityContext.runAsUser')[0]).toContain('has no name');
  });
});
