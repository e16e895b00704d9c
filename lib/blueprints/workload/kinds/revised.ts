import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
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

/** Reads what all kinds say that are replaced one pod after the other. */
export function revisedOf(
  props: RevisedProps,
  problems: Problems,
): { replicas: number | undefined; minReadySeconds: number; revisionHistoryLimit: number } {
  const { autoscaled, replicas = REPLICAS } = props;
  return {
    replicas: autoscaled === true ? undefined : wholeNumber('replicas', replicas, 0, problems),
    ...revisionsOf(props, problems),
  };
}
