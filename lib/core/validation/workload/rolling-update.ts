import type { Field } from '../field';
import { checkAtMostAll, checkIntOrPercent, percentOf } from '../primitives/numbers';

/** An amount of pods: whether it is zero; undefined where it is not known or none. */
function isNone(amount: Field, otherwise: number): boolean | undefined {
  if (!amount.isSet) return otherwise === 0;
  const number = amount.text === undefined ? amount.number : (percentOf(amount) ?? atoi(amount.text));
  return number === undefined ? undefined : number === 0;
}

/** A string that is no percentage counts as a number where it is one, else as zero. */
function atoi(text: string): number {
  return /^[+-]?\d+$/.test(text) ? Number(text) : 0;
}

/** The rollout of a Deployment. Source: `ValidateRollingUpdateDeployment`. */
export function checkDeploymentRollout(update: Field): void {
  if (update.isUnknown) return;
  const [unavailable, surge] = [update.at('maxUnavailable'), update.at('maxSurge')];
  checkIntOrPercent(unavailable);
  checkIntOrPercent(surge);
  if (isNone(unavailable, 25) === true && isNone(surge, 25) === true)
    unavailable.invalid('more than 0, as maxSurge is 0', 'maxUnavailable: 1');
  checkAtMostAll(unavailable);
}

/** The rollout of a DaemonSet: it either makes pods before it ends others, or after. Source: `ValidateRollingUpdateDaemonSet`. */
export function checkDaemonSetRollout(update: Field): void {
  if (update.isUnknown) return;
  const [unavailable, surge] = [update.at('maxUnavailable'), update.at('maxSurge')];
  for (const amount of [unavailable, surge]) {
    checkIntOrPercent(amount);
    checkAtMostAll(amount);
  }
  const [noneUnavailable, noneSurge] = [isNone(unavailable, 1), isNone(surge, 0)];
  if (noneUnavailable === false && noneSurge === false)
    surge.invalid('0, unless maxUnavailable is 0', 'maxUnavailable: 0');
  if (noneUnavailable === true && noneSurge === true)
    unavailable.required('more than 0, as maxSurge is 0', 'maxUnavailable: 1');
}

/** How many pods of a StatefulSet may be missing while it is updated. */
export function checkStatefulSetAvailability(unavailable: Field): void {
  if (!unavailable.isSet) return;
  checkIntOrPercent(unavailable);
  if (isNone(unavailable, 1) === true) unavailable.invalid('more than 0', 'maxUnavailable: 1');
  checkAtMostAll(unavailable);
}
