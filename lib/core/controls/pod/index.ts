import type { Control } from '../control';
import { allowedMetadataValues } from './allowed-metadata-values';
import { noExposedSensitiveInterface } from './no-exposed-sensitive-interface';
import { noGitSyncCommandOverride } from './no-git-sync-command-override';
import { noKubernetesDashboard } from './no-kubernetes-dashboard';
import { noOpaDisableVariable } from './no-opa-disable-variable';
import { noPrivilegeEscalation } from './no-privilege-escalation';
import { noTiller } from './no-tiller';
import { podLifetimeLimit } from './pod-lifetime-limit';
import { restrictExecProbeCommands } from './restrict-exec-probe-commands';

/** The controls of the category pod, one a file, in the order of the catalogue. */
export const podControls = [
  noPrivilegeEscalation,
  restrictExecProbeCommands,
  noGitSyncCommandOverride,
  noOpaDisableVariable,
  noKubernetesDashboard,
  noTiller,
  noExposedSensitiveInterface,
  podLifetimeLimit,
  allowedMetadataValues,
] as const satisfies readonly Control[];
