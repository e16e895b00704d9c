import type { PlainObject } from '../../core/manifest/plain';
import { objectLabels } from '../../model/labels';
import { type Port, portsOf } from '../../model/pod';
import { type Config, type DisruptionBudget, replicasOf, type Workload } from '../../model/workload';

/** Metadata of an object that is beside a workload. */
function metadataOf(workload: Workload, name: string): PlainObject {
  return { labels: objectLabels(workload.name, workload.extraLabels), name, namespace: workload.namespace };
}

/** The ConfigMap of files that are in the code. */
export function configObject(workload: Workload, { name, data }: Config): PlainObject {
  return { apiVersion: 'v1', data: { ...data }, kind: 'ConfigMap', metadata: metadataOf(workload, name) };
}

/** Whether a workload is reached by a Service: where it serves a port. */
export function hasService({ pod }: Workload): boolean {
  return portsOf(pod).length > 0;
}

/** The Service of a workload. */
export function serviceObject(workload: Workload): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(workload, workload.name),
    spec: {
      ports: portsOf(workload.pod).map(servicePort),
      selector: { ...workload.selector },
      type: 'ClusterIP',
    },
  };
}

/** The Service that gives each pod of a StatefulSet a name of its own; pods are found before they are ready. */
export function headlessServiceObject(workload: Workload, name: string): PlainObject {
  const ports = portsOf(workload.pod);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(workload, name),
    spec: {
      clusterIP: 'None',
      ...(ports.length === 0 ? {} : { ports: ports.map(servicePort) }),
      publishNotReadyAddresses: true,
      selector: { ...workload.selector },
      type: 'ClusterIP',
    },
  };
}

function servicePort({ name, service, protocol }: Port): PlainObject {
  return { name, port: service, protocol, targetPort: name };
}

/** Whether a workload has a disruption budget: with one replica it would block every drain. */
export function hasBudget(workload: Workload): boolean {
  const replicas = replicasOf(workload);
  const { kind } = workload.controller;
  return (kind === 'Deployment' || kind === 'StatefulSet') && (replicas === undefined || replicas >= 2);
}

/** What a budget says where nothing else is said: a pod that is not ready serves nobody, and must not block a drain. */
const ONE_POD: DisruptionBudget = { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' };

/** The disruption budget of a workload. */
export function budgetObject(workload: Workload): PlainObject {
  const { maxUnavailable, unhealthyPodEvictionPolicy } = workload.budget ?? ONE_POD;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(workload, workload.name),
    spec: {
      maxUnavailable,
      selector: { matchLabels: { ...workload.selector } },
      unhealthyPodEvictionPolicy,
    },
  };
}
