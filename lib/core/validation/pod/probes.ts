import type { Field } from '../field';
import { checkNonNegative, checkPositive } from '../primitives/numbers';
import { checkProbeHandler } from './handlers';
import type { PodScope } from './scope';

const NUMBERS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
];

/** The probes of a container that runs as long as the pod. Source: `validateLivenessProbe` and its siblings. */
export function checkProbes(container: Field, scope: PodScope): void {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = container.at(name);
    if (!probe.isSet || probe.isUnknown) continue;
    checkProbe(probe, scope);
    if (name === 'readinessProbe') {
      const grace = probe.at('terminationGracePeriodSeconds');
      if (grace.isSet) grace.forbidden('none in a readinessProbe, which stops nothing');
    } else {
      const threshold = probe.at('successThreshold');
      const number = threshold.numberOr(1);
      if (number !== undefined && number > 1)
        threshold.invalid('1 in probes other than readinessProbe', 'successThreshold: 1');
    }
  }
}

function checkProbe(probe: Field, scope: PodScope): void {
  checkProbeHandler(probe, scope);
  for (const name of NUMBERS) checkNonNegative(probe.at(name));
  checkPositive(probe.at('terminationGracePeriodSeconds'));
}
