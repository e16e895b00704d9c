import { object, pathsOf } from './refusals';

const AVAILABLE = 'maxUnavailable';
const SURGE = 'maxSurge';

/** A rollout, and the fields that are refused besides a string that is no percentage. */
const ROWS: readonly [
  kind: string,
  maxSurge: unknown,
  maxUnavailable: unknown,
  refused: readonly string[],
][] = [
  ['Deployment', 'x', 0, [SURGE, AVAILABLE]],
  ['Deployment', 'x', 'y', [SURGE, AVAILABLE, AVAILABLE]],
  ['Deployment', '5', 0, [SURGE]],
  ['Deployment', '+5', 0, [SURGE]],
  ['Deployment', '-5', 0, [SURGE]],
  ['Deployment', '5x', 0, [SURGE, AVAILABLE]],
  ['Deployment', '0', 0, [SURGE, AVAILABLE]],
  ['Deployment', '', 0, [SURGE, AVAILABLE]],
  ['Deployment', 0, '5', [AVAILABLE]],
  ['DaemonSet', 'x', 0, [SURGE, AVAILABLE]],
  ['DaemonSet', 'x', 1, [SURGE]],
  ['DaemonSet', '5', 1, [SURGE, SURGE]],
  ['DaemonSet', '5', 0, [SURGE]],
  ['DaemonSet', 1, 'x', [AVAILABLE]],
  ['DaemonSet', 1, '5', [AVAILABLE, SURGE]],
];

test.each(ROWS)('%s with maxSurge %j and maxUnavailable %j', (kind, maxSurge, maxUnavailable, refused) => {
  const rollout = { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
  const field = kind === 'Deployment' ? 'strategy' : 'updateStrategy';
  const labels = { app: 'web' };
  const container = {
    name: 'web',
    image: 'web:1',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'Always',
  };
  const spec = {
    selector: { matchLabels: labels },
    [field]: rollout,
    template: {
      metadata: { labels },
      spec: { containers: [container], restartPolicy: 'Always', dnsPolicy: 'ClusterFirst' },
    },
  };
  const found = pathsOf(object('apps/v1', kind, { spec }));
  expect(found.sort()).toEqual(refused.map((name) => `spec.${field}.rollingUpdate.${name}`).sort());
});
