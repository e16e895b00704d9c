import type { Imports, Results, Row } from './measure';
import type { Programs } from './programs';
import type { Summary } from './statistics';

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
    const ratio = perObject(large.sides.hardened) / perObject(small.sides.hardened);
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
  goals.push(cheapImport('`bulwark/cdk8s`', 'cdk8s, cdk8s-plus-27 and constructs', 1.3, imports));
  return goals;
}

/** The promises about Pulumi that a run has numbers for. */
export function programGoalsOf({ rows, imports }: Programs): Goal[] {
  const goals: Goal[] = [];
  const small = rows.find(({ workloads }) => workloads === 1000);
  const large = rows.find(({ workloads }) => workloads === 3000);
  if (small?.plain !== undefined) {
    const ratio = small.hardened.total / small.plain.total;
    goals.push({
      goal: '1,000 workloads in under 3 times what 1,000 plain Deployments with the same children take',
      measured: `${ratio.toFixed(2)} times`,
      met: ratio < 3,
    });
  }
  if (small !== undefined && large !== undefined) {
    const ratio = perObject(large.hardened) / perObject(small.hardened);
    goals.push({
      goal: 'time an object at 3,000 workloads at most 1.3 times that at 1,000',
      measured: `${ratio.toFixed(2)} times`,
      met: ratio <= 1.3,
    });
  }
  goals.push(cheapImport('`bulwark/pulumi`', 'exactly the modules of Pulumi that it uses', 1.1, imports));
  return goals;
}

function cheapImport(ours: string, theirs: string, most: number, { hardened, plain, runs }: Imports): Goal {
  const ratio = hardened / plain;
  return {
    goal: `importing ${ours} at most ${most} times importing ${theirs}`,
    measured: `${ratio.toFixed(2)} times (${hardened.toFixed(0)} ms, ${plain.toFixed(0)} ms; medians of ${runs})`,
    met: ratio <= most,
  };
}

function faster({ workloads, sides }: Row, times: number): Goal {
  const ratio = sides.plain.total / sides.hardened.total;
  return {
    goal: `at ${workloads.toLocaleString('en')} workloads ${times === 1 ? '' : `at least ${times} times `}faster than plain cdk8s in the same charts`,
    measured: `${ratio.toFixed(1)} times as fast`,
    met: ratio >= times,
  };
}

function perObject({ total, objects }: Summary): number {
  return total / objects;
}
