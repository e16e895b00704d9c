import {
  labelKeyProblems,
  labelValueProblems,
  qualifiedNameProblems,
  subdomainProblems,
} from '../../manifest/names';
import { isOn } from '../context';
import { checkExactly, checkOneOf } from '../primitives/lists';
import { checkName, checkText } from '../primitives/names';
import { checkRange } from '../primitives/text';
import { checkAffinity } from './affinity';
import { checkContainers } from './containers';
import { checkDns, checkHostNames } from './dns';
import { checkHostProcess } from './host-process';
import { checkHostUsers } from './host-users';
import { checkOs } from './os';
import { checkPodResources } from './pod-resources';
import { checkHostNetworkPorts } from './ports';
import { checkOverhead, checkResourceClaims } from './resources';
import type { PodScope } from './scope';
import { checkPodSecurity } from './security-context';
import { checkTolerations } from './tolerations';
import { checkTopologySpread } from './topology-spread';
import { checkVolumes } from './volumes';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const LAST_SECOND = 2 ** 31 - 1;

/** A pod spec, of a Pod or of a template. Source: `ValidatePodSpec`. */
export function checkPodSpec(scope: PodScope): void {
  checkVolumes(scope);
  checkClaims(scope);
  checkContainers(scope);
  checkPodResources(scope);
  if (scope.hostNetwork) checkHostNetworkPorts(scope.spec.at('containers').items());
  checkOneOf(scope.spec.at('restartPolicy'), RESTART_POLICIES);
  checkNodeSelector(scope);
  checkPodSecurity(scope);
  checkShared(scope);
  checkAffinity(scope);
  checkDns(scope);
  checkHostNames(scope);
  checkGates(scope);
  checkTopologySpread(scope);
  checkHostProcess(scope);
  checkHostUsers(scope);
  checkNames(scope);
  checkRange(scope.spec.at('activeDeadlineSeconds'), 1, LAST_SECOND, 'seconds');
  checkTolerations(scope.spec.at('tolerations'));
  checkExactly(scope.spec.at('preemptionPolicy'), ['PreemptLowerPriority', 'Never']);
  checkOverhead(scope.spec.at('overhead'));
  checkOs(scope);
}

function checkClaims({ spec }: PodScope): void {
  if (!isOn('DynamicResourceAllocation', spec.context)) return;
  checkResourceClaims(spec.at('resourceClaims'), (name) => checkText(name, subdomainProblems));
}

function checkNodeSelector({ spec }: PodScope): void {
  const selector = spec.at('nodeSelector');
  for (const label of selector.entries()) {
    for (const needs of labelKeyProblems(label.key))
      selector.misnamed(needs, 'choose another key', label.key);
    for (const needs of labelValueProblems(label.text ?? '')) label.misnamed(needs, 'choose another value');
  }
}

function checkShared({ spec }: PodScope): void {
  const shared = spec.at('shareProcessNamespace');
  if (shared.isTrue && spec.at('hostPID').isTrue)
    shared.invalid('false, as hostPID is true', 'remove one of the two');
}

/** Conditions that make a pod ready, and gates that keep it from being scheduled. */
function checkGates({ spec }: PodScope): void {
  for (const gate of spec.at('readinessGates').items()) {
    const type = gate.at('conditionType');
    if (!gate.isUnknown && !type.isUnknown)
      for (const needs of qualifiedNameProblems(type.text ?? '')) type.misnamed(needs);
  }
  const seen = new Set<string>();
  for (const gate of spec.at('schedulingGates').items()) {
    const name = gate.at('name');
    if (gate.isUnknown || name.isUnknown) continue;
    const text = name.text ?? '';
    for (const needs of qualifiedNameProblems(text)) name.misnamed(needs);
    if (seen.has(text)) name.duplicate('a gate of its own', undefined, true);
    seen.add(text);
  }
}

/** Names of other objects. */
function checkNames({ spec }: PodScope): void {
  const account = spec.at('serviceAccountName');
  checkName(account.isZero ? spec.at('serviceAccount') : account, subdomainProblems);
  for (const name of ['nodeName', 'priorityClassName']) checkName(spec.at(name), subdomainProblems);
  checkText(spec.at('runtimeClassName'), subdomainProblems);
}
