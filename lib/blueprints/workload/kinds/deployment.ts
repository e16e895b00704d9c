import type { Suppression } from '../../../core/policy/waiver';
import type { DeploymentStrategy } from '../../../model/api';
import type { Problems } from '../../problems';
import { MOST } from '../parse/whole-number';
import type { WorkloadKind } from './kind';
import { refuseSeveral, refuseSurge } from './one-pod';
import type { DeploymentProps } from './props';
import { revisedOf } from './revised';

const PERCENT = /^(?:\d|[1-9]\d|100)%$/;

/** A Deployment: pods that replace each other. */
export const deployment: WorkloadKind<DeploymentProps<unknown>> = {
  kind: 'Deployment',
  construct: 'SecureDeployment',
  props: 'DeploymentProps',
  read: (props, { name, storage: { exclusive } }, problems) => {
    const { progressDeadlineSeconds: deadline, paused } = props;
    refuseSeveral(props, exclusive, problems);
    const { strategy = exclusive === undefined ? undefined : 'Recreate' } = props;
    if (exclusive !== undefined) refuseSurge(strategy, exclusive, problems);
    const alone = exclusive === undefined || props.scale !== undefined ? {} : { replicas: 1 };
    const { controller, scaled, optOuts } = revisedOf({ ...alone, ...props }, name, problems);
    return {
      controller: {
        kind: 'Deployment',
        ...controller,
        strategy: strategyOf(strategy, problems),
        ...(deadline === undefined ? {} : { progressDeadlineSeconds: deadlineOf(props, deadline, problems) }),
        ...(paused === undefined ? {} : { paused }),
      },
      ...scaled,
      suppressions: [
        ...optOuts,
        ...(strategy === 'Recreate' ? [exclusive === undefined ? RECREATE : ONE_POD] : []),
      ],
    };
  },
};

const RECREATE: Suppression = {
  control: 'rolling-update-strategy',
  reason: 'the workload asks for Recreate: two versions of it must never run together',
  optOut: true,
};

const ONE_POD: Suppression = {
  control: 'rolling-update-strategy',
  reason: 'its claim is for one pod at a time: a second one would wait for it, and the first for the second',
  optOut: true,
};

/** How pods are replaced, in the API's form: one more and none less by default, so that no request is lost. */
function strategyOf(strategy: DeploymentProps['strategy'], problems: Problems): DeploymentStrategy {
  if (strategy === 'Recreate') return { type: 'Recreate' };
  const { maxSurge = 1, maxUnavailable = 0 } = strategy ?? {};
  for (const [field, value] of Object.entries({ maxSurge, maxUnavailable })) {
    const valid =
      typeof value === 'number'
        ? Number.isInteger(value) && value >= 0 && value <= MOST
        : PERCENT.test(value);
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
  props: Pick<DeploymentProps, 'minReadySeconds'>,
  deadline: number,
  problems: Problems,
): number {
  const least = (props.minReadySeconds ?? 5) + 1;
  if (!Number.isInteger(deadline) || deadline < least || deadline > MOST) {
    const needs = `a whole number above minReadySeconds: from ${least} to ${MOST}`;
    problems.add('progressDeadlineSeconds', deadline, needs, 'progressDeadlineSeconds: 600');
  }
  return deadline;
}
