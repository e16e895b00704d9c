import { isPlain } from '../../manifest/plain';
import { objectControl } from '../control';
import { fill } from '../draft';
import { objectIn } from './shared/draft';
import { budget } from './shared/samples';

/** Either value of the API counts, as long as someone chose it. */
export const pdbUnhealthyEvictionPolicy = objectControl({
  id: 'pdb-unhealthy-eviction-policy',
  title: 'A disruption budget sets unhealthyPodEvictionPolicy',
  category: 'workload',
  severity: 'medium',
  why: 'By default, pods in a crash loop cannot be evicted while the budget is not met, so one broken release blocks the drain of its nodes.',
  fix: 'spec: { unhealthyPodEvictionPolicy: AlwaysAllow }',
  refs: { kubeLinter: ['pdb-unhealthy-pod-eviction-policy'] },
  kinds: ['PodDisruptionBudget'],
  check({ spec }, report) {
    const found = isPlain(spec) ? spec.unhealthyPodEvictionPolicy : spec;
    if (found === 'AlwaysAllow' || found === 'IfHealthyBudget') return;
    report({
      path: 'spec.unhealthyPodEvictionPolicy',
      found: found ?? undefined,
      needs: 'AlwaysAllow, or IfHealthyBudget',
    });
  },
  harden(manifest) {
    const spec = objectIn(manifest, 'spec');
    if (spec !== undefined) fill(spec, 'unhealthyPodEvictionPolicy', 'AlwaysAllow');
  },
  writes: [
    {
      field: 'spec.unhealthyPodEvictionPolicy',
      mayStop:
        'a drain of a node evicts pods that run but are not Ready, also while they recover: say IfHealthyBudget for members of a quorum',
    },
  ],
  examples: {
    good: [
      { objects: [budget('web', { unhealthyPodEvictionPolicy: 'AlwaysAllow' })] },
      {
        note: 'for programs that lose data',
        objects: [budget('db', { unhealthyPodEvictionPolicy: 'IfHealthyBudget' })],
      },
    ],
    bad: [
      { objects: [budget('web', { maxUnavailable: 1 })] },
      { objects: [budget('web', { unhealthyPodEvictionPolicy: 'Always' })] },
    ],
  },
});
