import type { PlainObject } from '../../core/manifest/plain';
import type { ExternalPort, ExternalService } from '../../model/exposed';
import { objectLabels } from '../../model/labels';
import type { Workload } from '../../model/workload';

/** The Service through which clients outside of the cluster reach a workload. */
export function externalServiceObject(workload: Workload, service: ExternalService): PlainObject {
  const { name, type, ports, externalTrafficPolicy, annotations } = service;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...(Object.keys(annotations).length === 0 ? {} : { annotations: { ...annotations } }),
      labels: objectLabels(workload.name, workload.extraLabels),
      name,
      namespace: workload.namespace,
    },
    spec: {
      externalTrafficPolicy,
      ...(type === 'LoadBalancer' ? balancerOf(service) : {}),
      ports: ports.map(portOf),
      selector: { ...workload.selector },
      ...affinityOf(service),
      type,
    },
  };
}

function balancerOf({
  externalTrafficPolicy,
  loadBalancerClass,
  sourceRanges,
}: ExternalService): PlainObject {
  return {
    // A port of the nodes would take everyone: nodes hide the addresses of clients then.
    ...(externalTrafficPolicy === 'Cluster' ? { allocateLoadBalancerNodePorts: false } : {}),
    ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
    loadBalancerSourceRanges: [...sourceRanges],
  };
}

function portOf({ name, port, protocol, nodePort }: ExternalPort): PlainObject {
  return { name, ...(nodePort === undefined ? {} : { nodePort }), port, protocol, targetPort: name };
}

function affinityOf({ affinity }: ExternalService): PlainObject {
  if (affinity === undefined) return {};
  return {
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: affinity } },
  };
}

/** How many load balancers and ports of nodes workloads ask for. Source: kubernetes, quota of Services. */
export function externalDemand(workloads: readonly { readonly workload: Workload }[]): {
  readonly loadBalancers: number;
  readonly nodePorts: number;
} {
  const all = workloads.flatMap(({ workload }) => workload.services ?? []);
  return {
    loadBalancers: all.filter(({ type }) => type === 'LoadBalancer').length,
    nodePorts: all
      .filter(({ type, externalTrafficPolicy }) => type === 'NodePort' || externalTrafficPolicy === 'Local')
      .reduce((sum, { ports }) => sum + ports.length, 0),
  };
}
