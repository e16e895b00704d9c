import type { Scenario } from './front-end';
import { IMAGE, WEB } from './shared';

export const KINDS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'DaemonSets',
    build(make) {
      const shop = make.namespace('shop');
      const agent = make.kind('DaemonSet', shop, 'agent', {
        ...WEB,
        update: { maxUnavailable: '10%' },
        minReadySeconds: 9,
      });
      make.kind('DaemonSet', shop, 'by-hand', { image: IMAGE, update: 'OnDelete', uses: { AGENT: agent } });
    },
  },
  {
    name: 'StatefulSets',
    build(make) {
      const shop = make.namespace('shop');
      const db = make.kind('StatefulSet', shop, 'db', {
        ...WEB,
        user: 20_001,
        volumes: {
          '/data': { size: '10Gi' },
          '/wal': { size: '2Gi', class: 'fast', mode: 'ReadWriteOncePod' },
        },
        serviceName: 'db-nodes',
        podManagement: 'Parallel',
        update: { partition: 1 },
        retention: { whenDeleted: 'Delete', whenScaled: 'Delete' },
        replicas: 3,
        minReadySeconds: 10,
        revisionHistoryLimit: 2,
      });
      make.kind('StatefulSet', shop, 'worker', {
        image: IMAGE,
        user: 20_002,
        autoscaled: true,
        uses: { DB: db },
      });
      make.kind('StatefulSet', shop, 'single', {
        image: IMAGE,
        user: 20_003,
        replicas: 1,
        update: 'OnDelete',
      });
    },
  },
  {
    name: 'Jobs',
    build(make) {
      const shop = make.namespace('shop');
      const db = make.kind('StatefulSet', shop, 'db', { ...WEB, user: 20_005 });
      make.kind('Job', shop, 'migrate', {
        image: IMAGE,
        uses: { DB: db },
        initContainers: [{ name: 'wait', image: IMAGE, uses: { DB: db } }],
        sidecars: [{ name: 'proxy', image: IMAGE }],
        ttlSecondsAfterFinished: 'never',
        activeDeadlineSeconds: 'never',
        restartPolicy: 'OnFailure',
        suspend: true,
      });
      make.kind('Job', shop, 'render', {
        image: IMAGE,
        port: 8080,
        backoffLimit: 5,
        activeDeadlineSeconds: 600,
        ttlSecondsAfterFinished: 60,
        completions: 5,
        parallelism: 2,
        completionMode: 'Indexed',
        backoffLimitPerIndex: 1,
        maxFailedIndexes: 2,
        successPolicy: { rules: [{ succeededIndexes: '0,2-4', succeededCount: 2 }] },
        podFailurePolicy: {
          rules: [
            {
              action: 'FailIndex',
              onExitCodes: { containerName: 'render', operator: 'In', values: [42, 43] },
            },
            { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          ],
        },
        podReplacementPolicy: 'Failed',
      });
    },
  },
  {
    name: 'node agents',
    build(make) {
      const agents = make.namespace('agents', {
        nodeAgents: {
          reason: 'log agents read /var/log of their nodes',
          owner: 'team-platform',
          expires: '2027-02-28',
          ticket: 'OPS-1',
        },
      });
      make.kind('DaemonSet', agents, 'logs', {
        ...WEB,
        hostPaths: { '/var/log': {}, '/opt/agent/id': { path: '/etc/agent/id', type: 'File' } },
        hostGroup: 'root',
        nodes: 'all',
      });
    },
  },
  {
    name: 'CronJobs and bare Pods',
    build(make) {
      const shop = make.namespace('shop');
      const api = make.kind('Pod', shop, 'api', { ...WEB, restartPolicy: 'OnFailure' });
      make.kind('CronJob', shop, 'hourly', {
        image: IMAGE,
        schedule: '@hourly',
        podAnnotations: { 'example.com/note': 'a' },
      });
      make.kind('CronJob', shop, 'nightly', {
        image: IMAGE,
        uses: { API: api },
        schedule: '0 1 * * mon-fri',
        timeZone: 'Europe/Berlin',
        concurrencyPolicy: 'Replace',
        startingDeadlineSeconds: 600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 5,
        suspend: true,
        activeDeadlineSeconds: 1800,
        completionMode: 'Indexed',
        completions: 2,
      });
      make.kind('Pod', shop, 'debug', {
        image: IMAGE,
        annotations: { 'example.com/of-object': 'a' },
        podAnnotations: { 'example.com/of-pod': 'b' },
      });
    },
  },
];
