import type { Entry } from '../core/manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { Pod } from '../core/manifest/pod';
import { isBuiltinGroup } from '../core/manifest/registry';
import type { Claim, Controller, JobController } from '../model/workload';
import { readClaim } from './claims';
import { given, typed, whole } from './typed';

/** Seconds and revisions that the API server takes where nothing is written. */
const REVISIONS = 10;
const BACKOFF = 6;

const CONCURRENCY = ['Allow', 'Forbid', 'Replace'] as const;
const COMPLETION_MODES = ['NonIndexed', 'Indexed'] as const;
const REPLACEMENTS = ['Failed', 'TerminatingOrFailed'] as const;

/**
 * Reads what keeps the pods of an object; what is not written is what the API server takes.
 * @param scaled whether an autoscaler decides how many pods run
 */
export function readController(entry: Entry, pod: Pod, scaled: boolean): Controller {
  const { kind, group, apiVersion } = entry.ref;
  const spec = objectAt(entry.manifest, 'spec') ?? {};
  if (isBuiltinGroup(group)) {
    const known = builtin(kind, spec, scaled);
    if (known !== undefined) return known;
  }
  return { kind: 'Other', apiVersion, of: kind, path: pod.path };
}

function builtin(kind: string, spec: PlainObject, scaled: boolean): Controller | undefined {
  switch (kind) {
    case 'Deployment':
      return {
        kind,
        replicas: scaled ? whole(spec.replicas) : (whole(spec.replicas) ?? 1),
        strategy: typed(spec.strategy, 'apps.v1.DeploymentStrategy') ?? {},
        ...revised(spec),
        ...given('progressDeadlineSeconds', whole(spec.progressDeadlineSeconds)),
        ...given('paused', flag(spec.paused)),
      };
    case 'StatefulSet':
      return {
        kind,
        replicas: scaled ? whole(spec.replicas) : (whole(spec.replicas) ?? 1),
        serviceName: stringAt(spec, 'serviceName') ?? '',
        podManagementPolicy: spec.podManagementPolicy === 'Parallel' ? 'Parallel' : 'OrderedReady',
        updateStrategy: typed(spec.updateStrategy, 'apps.v1.StatefulSetUpdateStrategy') ?? {},
        ...revised(spec),
        claims: claimTemplates(spec),
        retention: typed(
          spec.persistentVolumeClaimRetentionPolicy,
          'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy',
        ) ?? { whenDeleted: 'Retain', whenScaled: 'Retain' },
      };
    case 'DaemonSet':
      return {
        kind,
        updateStrategy: typed(spec.updateStrategy, 'apps.v1.DaemonSetUpdateStrategy') ?? {},
        ...revised(spec),
      };
    case 'Job':
      return job(spec);
    case 'CronJob':
      return {
        kind,
        schedule: stringAt(spec, 'schedule') ?? '',
        ...given('timeZone', stringAt(spec, 'timeZone')),
        concurrencyPolicy: CONCURRENCY.find((policy) => policy === spec.concurrencyPolicy) ?? 'Allow',
        ...given('startingDeadlineSeconds', whole(spec.startingDeadlineSeconds)),
        ...given('successfulJobsHistoryLimit', whole(spec.successfulJobsHistoryLimit)),
        ...given('failedJobsHistoryLimit', whole(spec.failedJobsHistoryLimit)),
        ...given('suspend', flag(spec.suspend)),
        job: job(objectAt(objectAt(spec, 'jobTemplate'), 'spec') ?? {}),
      };
    case 'Pod':
      return { kind };
    default:
      return undefined;
  }
}

function revised(spec: PlainObject): {
  readonly minReadySeconds: number;
  readonly revisionHistoryLimit: number;
} {
  return {
    minReadySeconds: whole(spec.minReadySeconds) ?? 0,
    revisionHistoryLimit: whole(spec.revisionHistoryLimit) ?? REVISIONS,
  };
}

function job(spec: PlainObject): JobController {
  const perIndex = whole(spec.backoffLimitPerIndex);
  return {
    kind: 'Job',
    backoffLimit: whole(spec.backoffLimit) ?? (perIndex === undefined ? BACKOFF : undefined),
    ...given('activeDeadlineSeconds', whole(spec.activeDeadlineSeconds)),
    ...given('ttlSecondsAfterFinished', whole(spec.ttlSecondsAfterFinished)),
    ...given('completions', whole(spec.completions)),
    ...given('parallelism', whole(spec.parallelism)),
    ...given(
      'completionMode',
      COMPLETION_MODES.find((mode) => mode === spec.completionMode),
    ),
    ...given('backoffLimitPerIndex', perIndex),
    ...given('maxFailedIndexes', whole(spec.maxFailedIndexes)),
    ...given('successPolicy', typed(spec.successPolicy, 'batch.v1.SuccessPolicy')),
    ...given('podFailurePolicy', typed(spec.podFailurePolicy, 'batch.v1.PodFailurePolicy')),
    ...given(
      'podReplacementPolicy',
      REPLACEMENTS.find((policy) => policy === spec.podReplacementPolicy),
    ),
    ...given('suspend', flag(spec.suspend)),
  };
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function claimTemplates(spec: PlainObject): Claim[] {
  return objectsAt(spec, 'volumeClaimTemplates').flatMap((template) => {
    const name = stringAt(objectAt(template, 'metadata'), 'name');
    const claim = readClaim(template);
    return name === undefined || claim === undefined ? [] : [{ name, ...claim }];
  });
}
