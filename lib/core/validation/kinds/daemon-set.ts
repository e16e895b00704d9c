import type { Field } from '../field';
import { checkPodTemplate } from '../pod/template';
import { checkNonNegative } from '../primitives/numbers';
import { checkAlwaysRunning } from '../workload/restart-policy';
import { checkDaemonSetRollout } from '../workload/rolling-update';
import { checkSelector } from '../workload/selector';

const STRATEGIES = ['RollingUpdate', 'OnDelete'];

/** A DaemonSet. Source: `ValidateDaemonSetSpec`. */
export function checkDaemonSet(object: Field): void {
  const spec = object.at('spec');
  if (spec.isUnknown) return;
  for (const name of ['minReadySeconds', 'revisionHistoryLimit']) checkNonNegative(spec.at(name));
  checkSelector(spec.at('selector'), spec.in('template', 'metadata', 'labels'));
  checkPodTemplate(spec.at('template'));
  checkAlwaysRunning(spec.in('template', 'spec'), 'DaemonSet');
  const [type, update] = [spec.in('updateStrategy', 'type'), spec.in('updateStrategy', 'rollingUpdate')];
  const kind = type.textOr('RollingUpdate');
  if (kind === 'RollingUpdate') checkDaemonSetRollout(update);
  else if (kind !== undefined && !STRATEGIES.includes(kind)) type.notSupported(STRATEGIES);
}
