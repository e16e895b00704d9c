import type { Suppression } from '../../../core/policy/waiver';
import { optsOut } from '../../opt-out';
import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
import type { WorkloadProps } from '../props';
import { scaleOf, scaleOptOuts } from '../scale/parse';
import type { ScaledProps } from '../scale/props';
import { budgetOf } from './disruption-budget';
import type { KindParts } from './kind';
import type { RevisedProps, RevisionProps } from './props';

const REPLICAS = 2;
const MIN_READY = 5;
const HISTORY = 3;

/** Reads what all kinds say that keep revisions. */
export function revisionsOf(
  { minReadySeconds = MIN_READY, revisionHistoryLimit = HISTORY }: RevisionProps,
  problems: Problems,
): { minReadySeconds: number; revisionHistoryLimit: number } {
  return {
    minReadySeconds: wholeNumber('minReadySeconds', minReadySeconds, 0, problems),
    revisionHistoryLimit: wholeNumber('revisionHistoryLimit', revisionHistoryLimit, 0, problems),
  };
}

/** What all kinds say that are replaced one pod after the other. */
export interface Revised {
  readonly controller: {
    readonly replicas: number | undefined;
    readonly minReadySeconds: number;
    readonly revisionHistoryLimit: number;
  };
  /** How many pods there are, by what they have to do; who says what they should ask for; how many may be away; whether they are spread. */
  readonly scaled: Pick<KindParts, 'scale' | 'recommend' | 'budget' | 'spread'>;
  readonly optOuts: readonly Suppression[];
}

/** Reads what all kinds say that are replaced one pod after the other. @param name of the workload, and of its main container */
export function revisedOf(
  props: RevisedProps & ScaledProps<unknown> & Pick<WorkloadProps<unknown>, 'sidecars'>,
  name: string,
  problems: Problems,
): Revised {
  const { autoscaled, replicas = REPLICAS } = props;
  const containers = [name, ...(props.sidecars ?? []).map((sidecar) => sidecar.name)];
  const scale = scaleOf(props, containers, problems);
  const fixed = autoscaled !== true && scale === undefined;
  const fewest = fixed ? replicas : scale?.min;
  const budget = budgetOf(props.disruptionBudget, fewest, problems);
  return {
    controller: {
      replicas: fixed ? wholeNumber('replicas', replicas, 0, problems) : undefined,
      ...revisionsOf(props, problems),
    },
    scaled: {
      ...(scale === undefined ? {} : { scale }),
      ...(props.recommend === true ? { recommend: true } : {}),
      ...(budget === undefined ? {} : { budget }),
      spread: !optsOut(props.spread),
    },
    optOuts: scaleOptOuts(scale),
  };
}
