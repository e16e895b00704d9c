import type { PlainObject } from '../../../lib/core/manifest/plain';
import { at, deployment, hardenFirst, object, said } from './support';

const ROLLING = 'spec.strategy.rollingUpdate';
const apart = (labelSelector: unknown, topologyKey = 'kubernetes.io/hostname'): PlainObject => ({
  affinity: {
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey }] },
  },
});
const own = { matchLabels: { app: 'app' } };

test.each<[string, PlainObject, PlainObject[]]>([
  ['must not share one kubernetes.io/hostname', deployment(apart(own)), []],
  [
    'must not share one topology.kubernetes.io/zone',
    deployment(apart(own, 'topology.kubernetes.io/zone')),
    [],
  ],
  ['must not share one', deployment(apart({})), []],
  ['must not share one', deployment(apart({ matchExpressions: [{ key: 'app', operator: 'Exists' }] })), []],
  ['take port 80 of their nodes', deployment({}, { ports: [{ containerPort: 80, hostPort: 80 }] }), []],
  ['share the network', deployment({ hostNetwork: true }), []],
  [
    'mount the claim data',
    deployment({ volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] }),
    [],
  ],
  [
    'spread over kubernetes.io/hostname with DoNotSchedule',
    deployment({
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' },
      ],
    }),
    [],
  ],
  ['run on node a only', deployment({ nodeName: 'a' }), []],
  ['run on node a only', deployment({ nodeSelector: { 'kubernetes.io/hostname': 'a' } }), []],
  ['ResourceQuota small may have no room', deployment(), [object('v1', 'ResourceQuota', 'small')]],
])('a pod more may find no place: its pods %s', (reason, workload, beside) => {
  const hardened = hardenFirst([workload, ...beside]);
  expect(at(hardened.manifest, ROLLING)).toBeUndefined();
  expect(at(hardened.manifest, 'spec.strategy.type')).toBe('RollingUpdate');
  expect(said(hardened, ROLLING)).toEqual([expect.stringContaining(reason)]);
});

test.each<[string, PlainObject, PlainObject[]]>([
  ['apart from others only', deployment(apart({ matchLabels: { app: 'other' } })), []],
  [
    'preferring to be apart',
    deployment({ affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } }),
    [],
  ],
  [
    'with a quota elsewhere',
    deployment(),
    [{ ...object('v1', 'ResourceQuota', 'q'), metadata: { name: 'q', namespace: 'bank' } }],
  ],
])('nothing speaks against one pod more: %s; what it needs is said', (_name, workload, beside) => {
  const hardened = hardenFirst([workload, ...beside]);
  expect(at(hardened.manifest, ROLLING)).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  expect(said(hardened, 'rollingUpdate.maxSurge')).toEqual([
    expect.stringContaining('no room for one pod more'),
  ]);
});

test('an explicit strategy is never changed', () => {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
  const hardened = hardenFirst([deployment({}, {}, { strategy })]);
  expect(at(hardened.manifest, 'spec.strategy')).toEqual(strategy);
});
