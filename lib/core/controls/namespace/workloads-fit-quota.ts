import type { PlainObject } from '../../manifest/plain';
import { formatQuantity } from '../../manifest/quantity';
import { isClaimCount } from '../../quota/claim-demand';
import { type QuotaUse, quotaUses } from '../../quota/quota-use';
import { type Problem, setControl } from '../control';
import { deployment, scaledObject, scaler } from '../workload/shared/samples';
import { claimOf, setOf } from './shared/claim-samples';

/** What is wrong with a quota that does not hold what runs. */
function problemOf({ name, hard, steady, surges, largest }: QuotaUse): Problem {
  const total = formatQuantity({ nanos: steady, format: hard.format });
  const who = isClaimCount(name) ? 'claims' : 'pods';
  const update = surges ? ' while they are updated' : '';
  const found = `${formatQuantity(hard)}, and ${total} that the ${who} need${update}${largestText(largest)}`;
  return { path: `spec.hard["${name}"]`, found, needs: `at least ${total}`, finding: name };
}

/**
 * The sum is what the pods of the set need when all of them are updated: what a rolling update starts beside the old pods counts
 * (`maxSurge`, by default a quarter), an autoscaler with its maximum, a CronJob with two runs where two may meet. A DaemonSet counts
 * with the pods of one node, or of as many as the cluster profile says (`nodeCount`), a pod with the overhead of its RuntimeClass,
 * and what is written nowhere does not count. Claims of a StatefulSet count once for each
 * replica; those that it left behind when it had more are in no manifest.
 * Source: Kubernetes documentation, Resource Quotas.
 */
export const workloadsFitQuota = setControl({
  id: 'workloads-fit-quota',
  title: 'The pods and claims of a namespace fit into its quota',
  category: 'namespace',
  severity: 'medium',
  why: 'The API server refuses every pod above the quota: the workload runs with fewer pods than it requests, and its next update never completes.',
  fix: 'raise spec.hard of the ResourceQuota to the sum; or run fewer replicas, or ask for less',
  code: "quota: { cpu: '80', memory: '160Gi', storage: '1Ti' }, on the IsolatedNamespace; or fewer replicas, or smaller resources",
  refs: { other: ['Kubernetes documentation: Resource Quotas'] },
  check(set, report, { cluster }) {
    for (const use of quotaUses(set, cluster)) {
      if (use.steady > use.hard.nanos) report(use.quota, problemOf(use));
    }
  },
  examples: {
    good: [
      { note: 'an update starts one pod more', objects: [quota({ 'requests.cpu': '5' }), workload(4, '1')] },
      {
        note: 'an update that takes a pod away first',
        objects: [quota({ 'requests.cpu': '4' }), workload(4, '1', { rollingUpdate: { maxSurge: 0 } })],
      },
      {
        note: 'quotas with a scope count only some',
        objects: [quota({ cpu: '1' }, { scopes: ['BestEffort'] }), workload(4, '1')],
      },
      {
        note: 'claims of another class count elsewhere',
        objects: [
          quota({ 'requests.storage': '30Gi', 'slow.storageclass.storage.k8s.io/requests.storage': '1Gi' }),
          setOf(3, '10Gi'),
        ],
      },
      {
        note: 'a limit that no container has is none by the overhead either',
        objects: [quota({ 'limits.cpu': '100m' }), sandboxed('1Mi'), runtimeClass({ cpu: '250m' })],
      },
      { note: 'of another namespace', objects: [quota({ cpu: '1' }, {}, 'other'), workload(4, '1')] },
      {
        note: 'runs of a CronJob that may not meet, and none of a suspended one',
        objects: [
          quota({ cpu: '1' }),
          cronJob('nightly', { concurrencyPolicy: 'Forbid' }),
          cronJob('by-hand', { suspend: true }),
        ],
      },
      {
        note: 'a run that is stopped before the next one',
        objects: [quota({ cpu: '1' }), cronJob('nightly', {}, { activeDeadlineSeconds: 3600 })],
      },
    ],
    bad: [
      { objects: [quota({ 'requests.cpu': '4' }), workload(5, '1')] },
      {
        note: 'the pods that an update starts beside the old ones',
        objects: [quota({ 'requests.cpu': '4' }), workload(4, '1')],
      },
      {
        note: 'two runs of a CronJob that may meet',
        objects: [quota({ cpu: '1' }), cronJob('often', { schedule: '*/5 * * * *' })],
      },
      {
        note: 'the maximum of an autoscaler',
        objects: [quota({ 'requests.cpu': '4' }), workload(2, '1'), scaler('web')],
      },
      {
        note: 'the maximum of a ScaledObject of KEDA, which is 100 where nothing is written',
        objects: [quota({ pods: '99' }), workload(2, '1'), scaledObject('web', { maxReplicaCount: null })],
      },
      {
        note: 'the claims of all replicas, and those beside them',
        objects: [quota({ 'requests.storage': '30Gi' }), setOf(3, '10Gi'), claimOf('media', '1Gi')],
      },
      {
        note: 'the number of claims of a class',
        objects: [
          quota({ 'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '2' }),
          setOf(2, '1Gi'),
          claimOf('media', '1Gi'),
        ],
      },
      {
        note: 'the overhead of the RuntimeClass, once a pod',
        objects: [quota({ 'requests.memory': '200Mi' }), sandboxed('1Mi'), runtimeClass({ memory: '120Mi' })],
      },
      { note: 'the number of pods', objects: [quota({ pods: '3' }), workload(4, '1')] },
      {
        note: 'the pods that a CronJob runs at a time',
        objects: [quota({ pods: '3' }), cronJob('nightly', {}, { completions: 8, parallelism: 4 })],
      },
    ],
  },
});

function largestText(largest: QuotaUse['largest']): string {
  if (largest === undefined) return '';
  const { kind, name } = largest.entry.ref;
  const pods = largest.running + largest.surge;
  const of = kind === 'PersistentVolumeClaim' ? '' : `${pods} of `;
  return `; most of it ${of}${kind} ${name}`;
}

function quota(hard: PlainObject, spec: PlainObject = {}, namespace = 'shop'): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota', namespace },
    spec: { hard, ...spec },
  };
}

function sandboxed(memory: string): PlainObject {
  const containers = [{ name: 'app', resources: { requests: { memory }, limits: { memory } } }];
  const strategy = { rollingUpdate: { maxSurge: 0 } };
  return deployment('web', {
    replicas: 2,
    strategy,
    template: { spec: { containers, runtimeClassName: 'kata' } },
  });
}

function runtimeClass(podFixed: PlainObject): PlainObject {
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'kata' },
    handler: 'kata',
    overhead: { podFixed },
  };
}

function cronJob(name: string, spec: PlainObject = {}, job: PlainObject = {}): PlainObject {
  const containers = [{ name: 'app', resources: { requests: { cpu: '1' }, limits: { cpu: '1' } } }];
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace: 'shop' },
    spec: {
      schedule: '0 3 * * *',
      ...spec,
      jobTemplate: { spec: { ...job, template: { spec: { containers, restartPolicy: 'Never' } } } },
    },
  };
}

function workload(replicas: number, cpu: string, strategy?: PlainObject): PlainObject {
  const containers = [{ name: 'app', resources: { requests: { cpu }, limits: { cpu } } }];
  const update = strategy === undefined ? {} : { strategy };
  return deployment('web', { replicas, ...update, template: { spec: { containers } } });
}
