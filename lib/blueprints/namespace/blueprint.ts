import type { PlainObject } from '../../core/manifest/plain';
import { defaultDeny } from '../../core/network/policy';
import { businessLabels, MANAGED_BY } from '../labels';
import type { Amounts, NamespaceModel } from './parse';

/** Tells on a Namespace and on a workload that CPU limits were refused there. */
export const CPU_LIMITS_ANNOTATION = 'bulwark/cpu-limits';

/**
 * An isolated namespace: Pod Security labels with the cluster's version, quota and limits, the policy that denies
 * everything, and the `default` ServiceAccount without a token.
 * @param options.existing whether the Namespace object itself is left to somebody else
 */
export function isolatedNamespace(
  model: NamespaceModel,
  options: { readonly existing: boolean },
): PlainObject[] {
  return [
    ...(options.existing ? [] : [namespaceObject(model)]),
    ...(model.quota === undefined ? [] : [quotaObject(model, model.quota)]),
    ...(model.limits === undefined ? [] : [limitsObject(model, model.limits)]),
    defaultDeny(model.name, MANAGED_BY),
    defaultAccount(model),
  ];
}

function namespaceObject(model: NamespaceModel): PlainObject {
  const version = `v${model.cluster.kubernetes}`;
  const podSecurity: Record<string, string> = {};
  for (const mode of ['enforce', 'audit', 'warn'] as const) {
    podSecurity[`pod-security.kubernetes.io/${mode}`] = mode === 'enforce' ? model.podSecurity : 'restricted';
    podSecurity[`pod-security.kubernetes.io/${mode}-version`] = version;
  }
  const annotations = {
    ...model.annotations,
    ...(model.cpuLimits ? {} : { [CPU_LIMITS_ANNOTATION]: 'refused' }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      labels: {
        ...model.labels,
        ...businessLabels(model.policy),
        ...MANAGED_BY,
        'app.kubernetes.io/part-of': model.name,
        ...podSecurity,
      },
      name: model.name,
    },
  };
}

function quotaObject(model: NamespaceModel, quota: NonNullable<NamespaceModel['quota']>): PlainObject {
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
        pods: String(quota.pods),
        'requests.cpu': quota.cpu,
        'requests.memory': quota.memory,
        'services.loadbalancers': '0',
        'services.nodeports': '0',
      },
    },
  };
}

function limitsObject(model: NamespaceModel, limits: NonNullable<NamespaceModel['limits']>): PlainObject {
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

function defaultAccount(model: NamespaceModel): PlainObject {
  return {
    apiVersion: 'v1',
    automountServiceAccountToken: false,
    kind: 'ServiceAccount',
    metadata: { labels: { ...MANAGED_BY }, name: 'default', namespace: model.name },
  };
}
