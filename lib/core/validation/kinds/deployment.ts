import type { Field } from '../field';
import { checkPodTemplate } from '../pod/template';
import { checkNonNegative } from '../primitives/numbers';
import { checkAlwaysRunning } from '../workload/restart-policy';
import { checkDeploymentRollout } from '../workload/rolling-update';
import { checkSelector } from '../workload/selector';

const STRATEGIES = ['Recreate', 'RollingUpdate'];

/** A Deployment. Source: `ValidateDeploymentSpec`. */
export function checkDeployment(object: Field): void {
  const spec = object.at('spec');
  if (spec.isUnknown) return;
  for (const name of ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'])
    checkNonNegative(spec.at(name));
  checkSelector(spec.at('selector'), spec.in('template', 'metadata', 'labels'));
  checkPodTemplate(spec.at('template'));
  checkAlwaysRunning(spec.in('template', 'spec'), 'Deployment');
  checkStrategy(spec.at('strategy'));
  const [deadline, ready] = [spec.at('progressDeadlineSeconds'), spec.at('minReadySeconds').numberOr(0)];
  const seconds = deadline.numberOr(600);
  if (seconds !== undefined && ready !== undefined && seconds <= ready)
    deadline.invalid(
      `more than minReadySeconds, which is ${ready}`,
      `progressDeadlineSeconds: ${ready + 600}`,
      seconds,
    );
}

function checkStrategy(strategy: Field): void {
  const [type, update] = [strategy.at('type'), strategy.at('rollingUpdate')];
  switch (type.textOr('RollingUpdate')) {
    case 'RollingUpdate':
      checkDeploymentRollout(update);
      return;
    case 'Recreate':
      if (update.isSet) update.forbidden('none, as type is Recreate');
      return;
    case undefined:
      return;
    default:
      type.notSupported(STRATEGIES);
  }
}
