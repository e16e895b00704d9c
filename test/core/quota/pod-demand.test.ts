import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { type PodCount, podsOf } from '../../../lib/core/quota/pod-demand';

function podsOfSpec(kind: string, spec: PlainObject, cluster: { nodeCount?: number } = {}): PodCount {
  const apiVersion = kind.endsWith('Job') ? 'batch/v1' : 'apps/v1';
  const manifest = { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec };
  const [entry] = new ManifestSet([{ manifest }]).entries;
  if (entry === undefined) throw new Error('no entry');
  return podsOf(entry, undefined, cluster);
}

function counted(...given: Parameters<typeof podsOfSpec>): [number, number] {
  const { running, surge } = podsOfSpec(...given);
  return [running, surge];
}

test.each<[string, string, PlainObject, [number, number]]>([
  ['a quarter by default, rounded up', 'Deployment', { replicas: 5 }, [5, 2]],
  ['of one pod one', 'Deployment', {}, [1, 1]],
  ['of none none', 'Deployment', { replicas: 0 }, [0, 0]],
  ['a number', 'Deployment', { replicas: 4, strategy: { rollingUpdate: { maxSurge: 3 } } }, [4, 3]],
  ['a share', 'Deployment', { replicas: 3, strategy: { rollingUpdate: { maxSurge: '34%' } } }, [3, 2]],
  [
    'none that is said',
    'Deployment',
    { replicas: 3, strategy: { rollingUpdate: { maxSurge: '0%' } } },
    [3, 0],
  ],
  ['none of what is recreated', 'Deployment', { replicas: 3, strategy: { type: 'Recreate' } }, [3, 0]],
  ['a wrong type counts as none', 'Deployment', { strategy: { rollingUpdate: { maxSurge: {} } } }, [1, 0]],
  ['none of a StatefulSet', 'StatefulSet', { replicas: 3 }, [3, 0]],
  ['none of a DaemonSet by default', 'DaemonSet', {}, [1, 0]],
  [
    'one for each node of a DaemonSet',
    'DaemonSet',
    { updateStrategy: { rollingUpdate: { maxSurge: 3 } } },
    [1, 1],
  ],
  ['a Job', 'Job', { parallelism: 4, completions: 3 }, [3, 0]],
  ['a CronJob whose runs may meet', 'CronJob', { schedule: '@hourly', jobTemplate: { spec: {} } }, [2, 0]],
  [
    'one that is stopped before the next run',
    'CronJob',
    { schedule: '@hourly', jobTemplate: { spec: { activeDeadlineSeconds: 3600 } } },
    [1, 0],
  ],
  [
    'one whose runs may last longer',
    'CronJob',
    {
      schedule: '@hourly',
      jobTemplate: { spec: { activeDeadlineSeconds: 3601, parallelism: 2, completions: 2 } },
    },
    [4, 0],
  ],
  [
    'one whose runs may not meet',
    'CronJob',
    { schedule: '@hourly', concurrencyPolicy: 'Replace', jobTemplate: { spec: {} } },
    [1, 0],
  ],
  ['a suspended one', 'CronJob', { schedule: '@hourly', suspend: true, jobTemplate: { spec: {} } }, [0, 0]],
  ['one with a schedule that is none', 'CronJob', { schedule: 5, jobTemplate: { spec: {} } }, [2, 0]],
])('%s', (_what, kind, spec, pods) => {
  expect(counted(kind, spec)).toEqual(pods);
});

/** Pods of a DaemonSet with a spec of its own, in a cluster of twelve nodes. */
const onNodes = (pod: PlainObject, more: PlainObject = {}): [number, number] =>
  counted(
    'DaemonSet',
    { template: { spec: { containers: [{ name: 'a' }], ...pod } }, ...more },
    { nodeCount: 12 },
  );

test.each<[string, PlainObject, PlainObject, [number, number]]>([
  ['each node', {}, {}, [12, 0]],
  ['a share of all nodes', {}, { updateStrategy: { rollingUpdate: { maxSurge: '10%' } } }, [12, 2]],
  ['an empty selector', { nodeSelector: {} }, {}, [12, 0]],
  ['some nodes, of which is not known how many', { nodeSelector: { disk: 'ssd' } }, {}, [1, 0]],
  [
    'those of an affinity',
    {
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
      },
    },
    {},
    [1, 0],
  ],
  [
    'a wish is no choice',
    { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } },
    {},
    [12, 0],
  ],
])('a DaemonSet counts on %s', (_what, pod, more, pods) => {
  expect(onNodes(pod, more)).toEqual(pods);
});

test('a Deployment counts its own pods, however many nodes there are', () => {
  expect(counted('Deployment', { replicas: 2 }, { nodeCount: 12 })).toEqual([2, 1]);
});

const ended = (seconds: number): PlainObject => ({
  template: { spec: { containers: [{ name: 'a' }], terminationGracePeriodSeconds: seconds } },
});

test.each<[string, string, PlainObject, number]>([
  ['all pods of a Deployment', 'Deployment', { replicas: 5 }, 5],
  [
    'never less than what is started beside them',
    'Deployment',
    { strategy: { rollingUpdate: { maxSurge: 3 } } },
    3,
  ],
  [
    'all, where old pods go first',
    'Deployment',
    { replicas: 5, strategy: { rollingUpdate: { maxSurge: 0 } } },
    5,
  ],
  ['none of what is recreated', 'Deployment', { replicas: 5, strategy: { type: 'Recreate' } }, 0],
  ['what is started beside pods that end at once', 'Deployment', { replicas: 5, ...ended(0) }, 2],
  ['all that take a second', 'Deployment', { replicas: 5, ...ended(1) }, 5],
  ['none of none', 'Deployment', { replicas: 0 }, 0],
  ['none of a StatefulSet', 'StatefulSet', { replicas: 5 }, 0],
  ['none of a DaemonSet that waits', 'DaemonSet', {}, 0],
  [
    'those of a DaemonSet that does not',
    'DaemonSet',
    { updateStrategy: { rollingUpdate: { maxSurge: 1 } } },
    1,
  ],
  ['none of a Job', 'Job', { parallelism: 4 }, 0],
  [
    'a run that the next one replaces',
    'CronJob',
    { concurrencyPolicy: 'Replace', jobTemplate: { spec: { parallelism: 3 } } },
    3,
  ],
  ['none of runs that wait', 'CronJob', { concurrencyPolicy: 'Forbid', jobTemplate: { spec: {} } }, 0],
  [
    'none of a suspended CronJob',
    'CronJob',
    { suspend: true, concurrencyPolicy: 'Replace', jobTemplate: { spec: {} } },
    0,
  ],
])('lingering: %s', (_what, kind, spec, lingering) => {
  expect(podsOfSpec(kind, { ...ended(30), ...spec }).lingering).toBe(lingering);
});
