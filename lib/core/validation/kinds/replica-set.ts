import { selectorOf } from '../../manifest/selector';
import type { Field } from '../field';
import { checkPodTemplate } from '../pod/template';
import { checkNonNegative } from '../primitives/numbers';
import { checkAlwaysRunning } from '../workload/restart-policy';
import { checkMatch, checkSelector } from '../workload/selector';

/** A ReplicaSet. Source: `ValidateReplicaSetSpec`. */
export function checkReplicaSet(object: Field): void {
  const spec = object.at('spec');
  if (spec.isUnknown) return;
  checkCounts(spec);
  checkSelector(spec.at('selector'), spec.in('template', 'metadata', 'labels'));
  checkPodTemplate(spec.at('template'));
  checkAlwaysRunning(spec.in('template', 'spec'), 'ReplicaSet');
}

/** A ReplicationController; without a selector the labels of the template are it. Source: `ValidateReplicationControllerSpec`. */
export function checkReplicationController(object: Field): void {
  const spec = object.at('spec');
  if (spec.isUnknown) return;
  checkCounts(spec);
  const [template, selector] = [spec.at('template'), spec.at('selector')];
  const labels = template.in('metadata', 'labels');
  if (!template.isSet) template.required('a template of the pods');
  if (selector.isZero) {
    if (labels.isZero) selector.required('labels of the pods, here or in the template');
  } else checkMatch(selectorOf({ matchLabels: selector.value }), labels);
  if (!template.isSet) return;
  checkPodTemplate(template);
  checkAlwaysRunning(template.at('spec'), 'ReplicationController');
}

function checkCounts(spec: Field): void {
  for (const name of ['replicas', 'minReadySeconds']) checkNonNegative(spec.at(name));
}
