import { each, type Generator, grid } from '../cases';
import { names } from './metadata';
import { clusterWide, namespaced } from './namespaced';
import { selectorsAt } from './network-policy';

const AMOUNTS = [
  0,
  1,
  -1,
  '0%',
  '50%',
  '100%',
  '101%',
  '-1%',
  '%',
  'x',
  '',
  '50',
  '1.5%',
  '99999999999999999999%',
];

export const clusterKinds: Generator = {
  bases: {
    'disruption budget': namespaced('policy/v1', 'PodDisruptionBudget', {
      spec: {
        minAvailable: 1,
        selector: { matchLabels: { app: 'web' } },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    }),
    'disruption budget of unavailable': namespaced('policy/v1', 'PodDisruptionBudget', {
      spec: { maxUnavailable: '50%' },
    }),
    'priority class': clusterWide('scheduling.k8s.io/v1', 'PriorityClass', {
      value: 1000,
      globalDefault: false,
      preemptionPolicy: 'Never',
      description: 'x',
    }),
    'runtime class': clusterWide('node.k8s.io/v1', 'RuntimeClass', {
      handler: 'gvisor',
      overhead: { podFixed: { cpu: '10m', memory: '10Mi' } },
      scheduling: {
        nodeSelector: { a: 'b' },
        tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule' }],
      },
    }),
  },
  changes: {
    'disruption budget': [
      ...names,
      ...selectorsAt('spec.selector'),
      ...grid(['spec.minAvailable', 'spec.maxUnavailable'], AMOUNTS),
      ...each('spec.unhealthyPodEvictionPolicy', ['AlwaysAllow', 'IfHealthyBudget', 'x', '']),
      ...each('spec', [{}, null]),
    ],
    'disruption budget of unavailable': each('spec.maxUnavailable', AMOUNTS),
    'priority class': [
      ...names,
      ...each('metadata.name', ['system-x', 'system-node-critical', 'system-cluster-critical']),
      { 'metadata.name': 'system-node-critical', value: 2_000_001_000 },
      { 'metadata.name': 'system-node-critical', value: 2_000_001_000, globalDefault: true },
      { 'metadata.name': 'system-cluster-critical', value: 2_000_000_000 },
      ...each('value', [0, -1, 1_000_000_000, 1_000_000_001, 2_147_483_647, -2_147_483_648, null]),
      ...each('preemptionPolicy', ['Never', 'PreemptLowerPriority', 'x', '']),
    ],
    'runtime class': [
      ...names,
      ...each('handler', ['', 'Upper', 'a.b', 'a'.repeat(64), 'runc']),
      ...each('overhead.podFixed', [
        { cpu: '-1' },
        { x: '1' },
        { 'example.com/x': '1500m' },
        { 'a b': '1' },
        { 'hugepages-2Mi': '3Mi' },
        { cpu: '1m' },
        {},
      ]),
      ...each('scheduling.nodeSelector', [{ 'a b': 'x' }, { a: 'x y' }, {}]),
      ...each('scheduling.tolerations[0]', [
        { operator: 'Exists' },
        { key: 'a', operator: 'x' },
        { key: 'a', operator: 'Exists', value: 'x' },
        { operator: 'Equal' },
        { key: 'a', value: 'x y' },
        { key: 'a b', operator: 'Exists' },
        { key: 'a', effect: 'x' },
        { key: 'a', operator: 'Exists', tolerationSeconds: 1 },
        { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 1 },
      ]),
    ],
  },
};
