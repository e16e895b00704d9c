import type { DeploymentProps } from '../../../lib/blueprints/workload/kinds/props';
import { readModel } from '../../../lib/readers';
import { budgetObject, hasBudget } from '../../../lib/renderers/kubernetes/companions';
import { OPTIONS } from '../../readers/made';
import { loose, modelOf } from '../support';

type Budget = NonNullable<DeploymentProps['disruptionBudget']>;

/** What the budget of a workload says. */
function budget(props: object): unknown {
  const workload = modelOf(loose(props));
  expect(hasBudget(workload)).toBe(true);
  return budgetObject(workload).spec;
}

const USUAL = { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' };

/** What is said of pods, and what the budget says. */
const WRITTEN: readonly [pods: object, said: Budget | undefined, written: object][] = [
  [{}, undefined, USUAL],
  [{}, {}, USUAL],
  [{}, { maxUnavailable: '50%' }, { maxUnavailable: '50%' }],
  [{ replicas: 3 }, { maxUnavailable: '66%' }, { maxUnavailable: '66%' }],
  [{ replicas: 20 }, { maxUnavailable: 19 }, { maxUnavailable: 19 }],
  [{ scale: { min: 4, max: 40 } }, { maxUnavailable: '75%' }, { maxUnavailable: '75%' }],
  [{ autoscaled: true }, { maxUnavailable: 100 }, { maxUnavailable: 100 }],
  [
    { replicas: 3 },
    { unhealthyPodEvictionPolicy: 'IfHealthyBudget' },
    { unhealthyPodEvictionPolicy: 'IfHealthyBudget' },
  ],
];

test.each(WRITTEN)('%j with %j', (pods, disruptionBudget, written) => {
  const selector = { matchLabels: { 'app.kubernetes.io/instance': 'web' } };
  expect(budget({ ...pods, disruptionBudget })).toEqual({ ...USUAL, ...written, selector });
});

/** The spec of a budget of others, and what the model holds of it. */
const READ: readonly [spec: unknown, held: Budget | undefined][] = [
  [
    { maxUnavailable: 3, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    { maxUnavailable: 3, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  ],
  [{ maxUnavailable: 3 }, undefined],
  [{ minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' }, undefined],
  [{ maxUnavailable: [], unhealthyPodEvictionPolicy: 'AlwaysAllow' }, undefined],
  [{ maxUnavailable: 3, unhealthyPodEvictionPolicy: 'Sometimes' }, undefined],
  [USUAL, undefined],
  [7, undefined],
];

test.each(READ)('of a manifest with %j the model holds %j', (spec, held) => {
  const metadata = { name: 'web', namespace: 'shop' };
  const labels = { app: 'web' };
  const { model } = readModel(
    [
      {
        ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
        spec: {
          replicas: 4,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'a/b:v1' }] } },
        },
      },
      { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec },
    ],
    OPTIONS,
  );
  expect(model.workloads.map(({ workload }) => workload.budget)).toEqual([held]);
});
