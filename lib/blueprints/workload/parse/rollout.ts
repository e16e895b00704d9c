import type { DeploymentStrategy } from '../../../model/api.generated';
import type { DeploymentController } from '../../../model/workload';
import type { Problems } from '../../problems';
import type { WorkloadProps } from '../props';
import { wholeNumber } from './whole-number';

const PERCENT = /^(?:\d|[1-9]\d|100)%$/;

const REPLICAS = 2;
const MIN_READY = 5;
const HISTORY = 3;

/** Reads what a Deployment alone decides. */
export function deploymentOf(props: WorkloadProps<unknown>, problems: Problems): DeploymentController {
  const { progressDeadlineSeconds: deadline, paused } = props;
  return {
    kind: 'Deployment',
    replicas:
      props.autoscaled === true
        ? undefined
        : wholeNumber('replicas', props.replicas ?? REPLICAS, 0, problems),
    strategy: strategyOf(props.strategy, problems),
    minReadySeconds: wholeNumber('minReadySeconds', props.minReadySeconds ?? MIN_READY, 0, problems),
    revisionHistoryLimit: wholeNumber(
      'revisionHistoryLimit',
      props.revisionHistoryLimit ?? HISTORY,
      0,
      problems,
    ),
    ...(deadline === undefined ? {} : { progressDeadlineSeconds: deadlineOf(props, deadline, problems) }),
    ...(paused === undefined ? {} : { paused }),
  };
}

/** How pods are replaced, in the API's form: one more and none less by default, so that no request is lost. */
function strategyOf(strategy: WorkloadProps['strategy'], problems: Problems): DeploymentStrategy {
  if (strategy === 'Recreate') return { type: 'Recreate' };
  const { maxSurge = 1, maxUnavailable = 0 } = strategy ?? {};
  for (const [field, value] of Object.entries({ maxSurge, maxUnavailable })) {
    const valid = typeof value === 'number' ? Number.isInteger(value) && value >= 0 : PERCENT.test(value);
    if (valid) continue;
    problems.add(`strategy.${field}`, value, 'a whole number from 0, or a percentage', `${field}: '25%'`);
  }
  if (isZero(maxSurge) && isZero(maxUnavailable)) {
    problems.add(
      'strategy',
      strategy,
      'a pod more or a pod less: nothing could move',
      'strategy: { maxSurge: 1 }',
    );
  }
  return { rollingUpdate: { maxSurge, maxUnavailable }, type: 'RollingUpdate' };
}

function isZero(value: number | string): boolean {
  return value === 0 || value === '0%';
}

/** The deadline of a rollout, which the API wants above `minReadySeconds`. */
function deadlineOf(
  props: Pick<WorkloadProps, 'minReadySeconds'>,
  deadline: number,
  problems: Problems,
): number {
  const least = (props.minReadySeconds ?? 5) + 1;
  if (!Number.isInteger(deadline) || deadline < least) {
    const needs = `a whole number above minReadySeconds: from ${least}`;
    problems.add('progressDeadlineSeconds', deadline, needs, 'progressDeadlineSeconds: 600');
  }
  return deadline;
}
