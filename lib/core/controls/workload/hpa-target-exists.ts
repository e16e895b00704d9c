import { formatRef } from '../../manifest/identity';
import type { Entry } from '../../manifest/manifest-set';
import { isPlain, objectAt, type PlainObject } from '../../manifest/plain';
import { isBuiltinGroup } from '../../manifest/registry';
import { setControl } from '../control';
import { scalersIn, targetOf } from './shared/autoscalers';
import { hidesSomething } from './shared/draft';
import { deployment, scaledObject, scaler } from './shared/samples';

/** Kinds of Kubernetes that have pods and no number of them that anyone may change. */
const UNSCALED = ['DaemonSet', 'Job', 'CronJob', 'Pod'];

/** By this KEDA takes over the autoscaler that is there already. */
const TAKES_OVER = 'scaledobject.keda.sh/transfer-hpa-ownership';

/**
 * The target has to be in the set: same namespace, kind, API group and name. Source: Kubernetes documentation, Horizontal Pod
 * Autoscaling; condition AmbiguousSelector of its controller.
 */
export const hpaTargetExists = setControl({
  id: 'hpa-target-exists',
  title: 'An autoscaler scales a workload that exists, can be scaled, and has no other autoscaler',
  category: 'workload',
  severity: 'medium',
  why: 'An autoscaler with a wrong target does nothing, and the workload that it was meant for never scales. Of two for one workload, none scales it, or each undoes what the other does.',
  fix: 'give spec.scaleTargetRef the apiVersion, kind and name of the workload; keep one autoscaler for each, with all metrics in it',
  refs: {
    kubescape: ['C-0300'],
    kubeLinter: ['dangling-horizontalpodautoscaler'],
    kubeScore: ['horizontalpodautoscaler-has-target'],
    gatekeeper: ['horizontalpodautoscaler'],
  },
  check(set, report) {
    const scaled = new Map<Entry, Entry>();
    for (const entry of scalersIn(set)) {
      const target = targetOf(entry, set);
      if (target === undefined) continue;
      const other = scaled.get(target);
      const path = 'spec.scaleTargetRef';
      const found = formatRef(target.ref);
      if (isBuiltinGroup(target.ref.group) && UNSCALED.includes(target.ref.kind))
        report(entry, {
          path,
          found,
          needs: 'a workload with replicas, such as a Deployment',
          finding: 'unscaled',
        });
      else if (other === undefined) scaled.set(target, entry);
      else if (!takesOver(entry))
        report(entry, {
          path,
          found: `${found}, which ${formatRef(other.ref)} scales`,
          needs: 'one autoscaler for each workload',
          finding: 'second',
        });
    }
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
    good: [
      { objects: [deployment('web'), scaler('web')] },
      {
        note: 'one of KEDA that takes over the other',
        objects: [deployment('web'), scaler('web'), takingOver(scaledObject('web'))],
      },
    ],
    bad: [
      { objects: [scaler('web')] },
      {
        note: 'a kind that has no replicas',
        objects: [
          { ...deployment('web'), kind: 'DaemonSet' },
          scaler('web', { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'web' } }),
        ],
      },
      {
        note: 'two for one workload',
        objects: [
          deployment('web'),
          scaler('web'),
          { ...scaler('web'), metadata: { name: 'other', namespace: 'shop' } },
        ],
      },
      { note: 'one of KEDA beside it', objects: [deployment('web'), scaler('web'), scaledObject('web')] },
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

function takesOver({ manifest }: Entry): boolean {
  return objectAt(objectAt(manifest, 'metadata'), 'annotations')?.[TAKES_OVER] === 'true';
}

function takingOver(scaledBy: PlainObject): PlainObject {
  const metadata = { ...objectAt(scaledBy, 'metadata'), annotations: { [TAKES_OVER]: 'true' } };
  return { ...scaledBy, metadata };
}
