import { labelKeyProblems, labelNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkName } from '../primitives/names';
import { checkLabelSelector } from '../primitives/selectors';
import { checkRequired } from '../primitives/text';
import { checkLabelKeys } from './label-keys';
import { checkNodeAffinity } from './node-affinity';
import type { PodScope } from './scope';
import { checkWeight } from './weight';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Where a pod runs, by nodes and by other pods. Source: `validateAffinity`. */
export function checkAffinity(scope: PodScope): void {
  const affinity = scope.spec.at('affinity');
  if (affinity.isUnknown) return;
  checkNodeAffinity(affinity.at('nodeAffinity'));
  for (const name of ['podAffinity', 'podAntiAffinity']) checkPodAffinity(affinity.at(name), scope);
}

function checkPodAffinity(affinity: Field, scope: PodScope): void {
  for (const term of affinity.at(REQUIRED).items()) checkTerm(term, scope);
  for (const weighted of affinity.at(PREFERRED).items()) {
    if (weighted.isUnknown) continue;
    checkWeight(weighted.at('weight'));
    checkTerm(weighted.at('podAffinityTerm'), scope);
  }
}

function checkTerm(term: Field, scope: PodScope): void {
  if (term.isUnknown) return;
  const selector = term.at('labelSelector');
  checkLabelSelector(selector);
  checkLabelSelector(term.at('namespaceSelector'));
  for (const namespace of term.at('namespaces').items()) {
    for (const needs of labelNameProblems(namespace.text ?? 'a')) namespace.misnamed(needs);
  }
  checkLabelKeys(term, selector, scope);
  const key = term.at('topologyKey');
  if (checkRequired(key, 'a label of nodes, such as topology.kubernetes.io/zone'))
    checkName(key, labelKeyProblems);
}
