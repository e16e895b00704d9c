import type { PlainObject } from '../../../manifest/plain';

/** A Deployment for examples; `spec` is merged over its spec. */
export function deployment(name: string, spec: PlainObject = {}): PlainObject {
  const labels = { 'app.kubernetes.io/instance': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      selector: { matchLabels: { ...labels } },
      template: { metadata: { labels }, spec: { containers: [{ name: 'app' }] } },
      ...spec,
    },
  };
}

/** A HorizontalPodAutoscaler of the Deployment of that name, for examples. */
export function scaler(name: string, spec: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'shop' },
    spec: {
      maxReplicas: 10,
      minReplicas: 2,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      ...spec,
    },
  };
}

/** A ScaledObject of KEDA for the Deployment of that name, for examples. */
export function scaledObject(name: string, spec: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, namespace: 'shop' },
    spec: { maxReplicaCount: 10, scaleTargetRef: { name }, triggers: [], ...spec },
  };
}

/** A PodDisruptionBudget for the Deployment of that name, for examples. */
export function budget(name: string, spec: PlainObject): PlainObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { matchLabels: { 'app.kubernetes.io/instance': name } }, ...spec },
  };
}
