import type { PlainObject } from '../../core/manifest/plain';
import { CPU_LIMITS_ANNOTATION, KEEP_ANNOTATIONS } from '../../core/well-known';
import type { ClusterModel } from '../../model/cluster-model';
import { businessLabels, MANAGED_BY } from '../../model/labels';
import type { Amounts, Limits, Namespace, Quota } from '../../model/namespace';
import { meshLabels } from '../istio-ambient/labels';
import { type Artifact, objectArtifact } from '../renderer';
import { furtherCounts, tenancyAnnotations } from '../tenancy/namespace';
import { externalDemand } from './external-service';
import { poolLabels } from './node-pool';
import { secretAccessObjects } from './secret-access';

/**
 * The objects of a namespace: itself with the labels of Pod Security, where nobody else made it; quota and limits; and
 * the `default` ServiceAccount without a token.
 */
export function namespaceObjects(namespace: Namespace, model: ClusterModel): Artifact[] {
  const { quota, limits, existing } = namespace;
  const made = (kind: string, name: string, make: () => PlainObject): Artifact =>
    objectArtifact({ apiVersion: 'v1', kind, name, namespace: namespace.name }, make);
  return [
    ...(existing
      ? []
      : [
          objectArtifact({ apiVersion: 'v1', kind: 'Namespace', name: namespace.name }, () =>
            namespaceObject(namespace, model),
          ),
        ]),
    ...(quota === undefined
      ? []
      : [made('ResourceQuota', 'quota', () => quotaObject(namespace, quota, model))]),
    ...(limits === undefined ? [] : [made('LimitRange', 'limits', () => limitsObject(namespace, limits))]),
    made('ServiceAccount', 'default', () => defaultAccount(namespace)),
    ...secretAccessObjects(namespace, model),
  ];
}

function namespaceObject(model: Namespace, whole: ClusterModel): PlainObject {
  const { cluster, policy } = whole;
  const version = `v${cluster.kubernetes}`;
  const podSecurity: Record<string, string> = {};
  for (const mode of ['enforce', 'audit', 'warn'] as const) {
    podSecurity[`pod-security.kubernetes.io/${mode}`] = mode === 'enforce' ? model.podSecurity : 'restricted';
    podSecurity[`pod-security.kubernetes.io/${mode}-version`] = version;
  }
  const annotations = {
    // Anyone who deletes the namespace deletes its claims.
    ...(whole.storageIn(model.name).kept ? KEEP_ANNOTATIONS : {}),
    ...model.annotations,
    ...tenancyAnnotations(model.tenancy),
    ...(model.cpuLimits ? {} : { [CPU_LIMITS_ANNOTATION]: 'refused' }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      labels: {
        ...model.labels,
        ...businessLabels(policy),
        ...MANAGED_BY,
        'app.kubernetes.io/part-of': model.name,
        ...podSecurity,
        ...poolLabels(model, whole),
        ...meshLabels(cluster),
      },
      name: model.name,
    },
  };
}

/** What all claims of a namespace may ask for, where it has claims and nobody says more. */
const STORAGE = '500Gi';
const CLAIMS = 50;

function quotaObject(model: Namespace, quota: Quota, whole: ClusterModel): PlainObject {
  const { any } = whole.storageIn(model.name);
  const { loadBalancers, nodePorts } = externalDemand(whole.externalIn(model.name));
  const { storage = any ? STORAGE : undefined, claims = any ? CLAIMS : undefined } = quota;
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { labels: { ...MANAGED_BY }, name: 'quota', namespace: model.name },
    spec: {
      hard: {
        'count/configmaps': String(quota.configMaps),
        'count/secrets': String(quota.secrets),
        ...(model.cpuLimits ? { 'limits.cpu': quota.cpu } : {}),
        'limits.memory': quota.memory,
        ...(claims === undefined ? {} : { persistentvolumeclaims: String(claims) }),
        pods: String(quota.pods),
        'requests.cpu': quota.cpu,
        'requests.memory': quota.memory,
        ...(storage === undefined ? {} : { 'requests.storage': storage }),
        ...furtherCounts(model.tenancy, whole.cluster),
        'services.loadbalancers': String(loadBalancers),
        'services.nodeports': String(nodePorts),
      },
    },
  };
}

function limitsObject(model: Namespace, limits: Limits): PlainObject {
  const { cpuLimits } = model;
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { labels: { ...MANAGED_BY }, name: 'limits', namespace: model.name },
    spec: {
      limits: [
        {
          default: limitAmounts(limits.default, cpuLimits),
          defaultRequest: limitAmounts(limits.default, true),
          max: limitAmounts(limits.max, cpuLimits),
          min: limitAmounts(limits.min, true),
          type: 'Container',
        },
      ],
    },
  };
}

function limitAmounts(amounts: Amounts, cpu: boolean): PlainObject {
  return {
    ...(cpu ? { cpu: amounts.cpu } : {}),
    'ephemeral-storage': amounts.ephemeralStorage,
    memory: amounts.memory,
  };
}

function defaultAccount(model: Namespace): PlainObject {
  return {
    apiVersion: 'v1',
    automountServiceAccountToken: false,
    kind: 'ServiceAccount',
    metadata: { labels: { ...MANAGED_BY }, name: 'default', namespace: model.name },
  };
}
