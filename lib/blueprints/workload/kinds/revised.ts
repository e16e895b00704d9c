import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
import type { RevisedProps } from './props';

const REPLICAS = 2;
const MIN_READY = 5;
const HISTORY = 3;

/** Reads what all kinds say that are replaced one pod after the other. */
export function revisedOf(
  props: RevisedProps,
  problems: Problems,
): { replicas: number | undefined; minReadySeconds: number; revisionHistoryLimit: number } {
  const { autoscaled, replicas = REPLICAS, minReadySeconds = MIN_READY } = props;
  const { revisionHistoryLimit = HISTORY } = props;
  return {
    replicas: autoscaled === true ? undefined : wholeNumber('replicas', replicas, 0, problems),
    minReadySeconds: wholeNumber('minReadySeconds', minReadySeconds, 0, problems),
    revisionHistoryLimit: wholeNumber('revisionHistoryLimit', revisionHistoryLimit, 0, problems),
  };
}
