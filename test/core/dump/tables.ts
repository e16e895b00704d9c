import type { PlainObject } from '../../../lib/core/manifest/plain';

/** The hash of every template, and the end of every name that the API server makes. */
export const HASH = '7c9d5b6f4d';
export const END = 'x2k4f';
export const MINUTE = '29401380';

/** What the API server writes into the spec of a kind where it says nothing. */
export const DEFAULTS: Readonly<Record<string, PlainObject>> = {
  Deployment: { progressDeadlineSeconds: 600, revisionHistoryLimit: 10, replicas: 1 },
  StatefulSet: { podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10, replicas: 1 },
  DaemonSet: { revisionHistoryLimit: 10 },
  CronJob: {
    concurrencyPolicy: 'Allow',
    failedJobsHistoryLimit: 1,
    successfulJobsHistoryLimit: 3,
    suspend: false,
  },
  Job: {
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    completions: 1,
    parallelism: 1,
    podReplacementPolicy: 'TerminatingOrFailed',
    suspend: false,
  },
  Service: {
    clusterIP: '10.96.12.7',
    clusterIPs: ['10.96.12.7'],
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    sessionAffinity: 'None',
    type: 'ClusterIP',
  },
};

/** The status that a kind has after some time. */
export const STATUS: Readonly<Record<string, PlainObject>> = {
  Deployment: {
    availableReplicas: 2,
    observedGeneration: 1,
    readyReplicas: 2,
    replicas: 2,
    updatedReplicas: 2,
  },
  StatefulSet: { availableReplicas: 2, collisionCount: 0, currentReplicas: 2, replicas: 2 },
  DaemonSet: { currentNumberScheduled: 1, desiredNumberScheduled: 1, numberMisscheduled: 0, numberReady: 1 },
  ReplicaSet: {
    availableReplicas: 2,
    fullyLabeledReplicas: 2,
    observedGeneration: 1,
    readyReplicas: 2,
    replicas: 2,
  },
  Service: { loadBalancer: {} },
  Namespace: { phase: 'Active' },
  HorizontalPodAutoscaler: { currentMetrics: null, currentReplicas: 2, desiredReplicas: 2 },
  PodDisruptionBudget: { currentHealthy: 2, desiredHealthy: 1, disruptionsAllowed: 1, expectedPods: 2 },
  Job: { ready: 0, succeeded: 1, uncountedTerminatedPods: {} },
  CronJob: { lastScheduleTime: '2026-11-20T07:00:00Z' },
  ResourceQuota: { hard: { pods: '10' }, used: { pods: '2' } },
  Ingress: { loadBalancer: {} },
};

/** The identity that the server gives to an object, the same in every run. */
export function uidOf(kind: string, name: string): string {
  return `${kind.toLowerCase()}-${name}`;
}
