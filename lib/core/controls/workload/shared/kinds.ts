import type { Entry } from '../../../manifest/manifest-set';
import type { Pod } from '../../../manifest/pod';

/** Kinds whose pods run to their end: the field asks no probes of them. */
const BATCH: ReadonlySet<string> = new Set(['Job', 'CronJob']);

/** Kinds that run several equal pods, as many as `spec.replicas` says. */
export const REPLICATED: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
]);

/** Whether an object runs several equal pods, also as a custom resource does that holds all of their template. */
export function isReplicated({ pods }: Pick<Entry, 'pods'>): boolean {
  return pods.length === 1 && pods.every((pod) => REPLICATED.has(pod.kind) && pod.unseen === undefined);
}

/** Kinds of the API that carry pods which run until they are stopped; the API takes only `restartPolicy: Always`. */
export const LONG_RUNNING: ReadonlySet<string> = new Set([...REPLICATED, 'DaemonSet']);

/** Whether the pods of an object run to their end. */
export function isBatch(pod: Pod): boolean {
  return BATCH.has(pod.kind);
}
