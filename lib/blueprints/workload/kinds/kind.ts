import type { Suppression } from '../../../core/policy/waiver';
import type { Namespace } from '../../../model/namespace';
import type { Files, PodFields, PodSecurityFields, RestartPolicy } from '../../../model/pod';
import type { Scale } from '../../../model/scale';
import type { Controller, DisruptionBudget } from '../../../model/workload';
import type { BlueprintContext } from '../../context';
import type { Problems } from '../../problems';
import type { VolumeNames } from '../parse/volume-names';
import type { WorkloadProps } from '../props';
import type { Storage } from '../volumes/parse';

/** What a kind adds to the pod of a workload. */
export interface KindParts {
  readonly controller: Controller;
  /** How the number of pods follows the load. @default a fixed number, where the kind has one */
  readonly scale?: Scale;
  /** Whether a VerticalPodAutoscaler says what the pods should ask for. @default false */
  readonly recommend?: boolean;
  /** Its disruption budget, where it has one. @default one pod, and pods that are not ready in any case */
  readonly budget?: DisruptionBudget;
  /** What the props give up of the defaults of the kind. */
  readonly suppressions: readonly Suppression[];
  /** Whether containers that ended start again; pods that do not always restart end by themselves. @default 'Always' */
  readonly restartPolicy?: RestartPolicy;
  /** Whether there are several equal pods, which nodes and zones of their own make safer. @default false */
  readonly spread?: boolean;
  /** Folders that the main container reads, beside those of its props. @default none */
  readonly files?: readonly Files[];
  /** Fields of the pod, beside those of its props. @default none */
  readonly fields?: PodFields;
  /** Fields of the pod's security context, above those of its props; lists are joined. @default none */
  readonly securityFields?: PodSecurityFields;
}

/** Where a workload stands, for what its kind decides. */
export interface KindPlace {
  /** The name of the workload. */
  readonly name: string;
  /** Names of the volumes of the pod so far. */
  readonly volumes: VolumeNames;
  /** Its volumes. */
  readonly storage: Storage;
  /** What every blueprint asks of the app. */
  readonly context: BlueprintContext;
  /** The isolated namespace above it. */
  readonly isolated: Namespace | undefined;
}

/**
 * One kind of workload, for every front end: what its props are, and what they mean. The pod is the same in all kinds.
 */
export interface WorkloadKind<Props extends WorkloadProps<unknown>> {
  readonly kind: Controller['kind'];
  /** The name of its construct, for messages. */
  readonly construct: string;
  /** The name of the interface of its props, which describes them. */
  readonly props: string;
  /** Reads what the kind alone decides. */
  readonly read: (props: Props, place: KindPlace, problems: Problems) => KindParts;
}
