import { isAbsent, isPlain } from '../../manifest/plain';
import { objectControl } from '../control';
import { objectIn } from './shared/draft';
import { budget } from './shared/samples';

function isShare(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+%$/.test(value));
}

/** The API takes one of the two, not both. */
export const pdbHasPolicy = objectControl({
  id: 'pdb-has-policy',
  title: 'A disruption budget sets minAvailable or maxUnavailable',
  category: 'workload',
  severity: 'medium',
  why: 'A budget without minAvailable and maxUnavailable does not protect the workload as intended.',
  fix: 'spec: { maxUnavailable: 1 }',
  refs: { kubeScore: ['poddisruptionbudget-has-policy'] },
  kinds: ['PodDisruptionBudget'],
  check({ spec }, report) {
    const { minAvailable, maxUnavailable } = isPlain(spec)
      ? spec
      : { minAvailable: spec, maxUnavailable: undefined };
    if (!isAbsent(minAvailable) && !isAbsent(maxUnavailable)) {
      report({
        path: 'spec.minAvailable',
        found: minAvailable,
        needs: 'minAvailable or maxUnavailable, not both',
      });
      return;
    }
    const found = minAvailable ?? maxUnavailable ?? undefined;
    if (isShare(found)) return;
    const path = isAbsent(minAvailable) ? 'spec.maxUnavailable' : 'spec.minAvailable';
    report({ path, found, needs: 'a number of pods, or a percentage' });
  },
  harden(manifest) {
    const spec = objectIn(manifest, 'spec');
    if (spec !== undefined && isAbsent(spec.minAvailable) && isAbsent(spec.maxUnavailable))
      spec.maxUnavailable = 1;
  },
  writes: [{ field: 'spec.maxUnavailable', harmless: 'It lets fewer pods be evicted, and none more.' }],
  examples: {
    good: [
      { objects: [budget('web', { maxUnavailable: 1 })] },
      { objects: [budget('web', { minAvailable: '50%' })] },
    ],
    bad: [
      { objects: [budget('web', {})] },
      { note: 'the API refuses both', objects: [budget('web', { maxUnavailable: 1, minAvailable: 1 })] },
      { note: 'neither a number nor a percentage', objects: [budget('web', { maxUnavailable: 'one' })] },
    ],
  },
});
