import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { Scale, Trigger } from '../model/scale';
import type { DisruptionBudget, Workload } from '../model/workload';
import { SCALERS } from '../renderers/kubernetes/autoscaling';
import { given, textMap, typed, typedItems, whole } from './typed';

/** What KEDA takes where nothing is written. */
const KEDA_MOST = 100;

const METRIC_TYPES = ['AverageValue', 'Value', 'Utilization'] as const;

/**
 * How many pods a workload has, by what they have to do, and who says what they should ask for. Read of objects with the
 * name of the workload; others are marked, since nothing in the model holds their name.
 */
export function scaleOf(set: ManifestSet, { ref }: Entry): Pick<Workload, 'scale' | 'recommend' | 'budget'> {
  const spec = (kind: string, target: string): PlainObject | undefined => {
    const found = objectAt(set.find(kind, ref.namespace, ref.name)?.manifest, 'spec');
    const { apiVersion, kind: of, name } = objectAt(found, target) ?? {};
    return apiVersion === ref.apiVersion && of === ref.kind && name === ref.name ? found : undefined;
  };
  const hpa = spec(SCALERS.hpa.kind, 'scaleTargetRef');
  const keda = spec(SCALERS.keda.kind, 'scaleTargetRef');
  const vpa = spec(SCALERS.recommender.kind, 'targetRef');
  const scale = hpa === undefined ? ofKeda(keda) : ofHpa(hpa);
  const isOff = stringAt(objectAt(vpa, 'updatePolicy'), 'updateMode') === 'Off';
  const budget = set.find('PodDisruptionBudget', ref.namespace, ref.name)?.manifest;
  return {
    ...given('scale', scale),
    ...(isOff ? { recommend: true } : {}),
    ...given('budget', budgetOf(objectAt(budget, 'spec'))),
  };
}

/** What a disruption budget says by what our own say it; undefined where it says the usual, or something else. */
function budgetOf(spec: PlainObject | undefined): DisruptionBudget | undefined {
  if (spec === undefined) return undefined;
  const { maxUnavailable: most, unhealthyPodEvictionPolicy: eviction } = spec;
  if (typeof most !== 'number' && typeof most !== 'string') return undefined;
  if (eviction !== 'AlwaysAllow' && eviction !== 'IfHealthyBudget') return undefined;
  if (most === 1 && eviction === 'AlwaysAllow') return undefined;
  return { maxUnavailable: most, unhealthyPodEvictionPolicy: eviction };
}

function ofHpa(spec: PlainObject): Scale {
  return {
    min: whole(spec.minReplicas) ?? 1,
    max: whole(spec.maxReplicas) ?? 1,
    scaler: { by: 'hpa', metrics: typedItems(spec.metrics, 'autoscaling.v2.MetricSpec') },
    ...behaviorIn(spec),
  };
}

function ofKeda(spec: PlainObject | undefined): Scale | undefined {
  if (spec === undefined) return undefined;
  return {
    min: whole(spec.minReplicaCount) ?? 0,
    max: whole(spec.maxReplicaCount) ?? KEDA_MOST,
    scaler: {
      by: 'keda',
      triggers: objectsAt(spec, 'triggers').map(triggerOf),
      ...given('pollingInterval', whole(spec.pollingInterval)),
      ...given('cooldownPeriod', whole(spec.cooldownPeriod)),
    },
    ...behaviorIn(objectAt(objectAt(spec, 'advanced'), 'horizontalPodAutoscalerConfig')),
  };
}

function behaviorIn(spec: PlainObject | undefined): Pick<Scale, 'behavior'> {
  return given('behavior', typed(spec?.behavior, 'autoscaling.v2.HorizontalPodAutoscalerBehavior'));
}

function triggerOf(trigger: PlainObject): Trigger {
  return {
    type: stringAt(trigger, 'type') ?? '',
    metadata: textMap(trigger.metadata),
    ...given('authentication', stringAt(objectAt(trigger, 'authenticationRef'), 'name')),
    ...given(
      'metricType',
      METRIC_TYPES.find((type) => type === trigger.metricType),
    ),
  };
}
