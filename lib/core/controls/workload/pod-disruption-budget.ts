import { homeOf } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isAbsent, isPlain, objectAt } from '../../manifest/plain';
import { isWhole } from '../../manifest/pod-match';
import { setControl } from '../control';
import { autoscalersOf } from './shared/autoscalers';
import { budgetSelector } from './shared/budgets';
import { hidesSomething } from './shared/draft';
import { isReplicated } from './shared/kinds';
import { budget, deployment, scaler } from './shared/samples';

/** What the budgets of a set cover, and the namespaces with one whose selector cannot be seen. */
interface Coverage {
  readonly covered: ReadonlySet<Entry>;
  readonly hidden: ReadonlySet<string>;
}

function coverageOf(set: ManifestSet): Coverage {
  const covered = new Set<Entry>();
  const hidden = new Set<string>();
  const taken = new Set<unknown>();
  for (const { manifest, ref } of set.ofKind('PodDisruptionBudget')) {
    const spec = manifest.spec;
    const selector = isPlain(spec) ? spec.selector : spec;
    const read = budgetSelector(manifest);
    if (read === undefined) {
      if (hidesSomething(selector)) hidden.add(homeOf(ref));
      continue;
    }
    const found = set.matchesOf(ref.namespace, read);
    if (taken.has(found)) continue;
    taken.add(found);
    for (const { entry, match } of found) if (isWhole(match)) covered.add(entry);
  }
  return { covered, hidden };
}

/** The replicas of a workload as far as they ask for a budget; undefined where it runs one pod only. */
function several(entry: Entry, scaled: boolean): unknown {
  const spec = objectAt(entry.manifest, 'spec');
  const replicas = spec?.replicas;
  if (isAbsent(replicas)) return scaled ? 'replicas of an autoscaler' : undefined;
  return replicas === 0 || replicas === 1 ? undefined : replicas;
}

/** For workloads with two or more replicas: with one, and for DaemonSets and Jobs, a budget would block a drain or do nothing. */
export const podDisruptionBudget = setControl({
  id: 'pod-disruption-budget',
  title: 'Workloads with several replicas have a disruption budget',
  category: 'workload',
  severity: 'medium',
  why: 'Without a budget, draining nodes, for example for an upgrade, can evict all replicas at the same time.',
  fix: 'add a PodDisruptionBudget with spec: { maxUnavailable: 1, selector: { matchLabels: { app.kubernetes.io/instance: web } } }, with the labels of the pod, and run two replicas or more',
  code: 'replicas: 2 (the budget comes with the second replica)',
  breaks: 'A drain waits until the replacement of an evicted pod is ready.',
  refs: {
    kubeScore: ['deployment-has-poddisruptionbudget', 'statefulset-has-poddisruptionbudget'],
    polaris: ['missingPodDisruptionBudget'],
    kyverno: ['require-pdb', 'create-default-pdb'],
    gatekeeper: ['poddisruptionbudget'],
  },
  check(set, report) {
    const scalers = autoscalersOf(set);
    const { covered, hidden } = coverageOf(set);
    for (const entry of set.workloadEntries) {
      if (!isReplicated(entry) || covered.has(entry)) continue;
      const found = several(entry, scalers.has(entry));
      if (found === undefined) continue;
      const unknown = hidden.has(homeOf(entry.ref));
      report(entry, {
        path: 'spec.replicas',
        found,
        needs: 'a PodDisruptionBudget that selects the pods',
        unknown,
      });
    }
  },
  examples: {
    good: [
      { objects: [deployment('web', { replicas: 2 }), budget('web', { maxUnavailable: 1 })] },
      {
        note: 'an empty selector selects all',
        objects: [deployment('web', { replicas: 3 }), budget('all', { selector: {} })],
      },
      { note: 'one replica', objects: [deployment('web')] },
    ],
    bad: [
      { objects: [deployment('web', { replicas: 2 })] },
      {
        note: 'the budget of another',
        objects: [deployment('web', { replicas: 2 }), budget('cart', { maxUnavailable: 1 })],
      },
      { note: 'an autoscaler', objects: [deployment('web'), scaler('web')] },
      {
        note: 'a null selector selects nothing',
        objects: [deployment('web', { replicas: 2 }), budget('web', { selector: null })],
      },
    ],
  },
});
