import type { Control } from '../control';
import { allowedInNamespace } from './allowed-in-namespace';
import { limitRange } from './limit-range';
import { noDefaultNamespace } from './no-default-namespace';
import { noSystemNamespaces } from './no-system-namespaces';
import { nodeAgentsAlone } from './node-agents-alone';
import { objectCountQuota } from './object-count-quota';
import { podSecurityAdmissionEnforced } from './pod-security-admission-enforced';
import { podSecurityBaselineEnforced } from './pod-security-baseline-enforced';
import { podSecurityRestrictedEnforced } from './pod-security-restricted-enforced';
import { resourceQuota } from './resource-quota';
import { rolloutsFitQuota } from './rollouts-fit-quota';
import { workloadsFitQuota } from './workloads-fit-quota';

/** The controls of the category namespace, one a file, in the order of the catalogue. */
export const namespaceControls = [
  noDefaultNamespace,
  noSystemNamespaces,
  podSecurityAdmissionEnforced,
  podSecurityBaselineEnforced,
  podSecurityRestrictedEnforced,
  resourceQuota,
  limitRange,
  objectCountQuota,
  workloadsFitQuota,
  rolloutsFitQuota,
  nodeAgentsAlone,
  allowedInNamespace,
] as const satisfies readonly Control[];
