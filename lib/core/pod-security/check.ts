import type { PodView } from './pod-view';

/** The levels of the Pod Security Standards, from the most permissive to the most restrictive. */
export type Level = 'privileged' | 'baseline' | 'restricted';

/** The ids of the 19 checks, as upstream names them. */
export type CheckId =
  | 'appArmorProfile'
  | 'capabilities_baseline'
  | 'hostNamespaces'
  | 'hostPathVolumes'
  | 'hostPorts'
  | 'hostProbesAndHostLifecycle'
  | 'privileged'
  | 'procMount'
  | 'seLinuxOptions'
  | 'seccompProfile_baseline'
  | 'sysctls'
  | 'windowsHostProcess'
  | 'allowPrivilegeEscalation'
  | 'capabilities_restricted'
  | 'procMount_restricted'
  | 'restrictedVolumes'
  | 'runAsNonRoot'
  | 'runAsUser'
  | 'seccompProfile_restricted';

/** Why a check rejects a pod, in upstream's words. `detail` may be empty. */
export interface Rejection {
  readonly reason: string;
  readonly detail: string;
}

/** Judges a pod whose types are right: a rejection, or undefined when the pod passes. */
export type CheckPod = (pod: PodView) => Rejection | undefined;

/** One form of a check, in force from a policy version until the next revision's. */
export interface Revision {
  /** The minor version of the first policy that has this form, e.g. 25 for v1.25. */
  readonly firstMinor: number;
  readonly checkPod: CheckPod;
  /**
   * The fields whose value can change the verdict, as paths below the pod. `containers[*]` stands for all three
   * container lists. A leaf among them that cannot be read leaves the check undecided.
   */
  readonly fields: readonly string[];
}

/** One check of the standards with all its revisions, oldest first. */
export interface Check {
  readonly id: CheckId;
  readonly level: 'baseline' | 'restricted';
  /** The baseline check that does not run wherever this one does. */
  readonly overrides?: CheckId;
  readonly revisions: readonly Revision[];
}
