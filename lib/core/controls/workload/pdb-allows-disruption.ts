import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isAbsent, isOpaque, objectAt } from '../../manifest/plain';
import { type SetReport, setControl } from '../control';
import { autoscalersOf, fewestPods } from './shared/autoscalers';
import { budgetSelector } from './shared/budgets';
import { isReplicated } from './shared/kinds';
import { budget, deployment, scaler } from './shared/samples';

/** A percentage as a number; undefined where the value is none. */
function percentOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d+%$/.test(value) ? Number(value.slice(0, -1)) : undefined;
}

/** Says of a budget how many pods it covers at the least; undefined where that is not known. Counts each set of workloads once. */
function counter(set: ManifestSet): (budget: Entry) => number | undefined {
  const scalers = autoscalersOf(set);
  const known = new Map<readonly Entry[], number | undefined>();
  return (budget) => {
    const selector = budgetSelector(budget.manifest);
    if (selector === undefined) return undefined;
    const workloads = set.topsOf(set.podsMatching(budget.ref.namespace, selector));
    if (!known.has(workloads)) known.set(workloads, fewestOf(workloads, scalers));
    return known.get(workloads);
  };
}

function fewestOf(workloads: readonly Entry[], scalers: ReadonlyMap<Entry, Entry>): number | undefined {
  let pods = 0;
  for (const workload of workloads) {
    if (!isReplicated(workload)) return undefined;
    const fewest = fewestPods(workload.manifest, scalers.get(workload)?.manifest);
    if (typeof fewest !== 'number') return undefined;
    pods += fewest;
  }
  return workloads.length === 0 ? undefined : pods;
}

function judgeMost(entry: Entry, found: unknown, share: number, report: SetReport): void {
  const percent = percentOf(found);
  const needs = percent === undefined ? 'at least 1' : `at least ${share}%`;
  const enough =
    percent === undefined ? typeof found === 'number' && found >= 1 : percent >= share && percent > 0;
  if (!enough) report(entry, { path: 'spec.maxUnavailable', found, needs });
}

/** What minAvailable has to be instead; undefined where it leaves room. */
function tooMuch(found: unknown, share: number, pods: number | undefined): string | undefined {
  const percent = percentOf(found);
  if (percent === undefined && typeof found !== 'number') return 'a number of pods, or a percentage';
  if (percent !== undefined && (percent > 100 - share || percent === 100)) return `at most ${100 - share}%`;
  if (pods === undefined) return undefined;
  const least = percent === undefined ? Number(found) : Math.ceil((percent * pods) / 100);
  return least > 0 && least >= pods ? `fewer than all of the pods that it covers, ${pods}` : undefined;
}

/**
 * Counts replicas, or the least of an autoscaler, of the workloads in the set that the budget selects. Where it covers
 * none of them, or others than replicated ones, only the budget itself is judged.
 */
export const pdbAllowsDisruption = setControl({
  id: 'pdb-allows-disruption',
  title: 'A disruption budget allows at least one eviction',
  category: 'workload',
  severity: 'medium',
  why: 'A budget that allows no eviction blocks every drain: nodes cannot be upgraded until someone deletes the pods by force.',
  fix: 'spec: { maxUnavailable: 1 }, with two or more replicas',
  code: 'replicas: 2',
  refs: {
    kubeLinter: ['pdb-max-unavailable', 'pdb-min-available'],
    polaris: ['pdbDisruptionsIsZero', 'pdbMinAvailableGreaterThanHPAMinReplicas'],
    kyverno: [
      'pdb-maxunavailable',
      'pdb-maxunavailable-with-deployments',
      'pdb-minavailable-check',
      'require-reasonable-pdbs',
      'require-replicas-allow-disruption',
      'deployment-replicas-higher-than-pdb',
    ],
    gatekeeper: ['poddisruptionbudget'],
  },
  params: {
    /** Per cent of the pods that a percentage has to allow out of service. */
    share: 50,
  },
  check(set, report, { params }) {
    const countOf = counter(set);
    for (const entry of set.ofKind('PodDisruptionBudget')) {
      const spec = objectAt(entry.manifest, 'spec');
      if (spec === undefined) {
        if (isOpaque(entry.manifest.spec))
          report(entry, { path: 'spec', found: entry.manifest.spec, needs: 'a policy' });
        continue;
      }
      if (!isAbsent(spec.maxUnavailable)) judgeMost(entry, spec.maxUnavailable, params.share, report);
      if (isAbsent(spec.minAvailable)) continue;
      const needs = tooMuch(spec.minAvailable, params.share, countOf(entry));
      if (needs !== undefined) report(entry, { path: 'spec.minAvailable', found: spec.minAvailable, needs });
    }
  },
  examples: {
    good: [
      { objects: [deployment('web', { replicas: 2 }), budget('web', { maxUnavailable: 1 })] },
      { objects: [deployment('web', { replicas: 3 }), budget('web', { minAvailable: 2 })] },
      { objects: [deployment('web', { replicas: 2 }), budget('web', { minAvailable: '50%' })] },
      {
        params: { share: 25 },
        objects: [deployment('web', { replicas: 4 }), budget('web', { minAvailable: '75%' })],
      },
    ],
    bad: [
      { objects: [budget('web', { maxUnavailable: 0 })] },
      { objects: [budget('web', { maxUnavailable: '0%' })] },
      { note: 'less than half', objects: [budget('web', { maxUnavailable: '25%' })] },
      { objects: [budget('web', { minAvailable: '100%' })] },
      { objects: [budget('web', { minAvailable: 'all' })] },
      { objects: [deployment('web', { replicas: 2 }), budget('web', { minAvailable: 2 })] },
      {
        note: 'half of one pod is one pod',
        objects: [deployment('web'), budget('web', { minAvailable: '50%' })],
      },
      {
        note: 'the autoscaler may go down to two',
        objects: [deployment('web'), scaler('web', { minReplicas: 2 }), budget('web', { minAvailable: 2 })],
      },
    ],
  },
});
