import { isPlain } from '../../manifest/plain';
import { objectControl } from '../control';
import { scaler } from './shared/samples';

/** 1 is the API's default. Nothing is written: how many pods to pay for is the user's to say. */
export const hpaMinReplicas = objectControl({
  id: 'hpa-min-replicas',
  title: 'An autoscaler keeps two replicas or more',
  category: 'workload',
  severity: 'medium',
  why: 'If an autoscaler can scale down to one pod, the loss of a single node at a quiet time stops the workload.',
  fix: 'spec: { minReplicas: 2 }',
  refs: {
    kubeLinter: ['hpa-minimum-three-replicas'],
    kubeScore: ['horizontalpodautoscaler-replicas'],
    polaris: ['hpaMinAvailability'],
    gatekeeper: ['horizontalpodautoscaler'],
  },
  params: {
    /** The fewest replicas; 3 is what kube-linter's opt-in check asks for. */
    minimum: 2,
  },
  kinds: ['HorizontalPodAutoscaler'],
  check({ spec }, report, { params }) {
    const found = isPlain(spec) ? (spec.minReplicas ?? undefined) : (spec ?? undefined);
    if (typeof found === 'number' && found >= params.minimum) return;
    report({ path: 'spec.minReplicas', found, needs: `${params.minimum} or more` });
  },
  examples: {
    good: [{ objects: [scaler('web', { minReplicas: 2 })] }],
    bad: [
      { objects: [scaler('web', { minReplicas: 1 })] },
      { note: 'the default is 1', objects: [scaler('web', { minReplicas: null })] },
      { params: { minimum: 3 }, objects: [scaler('web', { minReplicas: 2 })] },
    ],
  },
});
