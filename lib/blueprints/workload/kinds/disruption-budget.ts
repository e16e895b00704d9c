import type { DisruptionBudget } from '../../../model/workload';
import type { Problems } from '../../problems';
import { MOST } from '../parse/whole-number';
import type { RevisedProps } from './props';

const FIELD = 'disruptionBudget';
const PERCENT = /^[1-9]\d?%$/;

/**
 * Reads the disruption budget of a workload.
 * @param fewest pods that there are: the replicas, or the least of the autoscaler; undefined where an autoscaler of others decides
 */
export function budgetOf(
  given: RevisedProps['disruptionBudget'],
  fewest: number | undefined,
  problems: Problems,
): DisruptionBudget | undefined {
  if (given === undefined) return undefined;
  const { maxUnavailable = 1, unhealthyPodEvictionPolicy = 'AlwaysAllow' } = given;
  if (fewest !== undefined && fewest < 2) {
    const needs = 'two or more pods: fewer have no budget, since it would block every drain';
    problems.add(FIELD, given, needs, 'replicas: 2, or leave disruptionBudget out');
  } else checkMost(maxUnavailable, fewest, problems);
  return { maxUnavailable, unhealthyPodEvictionPolicy };
}

function checkMost(most: number | string, fewest: number | undefined, problems: Problems): void {
  const field = `${FIELD}.maxUnavailable`;
  const fix = 'disruptionBudget: { maxUnavailable: 1 }';
  const away = podsAway(most, fewest);
  if (away === undefined)
    problems.add(field, most, "a whole number from 1, or a percentage such as '50%', up to 99%", fix);
  else if (fewest !== undefined && away >= fewest) {
    const needs = `fewer than all ${fewest} pods, so that one of them answers during a drain`;
    problems.add(field, most, needs, fix);
  }
}

/** How many pods a budget lets go, as the API server counts: percentages are rounded up. Undefined for what it would not take. */
function podsAway(most: number | string, fewest: number | undefined): number | undefined {
  if (typeof most === 'number') return Number.isInteger(most) && most >= 1 && most <= MOST ? most : undefined;
  if (!PERCENT.test(most)) return undefined;
  return fewest === undefined ? 1 : Math.ceil((fewest * Number(most.slice(0, -1))) / 100);
}
