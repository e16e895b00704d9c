import { isOpaque, isPlain } from '../../manifest/plain';
import { objectControl } from '../control';
import { scaler } from './shared/samples';

/** 1 is the API's default of minReplicas. */
export const hpaMaxAboveMin = objectControl({
  id: 'hpa-max-above-min',
  title: 'An autoscaler has room to scale',
  category: 'workload',
  severity: 'medium',
  why: 'An autoscaler with equal minimum and maximum never adds a pod, and nobody notices until the load rises.',
  fix: 'give spec.maxReplicas a number above spec.minReplicas',
  refs: { polaris: ['hpaMaxAvailability'], gatekeeper: ['horizontalpodautoscaler'] },
  kinds: ['HorizontalPodAutoscaler'],
  check({ spec }, report) {
    const most = isPlain(spec) ? spec.maxReplicas : spec;
    const least = isPlain(spec) ? (spec.minReplicas ?? 1) : 1;
    if (typeof most === 'number' && typeof least === 'number' && most > least) return;
    const needs = typeof least === 'number' ? `more than minReplicas, ${least}` : 'more than minReplicas';
    report({ path: 'spec.maxReplicas', found: most ?? undefined, needs, unknown: isOpaque(least) });
  },
  examples: {
    good: [
      { objects: [scaler('web', { minReplicas: 2, maxReplicas: 10 })] },
      {
        note: 'minReplicas is 1 by default',
        objects: [scaler('web', { minReplicas: null, maxReplicas: 2 })],
      },
    ],
    bad: [
      { objects: [scaler('web', { minReplicas: 3, maxReplicas: 3 })] },
      { note: 'no most', objects: [scaler('web', { maxReplicas: null })] },
      { note: 'not a number', objects: [scaler('web', { maxReplicas: '10' })] },
    ],
  },
});
