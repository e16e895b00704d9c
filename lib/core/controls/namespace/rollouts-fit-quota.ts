import type { PlainObject } from '../../manifest/plain';
import { formatQuantity } from '../../manifest/quantity';
import { type QuotaUse, quotaUses } from '../../quota/quota-use';
import { type Problem, setControl } from '../control';
import { deployment } from '../workload/shared/samples';

function problemOf({ name, hard, peak, slowest }: QuotaUse): Problem {
  const total = formatQuantity({ nanos: peak, format: hard.format });
  const most =
    slowest === undefined
      ? ''
      : `; most of it old pods of ${slowest.entry.ref.kind} ${slowest.entry.ref.name}`;
  const found = `${formatQuantity(hard)}, and ${total} while old pods still end${most}`;
  return { path: `spec.hard["${name}"]`, found, needs: `at least ${total}`, finding: name };
}

/**
 * A pod counts in the quota until it has ended, and a Deployment does not wait for that: where all are updated at once and old
 * pods take their whole grace period, old and new pods of a Deployment are there together. What `workloads-fit-quota` finds
 * is not said again. Source: Kubernetes documentation, Resource Quotas; the Deployment controller.
 */
export const rolloutsFitQuota = setControl({
  id: 'rollouts-fit-quota',
  title: 'The quota of a namespace holds a rollout while old pods still end',
  category: 'namespace',
  severity: 'low',
  why: 'Old pods count until they have ended. Until then the API server refuses new pods above the quota, so that an update of everything waits, and an autoscaler cannot add pods.',
  fix: 'raise spec.hard of the ResourceQuota to the sum; or run fewer replicas, or ask for less; or waive it, and update one workload after the other',
  code: "quota: { cpu: '80', memory: '160Gi' }, on the IsolatedNamespace; or fewer replicas, or smaller resources",
  refs: { other: ['Kubernetes documentation: Resource Quotas'] },
  check(set, report, { cluster }) {
    for (const use of quotaUses(set, cluster)) {
      const { steady, peak, hard } = use;
      if (steady <= hard.nanos && peak > hard.nanos) report(use.quota, problemOf(use));
    }
  },
  examples: {
    good: [
      { note: 'old and new pods together', objects: [quota('8'), workload(4)] },
      {
        note: 'an update that waits for the old pods',
        objects: [quota('4'), workload(4, { strategy: { type: 'Recreate' } })],
      },
      { note: 'pods that end at once', objects: [quota('5'), workload(4, {}, 0)] },
      { note: 'what runs does not fit: workloads-fit-quota says so', objects: [quota('4'), workload(4)] },
    ],
    bad: [
      { objects: [quota('7'), workload(4)] },
      {
        note: 'also where an update takes pods away first',
        objects: [quota('7'), workload(4, { strategy: { rollingUpdate: { maxSurge: 0 } } })],
      },
    ],
  },
});

function quota(cpu: string): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota', namespace: 'shop' },
    spec: { hard: { 'requests.cpu': cpu } },
  };
}

function workload(replicas: number, spec: PlainObject = {}, grace?: number): PlainObject {
  const containers = [{ name: 'app', resources: { requests: { cpu: '1' } } }];
  return deployment('web', {
    replicas,
    ...spec,
    template: { spec: { containers, terminationGracePeriodSeconds: grace } },
  });
}
