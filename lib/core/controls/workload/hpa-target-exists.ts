import { isPlain } from '../../manifest/plain';
import { setControl } from '../control';
import { targetOf } from './shared/autoscalers';
import { hidesSomething } from './shared/draft';
import { deployment, scaler } from './shared/samples';

/** The target has to be in the set: same namespace, kind, API group and name. */
export const hpaTargetExists = setControl({
  id: 'hpa-target-exists',
  title: 'An autoscaler scales a workload that exists',
  category: 'workload',
  severity: 'medium',
  why: 'An autoscaler with a wrong target does nothing, and the workload that it was meant for never scales.',
  fix: 'give spec.scaleTargetRef the apiVersion, kind and name of the workload',
  refs: {
    kubescape: ['C-0300'],
    kubeLinter: ['dangling-horizontalpodautoscaler'],
    kubeScore: ['horizontalpodautoscaler-has-target'],
    gatekeeper: ['horizontalpodautoscaler'],
  },
  check(set, report) {
    for (const entry of set.ofKind('HorizontalPodAutoscaler')) {
      if (targetOf(entry, set) !== undefined) continue;
      const { spec } = entry.manifest;
      const found = isPlain(spec) ? (spec.scaleTargetRef ?? undefined) : spec;
      const unknown = hidesSomething(found);
      report(entry, {
        path: 'spec.scaleTargetRef',
        found,
        needs: 'a workload of the set, in the same namespace',
        unknown,
      });
    }
  },
  examples: {
    good: [{ objects: [deployment('web'), scaler('web')] }],
    bad: [
      { objects: [scaler('web')] },
      { note: 'another name', objects: [deployment('web'), scaler('cart')] },
      {
        note: 'none is the group of ReplicationControllers',
        objects: [deployment('web'), scaler('web', { scaleTargetRef: { kind: 'Deployment', name: 'web' } })],
      },
      {
        note: 'a group that is gone',
        objects: [
          deployment('web'),
          scaler('web', {
            scaleTargetRef: { apiVersion: 'extensions/v1beta1', kind: 'Deployment', name: 'web' },
          }),
        ],
      },
      { note: 'no target', objects: [deployment('web'), scaler('web', { scaleTargetRef: null })] },
    ],
  },
});
