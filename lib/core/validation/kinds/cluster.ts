import { labelNameProblems, qualifiedNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkOverhead } from '../pod/resources';
import { checkTolerations } from '../pod/tolerations';
import { checkFinalizer } from '../primitives/finalizers';
import { checkLabels } from '../primitives/labels';
import { checkExactly } from '../primitives/lists';
import { checkRequiredName } from '../primitives/names';

const SYSTEM_CLASSES: ReadonlyMap<string, number> = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
]);
const HIGHEST_PRIORITY = 1_000_000_000;

/** Source: `ValidateNamespace`. */
export function checkNamespace(namespace: Field): void {
  for (const finalizer of namespace.in('spec', 'finalizers').items()) {
    if (finalizer.isUnknown) continue;
    for (const needs of qualifiedNameProblems(finalizer.text ?? '')) finalizer.misnamed(needs);
    checkFinalizer(finalizer);
  }
}

/** Source: `ValidatePriorityClass`. */
export function checkPriorityClass(priorityClass: Field): void {
  const name = priorityClass.in('metadata', 'name');
  const [value, policy] = [priorityClass.at('value'), priorityClass.at('preemptionPolicy')];
  if (name.text?.startsWith('system-')) {
    const own = SYSTEM_CLASSES.get(name.text);
    const isOwn = own !== undefined && (value.isUnknown || value.number === own);
    if (!isOwn || priorityClass.at('globalDefault').isTrue)
      name.forbidden("a name that does not begin with 'system-'", 'choose another name');
  } else if (value.number !== undefined && value.number > HIGHEST_PRIORITY)
    value.forbidden(`at most ${HIGHEST_PRIORITY}`, 'write a lower value');
  checkExactly(policy, ['Never', 'PreemptLowerPriority']);
}

/** Source: `ValidateRuntimeClass`. */
export function checkRuntimeClass(runtimeClass: Field): void {
  checkRequiredName(runtimeClass.at('handler'), labelNameProblems, 'the name of a handler');
  checkOverhead(runtimeClass.in('overhead', 'podFixed'));
  checkLabels(runtimeClass.in('scheduling', 'nodeSelector'));
  const tolerations = runtimeClass.in('scheduling', 'tolerations');
  checkTolerations(tolerations);
  const seen = new Set<string>();
  for (const toleration of tolerations.items()) {
    const key = ['key', 'operator', 'value', 'effect']
      .map((name) => toleration.at(name).text ?? '')
      .join(' ');
    if (seen.has(key) && !toleration.isUnknown) toleration.duplicate('each toleration once');
    seen.add(key);
  }
}
