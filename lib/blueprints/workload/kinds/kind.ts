import type { Suppression } from '../../../core/policy/waiver';
import type { ClaimMount } from '../../../model/pod';
import type { Controller } from '../../../model/workload';
import type { Problems } from '../../problems';
import type { VolumeNames } from '../parse/volume-names';
import type { WorkloadProps } from '../props';

/** What a kind adds to the pod of a workload. */
export interface KindParts {
  readonly controller: Controller;
  /** Claims that the main container mounts. */
  readonly claims: readonly ClaimMount[];
  /** What the props give up of the defaults of the kind. */
  readonly suppressions: readonly Suppression[];
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
  /**
   * Reads what the kind alone decides.
   * @param name of the workload
   * @param volumes names of the volumes of the pod so far
   */
  readonly read: (
    props: Props,
    place: { readonly name: string; readonly volumes: VolumeNames },
    problems: Problems,
  ) => KindParts;
}
