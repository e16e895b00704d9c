import type { Problems } from '../../problems';
import type { ScaledProps } from '../scale/props';
import type { ExclusiveClaim } from '../volumes/parse';
import type { DeploymentProps, EndingProps, RevisedProps } from './props';

/** What is said of a claim that one pod, or one node, has for itself. */
function why({ field, mode }: ExclusiveClaim): string {
  return `${field} is ${mode}`;
}

/** The ways out for pods that each need the same data. */
const MANY = "mode: 'ReadWriteMany', where the class has it";

/** Several pods on one claim that keeps the second out: it would wait forever, on another node. */
export function refuseSeveral(
  { replicas, autoscaled, scale }: RevisedProps & ScaledProps<unknown>,
  exclusive: ExclusiveClaim | undefined,
  problems: Problems,
): void {
  if (exclusive === undefined) return;
  const fix = `replicas: 1; or ${MANY}; or a SecureStatefulSet, whose pods have a claim each`;
  if (replicas !== undefined && replicas > 1)
    problems.add('replicas', replicas, `1, as ${why(exclusive)}`, fix);
  if (autoscaled === true) problems.add('autoscaled', autoscaled, `no autoscaler, as ${why(exclusive)}`, fix);
  if (scale !== undefined && scale.max !== 1)
    problems.add('scale.max', scale.max, `1, as ${why(exclusive)}`, fix);
}

/** An update that starts the second pod before the first has gone: the two wait for each other. */
export function refuseSurge(
  strategy: DeploymentProps['strategy'],
  exclusive: ExclusiveClaim,
  problems: Problems,
): void {
  if (strategy === undefined || strategy === 'Recreate') return;
  const { maxSurge = 1 } = strategy;
  if (maxSurge === 0 || maxSurge === '0%') return;
  const needs = `'Recreate', which stops the old pod first, as ${why(exclusive)}`;
  problems.add('strategy', strategy, needs, `strategy: 'Recreate', or leave it out; or ${MANY}`);
}

/** A pod on each node, with one claim for all of them. */
export function refuseOnEachNode({ field, mode }: ExclusiveClaim, problems: Problems): void {
  const needs = 'storage that each node can mount';
  problems.add(`${field}.mode`, mode, needs, `ephemeral({ size: '10Gi' }), one for each pod; or ${MANY}`);
}

/** Pods of a Job that run at a time. */
export function refuseParallel(
  { parallelism, concurrencyPolicy }: EndingProps & { readonly concurrencyPolicy?: string },
  exclusive: ExclusiveClaim | undefined,
  problems: Problems,
): void {
  if (exclusive === undefined) return;
  if (parallelism !== undefined && parallelism > 1)
    problems.add('parallelism', parallelism, `1, as ${why(exclusive)}`, `parallelism: 1; or ${MANY}`);
  if (concurrencyPolicy === 'Allow') {
    const needs = `one run at a time, as ${why(exclusive)}`;
    problems.add('concurrencyPolicy', concurrencyPolicy, needs, `concurrencyPolicy: 'Forbid'; or ${MANY}`);
  }
}
