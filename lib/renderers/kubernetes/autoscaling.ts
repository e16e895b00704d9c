import { clone, type PlainObject } from '../../core/manifest/plain';
import { objectLabels } from '../../model/labels';
import type { Scale, Scaler, Trigger } from '../../model/scale';
import type { Workload } from '../../model/workload';
import { typeOf } from './types';

/** The kinds of the objects that change how many pods a workload has, or say what they should ask for. */
export const SCALERS = {
  hpa: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  keda: { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' },
  recommender: { apiVersion: 'autoscaling.k8s.io/v1', kind: 'VerticalPodAutoscaler' },
} as const;

/** The object that changes how many pods a workload has. */
export function scalerObject(workload: Workload, scale: Scale): PlainObject {
  const { scaler } = scale;
  return {
    ...SCALERS[scaler.by],
    metadata: metadataOf(workload),
    spec: scaler.by === 'hpa' ? hpaSpec(workload, scale, scaler.metrics) : kedaSpec(workload, scale, scaler),
  };
}

/** The object that says what the pods of a workload should ask for, and changes nothing. */
export function recommenderObject(workload: Workload): PlainObject {
  return {
    ...SCALERS.recommender,
    metadata: metadataOf(workload),
    spec: { targetRef: targetOf(workload), updatePolicy: { updateMode: 'Off' } },
  };
}

function metadataOf({ name, namespace, extraLabels }: Workload): PlainObject {
  return { labels: objectLabels(name, extraLabels), name, namespace };
}

function targetOf({ name, controller }: Workload): PlainObject {
  return { ...typeOf(controller), name };
}

function hpaSpec(
  workload: Workload,
  { min, max, behavior }: Scale,
  metrics: Extract<Scaler, { by: 'hpa' }>['metrics'],
): PlainObject {
  return {
    ...(behavior === undefined ? {} : { behavior: clone(behavior) }),
    maxReplicas: max,
    metrics: clone(metrics),
    minReplicas: min,
    scaleTargetRef: targetOf(workload),
  };
}

function kedaSpec(
  workload: Workload,
  { min, max, behavior }: Scale,
  { triggers, pollingInterval, cooldownPeriod }: Extract<Scaler, { by: 'keda' }>,
): PlainObject {
  return {
    ...(behavior === undefined
      ? {}
      : { advanced: { horizontalPodAutoscalerConfig: { behavior: clone(behavior) } } }),
    ...(cooldownPeriod === undefined ? {} : { cooldownPeriod }),
    maxReplicaCount: max,
    minReplicaCount: min,
    ...(pollingInterval === undefined ? {} : { pollingInterval }),
    scaleTargetRef: targetOf(workload),
    triggers: triggers.map(triggerObject),
  };
}

function triggerObject({ type, metadata, authentication, metricType }: Trigger): PlainObject {
  return {
    ...(authentication === undefined ? {} : { authenticationRef: { name: authentication } }),
    metadata: { ...metadata },
    ...(metricType === undefined ? {} : { metricType }),
    type,
  };
}
