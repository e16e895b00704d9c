import type { Results, Row } from './measure';

/** A promise about speed or memory, and what was measured. */
export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
}

const GIBIBYTE = 2 ** 30;

/** The promises that a run has numbers for. */
export function goalsOf({ rows, imports }: Results): Goal[] {
  const goals: Goal[] = [];
  const small = rows.find(({ workloads }) => workloads === 1000);
  const middle = rows.find(({ workloads }) => workloads === 5000);
  const large = rows.find(({ workloads }) => workloads === 20_000);
  if (small !== undefined) goals.push(faster(small, 1));
  if (middle !== undefined) goals.push(faster(middle, 5));
  if (small !== undefined && large !== undefined) {
    const ratio = perObject(large) / perObject(small);
    goals.push({
      goal: 'time an object at 20,000 workloads at most 1.3 times that at 1,000',
      measured: `${ratio.toFixed(2)} times`,
      met: ratio <= 1.3,
    });
  }
  if (large !== undefined) {
    const { memory } = large.sides.hardened;
    goals.push({
      goal: 'under 1 GiB at 20,000 workloads',
      measured: `${(memory / GIBIBYTE).toFixed(2)} GiB`,
      met: memory < GIBIBYTE,
    });
  }
  const ratio = imports.hardened / imports.plain;
  goals.push({
    goal: 'importing `bulwark/cdk8s` at most 1.3 times importing cdk8s, cdk8s-plus-27 and constructs',
    measured: `${ratio.toFixed(2)} times (${imports.hardened.toFixed(0)} ms, ${imports.plain.toFixed(0)} ms; medians of ${imports.runs})`,
    met: ratio <= 1.3,
  });
  return goals;
}

function faster({ workloads, sides }: Row, times: number): Goal {
  const ratio = sides.plain.total / sides.hardened.total;
  return {
    goal: `at ${workloads.toLocaleString('en')} workloads ${times === 1 ? '' : `at least ${times} times `}faster than plain cdk8s in the same charts`,
    measured: `${ratio.toFixed(1)} times as fast`,
    met: ratio >= times,
  };
}

function perObject({ sides }: Row): number {
  return sides.hardened.total / sides.hardened.objects;
}
