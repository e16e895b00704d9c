import type { Field } from '../field';
import { checkAtMostAll, checkIntOrPercent, percentOf } from '../primitives/numbers';

/** A string as a number the way the API server reads it: what is no number counts as 0. Source: `intstr.IntValue`. */
function atoi(text: string): number {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : 0;
}

/** An amount of pods: whether it is zero; undefined where it is not known or of a wrong type. */
function isNone(amount: Field, byDefault: boolean): boolean | undefined {
  if (!amount.isSet) return byDefault;
  const { text } = amount;
  const number = percentOf(amount) ?? amount.number ?? (text === undefined ? undefined : atoi(text));
  return number === undefined ? undefined : number === 0;
}

/** The rollout of a Deployment. Source: `ValidateRollingUpdateDeployment`. */
export function checkDeploymentRollout(update: Field): void {
  if (update.isUnknown) return;
  const [unavailable, surge] = [update.at('maxUnavailable'), update.at('maxSurge')];
  checkIntOrPercent(unavailable);
  checkIntOrPercent(surge);
  if (isNone(unavailable, false) === true && isNone(surge, false) === true)
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
  const [noneUnavailable, noneSurge] = [isNone(unavailable, false), isNone(surge, true)];
  if (noneUnavailable === false && noneSurge === false)
    surge.invalid('0, unless maxUnavailable is 0', 'maxUnavailable: 0');
  if (noneUnavailable === true && noneSurge === true)
    unavailable.required('more than 0, as maxSurge is 0', 'maxUnavailable: 1');
}

/** How many pods of a StatefulSet may be missing while it is updated. */
export function checkStatefulSetAvailability(unavailable: Field): void {
  checkIntOrPercent(unavailable);
  if (isNone(unavailable, false) === true) unavailable.invalid('more than 0', 'maxUnavailable: 1');
  checkAtMostAll(unavailable);
}
