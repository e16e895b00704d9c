import { labelNameProblems } from '../../manifest/names';
import { isOn } from '../context';
import type { Field } from '../field';
import { checkPodAnnotations } from '../pod/annotations';
import { podScope } from '../pod/scope';
import { checkPodTemplate, checkTemplateMetadata } from '../pod/template';
import { checkOneOf } from '../primitives/lists';
import { checkName, checkRequiredName } from '../primitives/names';
import { checkNonNegative } from '../primitives/numbers';
import { checkClaimSpec } from '../storage/claim-spec';
import { checkAlwaysRunning } from '../workload/restart-policy';
import { checkStatefulSetAvailability } from '../workload/rolling-update';
import { checkSelector } from '../workload/selector';

const STRATEGIES = ['RollingUpdate', 'OnDelete'];
const RETENTION = ['Retain', 'Delete'];
/** The minor version since which the API server looks at the template and the claims. */
const TEMPLATE_SINCE = 34;

/** A StatefulSet. Source: `ValidateStatefulSetSpec`. */
export function checkStatefulSet(object: Field): void {
  const spec = object.at('spec');
  if (spec.isUnknown) return;
  checkOneOf(spec.at('podManagementPolicy'), ['OrderedReady', 'Parallel']);
  checkStrategy(spec.at('updateStrategy'));
  for (const name of ['whenDeleted', 'whenScaled'])
    checkOneOf(spec.in('persistentVolumeClaimRetentionPolicy', name), RETENTION);
  for (const name of ['replicas', 'minReadySeconds']) checkNonNegative(spec.at(name));
  checkNonNegative(spec.in('ordinals', 'start'));
  checkName(spec.at('serviceName'), labelNameProblems);
  checkSelector(spec.at('selector'), spec.in('template', 'metadata', 'labels'));
  checkAlwaysRunning(spec.in('template', 'spec'), 'StatefulSet');
  if (spec.minor >= TEMPLATE_SINCE) checkStatefulSetPods(object);
  else checkUnread(spec.at('template'));
}

/** The template of a StatefulSet with the volumes of its claims, and the claims. Older servers take what this refuses. */
export function checkStatefulSetPods(object: Field): void {
  const spec = object.at('spec');
  const claims = spec.at('volumeClaimTemplates');
  for (const claim of claims.items()) {
    checkRequiredName(claim.in('metadata', 'name'), labelNameProblems, 'a name, which the volume gets too');
    checkClaimSpec(claim.at('spec'));
  }
  checkPodTemplate(spec.at('template'), claims);
}

/** All that older servers look at in a template. */
function checkUnread(template: Field): void {
  if (template.isUnknown || template.at('spec').isUnknown) return;
  checkOneOf(template.in('spec', 'restartPolicy'), ['Always', 'OnFailure', 'Never']);
  checkTemplateMetadata(template);
  const scope = podScope(template.at('metadata'), template.at('spec'), { isPod: false });
  checkPodAnnotations(scope, false);
}

function checkStrategy(strategy: Field): void {
  const [type, update] = [strategy.at('type'), strategy.at('rollingUpdate')];
  const kind = type.textOr('RollingUpdate');
  if (kind === 'RollingUpdate') {
    checkNonNegative(update.at('partition'));
    if (isOn('MaxUnavailableStatefulSet', update.context))
      checkStatefulSetAvailability(update.at('maxUnavailable'));
  } else if (kind === 'OnDelete') {
    if (update.isSet) update.forbidden('none, unless type is RollingUpdate');
  } else if (kind !== undefined) type.notSupported(STRATEGIES);
}
