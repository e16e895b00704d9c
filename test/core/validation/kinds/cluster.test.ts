import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf } from '../refusals';
import { testTables } from '../rows';
import { cluster } from '../tables/cluster';

testTables(cluster);

const budget = (spec: PlainObject): PlainObject => object('policy/v1', 'PodDisruptionBudget', { spec });
const priority = (name: string, rest: PlainObject): PlainObject =>
  object('scheduling.k8s.io/v1', 'PriorityClass', rest, { name });

test.each<[string, PlainObject, string[]]>([
  ['a budget', budget({ minAvailable: '50%' }), []],
  ['a budget of both', budget({ minAvailable: 1, maxUnavailable: 1 }), ['spec']],
  ['a budget below zero', budget({ maxUnavailable: -1 }), ['spec.maxUnavailable']],
  ['a budget above all', budget({ minAvailable: '101%' }), ['spec.minAvailable']],
  ['a budget that is no percentage', budget({ minAvailable: 'half' }), ['spec.minAvailable']],
  [
    'a budget of an unknown policy',
    budget({ unhealthyPodEvictionPolicy: '' }),
    ['spec.unhealthyPodEvictionPolicy'],
  ],
  ['a priority', priority('high', { value: 1_000_000_000 }), []],
  ['a priority of the system', priority('high', { value: 1_000_000_001 }), ['value']],
  ['a name of the system', priority('system-high', { value: 1 }), ['metadata.name']],
  ['a class of the system itself', priority('system-node-critical', { value: 2_000_001_000 }), []],
  ['an unknown preemption', priority('high', { value: 1, preemptionPolicy: '' }), ['preemptionPolicy']],
  ['a runtime', object('node.k8s.io/v1', 'RuntimeClass', { handler: 'runc' }), []],
  ['a runtime without a handler', object('node.k8s.io/v1', 'RuntimeClass', { handler: '' }), ['handler']],
  [
    'a runtime that takes less than nothing',
    object('node.k8s.io/v1', 'RuntimeClass', { handler: 'a', overhead: { podFixed: { cpu: '-1' } } }),
    ['overhead.podFixed.cpu'],
  ],
  [
    'a runtime with a toleration twice',
    object('node.k8s.io/v1', 'RuntimeClass', {
      handler: 'a',
      scheduling: { tolerations: [1, 2].map(() => ({ key: 'a', operator: 'Exists' })) },
    }),
    ['scheduling.tolerations[1]'],
  ],
  [
    'a namespace that nobody can end',
    object('v1', 'Namespace', { spec: { finalizers: ['x'] } }),
    ['spec.finalizers[0]'],
  ],
])('%s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});
