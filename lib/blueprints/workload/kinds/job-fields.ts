import { minorOf } from '../../../core/cluster/profile';
import { labelNameProblems } from '../../../core/manifest/names';
import { checkTypes } from '../../../core/manifest/schema-check';
import { checkJobFields } from '../../../core/validation/batch/job-fields';
import { Field } from '../../../core/validation/field';
import type { PodFailurePolicy } from '../../../model/api';
import type { JobController } from '../../../model/workload';
import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
import type { WorkloadProps } from '../props';
import type { KindPlace } from './kind';
import type { EndingProps } from './props';

/** Failed pods until a Job has failed. */
const BACKOFF = 3;
/** Seconds until a Job is stopped: what takes longer hangs, or says so. */
const DEADLINE = 86_400;

/** What the controller puts behind the name of a CronJob, at its longest: the minute of the run. */
export const JOB_SUFFIX = '-0000000000';

/** The least value of each count. */
const LEAST = [
  ['activeDeadlineSeconds', 1],
  ['backoffLimit', 0],
  ['backoffLimitPerIndex', 0],
  ['completions', 1],
  ['maxFailedIndexes', 0],
  ['parallelism', 1],
  ['ttlSecondsAfterFinished', 0],
] as const;

/**
 * Reads what a Job does with its pods, also one that a CronJob makes; what the API server would refuse is a problem.
 * @param own what only one of the two kinds can say
 */
export function jobOf(
  props: EndingProps & WorkloadProps<unknown>,
  own: Pick<JobController, 'ttlSecondsAfterFinished' | 'suspend'>,
  place: KindPlace & { readonly jobName?: string },
  problems: Problems,
): JobController {
  const { activeDeadlineSeconds: deadline = DEADLINE, backoffLimitPerIndex, restartPolicy = 'Never' } = props;
  const { backoffLimit = backoffLimitPerIndex === undefined ? BACKOFF : undefined } = props;
  const failurePolicy = failurePolicyOf(props);
  const job: JobController = {
    kind: 'Job',
    backoffLimit,
    ...(deadline === 'never' ? {} : { activeDeadlineSeconds: deadline }),
    ...own,
    ...said('completions', props.completions),
    ...said('parallelism', props.parallelism),
    ...said('completionMode', props.completionMode),
    ...said('backoffLimitPerIndex', backoffLimitPerIndex),
    ...said('maxFailedIndexes', props.maxFailedIndexes),
    ...said('successPolicy', props.successPolicy),
    ...said('podFailurePolicy', failurePolicy),
    ...said('podReplacementPolicy', props.podReplacementPolicy),
  };
  for (const [name, least] of LEAST) {
    const count = job[name];
    const bounds = name === 'activeDeadlineSeconds' ? { most: Number.MAX_SAFE_INTEGER } : {};
    if (count !== undefined) wholeNumber(name, count, least, problems, bounds);
  }
  checkCodes(props, problems);
  if (restartPolicy === 'OnFailure') checkRestarts(props, problems);
  checkAsServer(job, namesOf(props, place), place, problems);
  return job;
}

function said<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  const part: { [K in Key]?: Value } = {};
  if (value !== undefined) part[key] = value;
  return part;
}

/** What becomes of a Job when a pod fails. By default drains and preemptions do not use up its tries. */
function failurePolicyOf(props: EndingProps): PodFailurePolicy | undefined {
  const { podFailurePolicy, podReplacementPolicy, restartPolicy } = props;
  const rules = podFailurePolicy?.rules;
  if (rules !== undefined) {
    // Servers before 1.34 give the template of a CronJob no defaults.
    return {
      rules: rules.map(({ onPodConditions, ...rule }) => ({
        ...rule,
        ...(onPodConditions === undefined
          ? {}
          : { onPodConditions: onPodConditions.map(({ type, status = 'True' }) => ({ status, type })) }),
      })),
    };
  }
  if (restartPolicy === 'OnFailure' || podReplacementPolicy === 'TerminatingOrFailed') return undefined;
  return { rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }] };
}

/** Exit codes that no program has: the API server knows numbers of 32 bits. */
function checkCodes({ podFailurePolicy }: EndingProps, problems: Problems): void {
  for (const [index, { onExitCodes }] of (podFailurePolicy?.rules ?? []).entries())
    for (const code of onExitCodes?.values ?? [])
      if (!Number.isInteger(code) || Math.abs(code) >= 2 ** 31)
        problems.add(
          `podFailurePolicy.rules[${index}].onExitCodes.values`,
          code,
          'an exit code',
          'values: [42]',
        );
}

/** What needs pods of their own for each try. */
function checkRestarts({ podFailurePolicy, backoffLimitPerIndex }: EndingProps, problems: Problems): void {
  const needs = "restartPolicy 'Never', so that each try is a pod of its own";
  const fix = "restartPolicy: 'Never'";
  if (podFailurePolicy !== undefined) problems.add('podFailurePolicy', podFailurePolicy, needs, fix);
  if (backoffLimitPerIndex !== undefined)
    problems.add('backoffLimitPerIndex', backoffLimitPerIndex, needs, fix);
}

/** The names of the containers, which rules may ask. */
function namesOf(props: WorkloadProps<unknown>, { name }: KindPlace): { readonly name: string }[] {
  const extra = [...(props.initContainers ?? []), ...(props.sidecars ?? [])];
  return [{ name }, ...extra.map((container) => ({ name: container.name }))];
}

/** Adds what the API server would refuse of the fields together. */
function checkAsServer(
  { kind: _kind, ...job }: JobController,
  containers: readonly { readonly name: string }[],
  { name, context, jobName = name }: KindPlace & { readonly jobName?: string },
  problems: Problems,
): void {
  const minor = minorOf(context.cluster.kubernetes);
  const spec = { ...job, template: { spec: { containers } } };
  checkJobFields(
    Field.root(spec, { minor }, ({ path, found, needs, fix }) => {
      // Of a count alone that is told already.
      const isCount = LEAST.some(([count]) => count === path);
      if (!(isCount && typeof found === 'number' && found < 0)) problems.add(path, found, needs, fix);
    }),
  );
  for (const { path, found, needs, type } of checkTypes(job, 'batch.v1.JobSpec')) {
    const told = type === 'missing' || LEAST.some(([count]) => count === path);
    if (!told) problems.add(path, found, needs, 'write what the API takes');
  }
  const { completions } = job;
  if (job.completionMode !== 'Indexed' || completions === undefined || completions < 1) return;
  const host = `${jobName}-${completions - 1}`;
  const strings = labelNameProblems(host).map(
    (text) => `a name that makes a host name with an index, ${host}: ${text}`,
  );
  problems.addAll('name', name, strings, `name: '${name.slice(0, 40)}'`);
}
