import type { ClusterProfile } from '../../cluster/profile';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, type PlainObject } from '../../manifest/plain';
import { formatQuantity, isQuantity, parseQuantity } from '../../manifest/quantity';
import { type Problem, setControl } from '../control';
import { byNamespace, ofCoreKind } from '../entries';
import { autoscalersOf } from '../workload/shared/autoscalers';
import { deployment, scaledObject, scaler } from '../workload/shared/samples';
import { claimDemand, claimOf, isClaimCount, setOf } from './shared/claim-demand';
import { wholeQuotas } from './shared/namespaces';
import {
  type Counted,
  countedBy,
  demandOf,
  type Overheads,
  overheadsOf,
  type PodCount,
  podsOf,
} from './shared/pod-demand';

interface Demand extends PodCount {
  readonly entry: Entry;
}

/** What holds for the pods of all namespaces. */
interface Site {
  readonly cluster: ClusterProfile;
  readonly overheads: Overheads;
}

const POD_COUNTS = ['pods', 'count/pods'];

/** The pods that the objects of each namespace ask for, and its claims; what another object makes is counted there. */
function demands(
  set: ManifestSet,
  namespaces: ReadonlySet<string>,
  cluster: ClusterProfile,
): ReadonlyMap<string, readonly Demand[]> {
  const scalers = autoscalersOf(set);
  const claims = byNamespace(ofCoreKind(set, 'PersistentVolumeClaim'));
  const found = new Map<string, Demand[]>();
  for (const namespace of namespaces) {
    const entries = set.podsIn(namespace).filter((entry) => set.topOf(entry) === entry);
    const own = (claims.get(namespace) ?? []).map((entry) => ({ entry, running: 1, surge: 0 }));
    found.set(namespace, [
      ...entries.map((entry) => ({ entry, ...podsOf(entry, scalers.get(entry), cluster) })),
      ...own,
    ]);
  }
  return found;
}

function sumOf(
  all: readonly Demand[],
  name: string,
  site: Site,
): { nanos: bigint; surges: boolean; largest: Demand | undefined } | undefined {
  const counted = countedBy(name);
  if (counted === undefined && !POD_COUNTS.includes(name) && !isClaimCount(name)) return undefined;
  let nanos = 0n;
  let most = 0n;
  let largest: Demand | undefined;
  let surges = false;
  for (const demand of all) {
    const claims = isClaimCount(name);
    // Claims of a StatefulSet stay, and an update of it starts no pod beside the old ones.
    const pods = claims ? demand.running : demand.running + demand.surge;
    const part =
      BigInt(Math.max(0, Math.trunc(pods))) *
      (claims ? claimDemand(demand.entry, name) : each(demand.entry, counted, site));
    surges ||= !claims && demand.surge > 0;
    nanos += part;
    if (part > most) [most, largest] = [part, demand];
  }
  return { nanos, surges, largest };
}

function each(entry: Entry, counted: Counted | undefined, { cluster, overheads }: Site): bigint {
  if (counted === undefined) return 1_000_000_000n;
  return entry.pods.reduce((sum, pod) => sum + demandOf(pod, counted, cluster, overheads), 0n);
}

function problemsOf(quota: Entry, all: readonly Demand[], site: Site): Problem[] {
  const hard = objectAt(objectAt(quota.manifest, 'spec'), 'hard') ?? {};
  return Object.entries(hard).flatMap(([name, limit]) => {
    const most = isQuantity(limit) ? parseQuantity(limit) : undefined;
    const sum = most === undefined ? undefined : sumOf(all, name, site);
    if (most === undefined || sum === undefined || sum.nanos <= most.nanos) return [];
    const total = formatQuantity({ nanos: sum.nanos, format: most.format });
    const who = isClaimCount(name) ? 'claims' : 'pods';
    const update = sum.surges ? ' while they are updated' : '';
    const found = `${String(limit)}, and ${total} that the ${who} need${update}${largestText(sum.largest)}`;
    return [{ path: `spec.hard["${name}"]`, found, needs: `at least ${total}`, finding: name }];
  });
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
    const quotas = byNamespace(ofCoreKind(set, 'ResourceQuota'));
    if (quotas.size === 0) return;
    const all = demands(set, new Set(quotas.keys()), cluster);
    const site = { cluster, overheads: overheadsOf(set) };
    for (const [namespace, written] of quotas) {
      for (const quota of wholeQuotas(written)) {
        for (const problem of problemsOf(quota, all.get(namespace) ?? [], site)) report(quota, problem);
      }
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

function largestText(largest: Demand | undefined): string {
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
