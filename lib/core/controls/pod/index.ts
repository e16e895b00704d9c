import type { Control } from '../control';
import { agentSandboxLimitsAndEgress } from './agent-sandbox-limits-and-egress';
import { allowedMetadataValues } from './allowed-metadata-values';
import { apparmorNotUnconfined } from './apparmor-not-unconfined';
import { defaultProcMount } from './default-proc-mount';
import { dnsConfigNdots } from './dns-config-ndots';
import { dropAllCapabilities } from './drop-all-capabilities';
import { dropNetRaw } from './drop-net-raw';
import { hardenedRuntimeClass } from './hardened-runtime-class';
import { limitContainersPerPod } from './limit-containers-per-pod';
import { linuxHardeningPresent } from './linux-hardening-present';
import { noAddedCapabilities } from './no-added-capabilities';
import { noCloudCredentialHostPath } from './no-cloud-credential-host-path';
import { noContainerRuntimeSocket } from './no-container-runtime-socket';
import { noDangerousCapabilities } from './no-dangerous-capabilities';
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
import { noPrivilegedContainers } from './no-privileged-containers';
import { noRootGroup } from './no-root-group';
import { noRootUserId } from './no-root-user-id';
import { noSensitiveHostPath } from './no-sensitive-host-path';
import { noServiceAccountTokenAutomount } from './no-service-account-token-automount';
import { noServiceLinks } from './no-service-links';
import { noSharedProcessNamespace } from './no-shared-process-namespace';
import { noSshServer } from './no-ssh-server';
import { noSubpathOnHostPath } from './no-subpath-on-host-path';
import { noSudoInCommand } from './no-sudo-in-command';
import { noSysAdminCapability } from './no-sys-admin-capability';
import { noSysModuleCapability } from './no-sys-module-capability';
import { noTiller } from './no-tiller';
import { noUnseenPodFields } from './no-unseen-pod-fields';
import { noWindowsHostProcess } from './no-windows-host-process';
import { noWritableHostPath } from './no-writable-host-path';
import { podLifetimeLimit } from './pod-lifetime-limit';
import { readOnlyRootFilesystem } from './read-only-root-filesystem';
import { restrictExecProbeCommands } from './restrict-exec-probe-commands';
import { restrictUidGidRanges } from './restrict-uid-gid-ranges';
import { restrictedVolumeTypes } from './restricted-volume-types';
import { runAsHighGid } from './run-as-high-gid';
import { runAsHighUid } from './run-as-high-uid';
import { runAsNonRoot } from './run-as-non-root';
import { safeSysctlsOnly } from './safe-sysctls-only';
import { seccompNotUnconfined } from './seccomp-not-unconfined';
import { seccompRuntimeDefault } from './seccomp-runtime-default';
import { selinuxRestrictedOptions } from './selinux-restricted-options';
import { setContainerSecurityContext } from './set-container-security-context';
import { setFsGroup } from './set-fs-group';
import { setFsGroupChangePolicy } from './set-fs-group-change-policy';
import { setPodSecurityContext } from './set-pod-security-context';
import { setSelinuxOptions } from './set-selinux-options';
import { uniqueUidPerWorkload } from './unique-uid-per-workload';
import { userNamespaces } from './user-namespaces';
import { windowsRunAsContainerUser } from './windows-run-as-container-user';

/** The controls of the category pod, one a file, in the order of the catalogue. */
export const podControls = [
  runAsNonRoot,
  noRootUserId,
  runAsHighUid,
  runAsHighGid,
  noRootGroup,
  uniqueUidPerWorkload,
  restrictUidGidRanges,
  setFsGroup,
  setFsGroupChangePolicy,
  noPrivilegeEscalation,
  noPrivilegedContainers,
  dropAllCapabilities,
  dropNetRaw,
  noAddedCapabilities,
  noDangerousCapabilities,
  noSysAdminCapability,
  noSysModuleCapability,
  seccompRuntimeDefault,
  seccompNotUnconfined,
  apparmorNotUnconfined,
  selinuxRestrictedOptions,
  setSelinuxOptions,
  linuxHardeningPresent,
  defaultProcMount,
  safeSysctlsOnly,
  readOnlyRootFilesystem,
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
  noUnseenPodFields,
  noExposedSensitiveInterface,
  podLifetimeLimit,
  allowedMetadataValues,
] as const satisfies readonly Control[];
