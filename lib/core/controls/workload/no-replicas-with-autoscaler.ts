import { isAbsent, objectAt } from '../../manifest/plain';
import { isStored } from '../../manifest/stored';
import { setControl } from '../control';
import { autoscalersOf } from './shared/autoscalers';
import { deployment, scaledObject, scaler } from './shared/samples';

/**
 * Looks at HorizontalPodAutoscalers, and ScaledObjects of KEDA, of the set. What was read from a cluster has the replicas
 * that the autoscaler set.
 * Source: conflict 1 of the catalogue.
 */
export const noReplicasWithAutoscaler = setControl({
  id: 'no-replicas-with-autoscaler',
  title: 'A workload with an autoscaler sets no replicas',
  category: 'workload',
  severity: 'medium',
  why: 'Every time you apply the manifest, `replicas` overwrites what the autoscaler decided, and the workload loses pods under load.',
  fix: 'remove spec.replicas',
  code: 'autoscaled: true, where the autoscaler is yours; scale: { min: 2, max: 10 } makes one',
  refs: { kubeScore: ['deployment-targeted-by-hpa-does-not-have-replicas-configured'] },
  check(set, report) {
    for (const target of autoscalersOf(set).keys()) {
      const found = objectAt(target.manifest, 'spec')?.replicas;
      if (isAbsent(found) || isStored(target.manifest)) continue;
      report(target, { path: 'spec.replicas', found, needs: 'no replicas beside an autoscaler' });
    }
  },
  examples: {
    good: [
      { objects: [deployment('web'), scaler('web')] },
      { note: 'the autoscaler of another', objects: [deployment('web', { replicas: 2 }), scaler('cart')] },
    ],
    bad: [
      { objects: [deployment('web', { replicas: 2 }), scaler('web')] },
      { note: 'of KEDA', objects: [deployment('web', { replicas: 2 }), scaledObject('web')] },
    ],
  },
});
