import type { Control } from '../control';
import { agentSandboxLimitsAndEgress } from './agent-sandbox-limits-and-egress';
import { allowedMetadataValues } from './allowed-metadata-values';
import { dnsConfigNdots } from './dns-config-ndots';
import { hardenedRuntimeClass } from './hardened-runtime-class';
import { limitContainersPerPod } from './limit-containers-per-pod';
import { noCloudCredentialHostPath } from './no-cloud-credential-host-path';
import { noContainerRuntimeSocket } from './no-container-runtime-socket';
import { noEphemeralContainers } from './no-ephemeral-containers';
import { noExposedSensitiveInterface } from './no-exposed-sensitive-interface';
import { noGitSyncCommandOverride } from './no-git-sync-command-override';
import { noHostAliases } from './no-host-aliases';
import { noHostFieldInProbes } from './no-host-field-in-probes';
import { noHostIpc } from './no-host-ipc';
import { noHostNetwork } from './no-host-network';
import { noHostPathVolumes } from './no-host-path-volumes';
import { noHostPid } from './no-host-pid';
import { noHostPorts } from './no-host-ports';
import { noInteractiveTty } from './no-interactive-tty';
import { noKubernetesDashboard } from './no-kubernetes-dashboard';
import { noOpaDisableVariable } from './no-opa-disable-variable';
import { noPinnedNodePlacement } from './no-pinned-node-placement';
import { noPrivilegeEscalation } from './no-privilege-escalation';
import { noPrivilegedContainerPorts } from './no-privileged-container-ports';
import { noSensitiveHostPath } from './no-sensitive-host-path';
import { noServiceAccountTokenAutomount } from './no-service-account-token-automount';
import { noServiceLinks } from './no-service-links';
import { noSharedProcessNamespace } from './no-shared-process-namespace';
import { noSshServer } from './no-ssh-server';
import { noSubpathOnHostPath } from './no-subpath-on-host-path';
import { noSudoInCommand } from './no-sudo-in-command';
import { noTiller } from './no-tiller';
import { noWindowsHostProcess } from './no-windows-host-process';
import { noWritableHostPath } from './no-writable-host-path';
import { podLifetimeLimit } from './pod-lifetime-limit';
import { restrictExecProbeCommands } from './restrict-exec-probe-commands';
import { restrictedVolumeTypes } from './restricted-volume-types';
import { setContainerSecurityContext } from './set-container-security-context';
import { setPodSecurityContext } from './set-pod-security-context';
import { userNamespaces } from './user-namespaces';
import { windowsRunAsContainerUser } from './windows-run-as-container-user';

/** The controls of the category pod, one a file, in the order of the catalogue. */
export const podControls = [
  noPrivilegeEscalation,
  noHostPid,
  noHostIpc,
  noHostNetwork,
  noHostPorts,
  noHostPathVolumes,
  noWritableHostPath,
  noSensitiveHostPath,
  noCloudCredentialHostPath,
  noContainerRuntimeSocket,
  noSubpathOnHostPath,
  restrictedVolumeTypes,
  noWindowsHostProcess,
  windowsRunAsContainerUser,
  userNamespaces,
  noHostFieldInProbes,
  noHostAliases,
  noPrivilegedContainerPorts,
  noSshServer,
  noSudoInCommand,
  setPodSecurityContext,
  setContainerSecurityContext,
  noSharedProcessNamespace,
  noServiceAccountTokenAutomount,
  noInteractiveTty,
  noEphemeralContainers,
  noServiceLinks,
  dnsConfigNdots,
  hardenedRuntimeClass,
  agentSandboxLimitsAndEgress,
  limitContainersPerPod,
  noPinnedNodePlacement,
  restrictExecProbeCommands,
  noGitSyncCommandOverride,
  noOpaDisableVariable,
  noKubernetesDashboard,
  noTiller,
  noExposedSensitiveInterface,
  podLifetimeLimit,
  allowedMetadataValues,
] as const satisfies readonly Control[];
