import type { ClusterProfile } from '../core/cluster/profile';
import type { PlainObject } from '../core/manifest/plain';
import { MANAGED_BY } from '../model/labels';

/** The PriorityClass that workloads take by default, where the cluster wants it made. */
export function priorityClass(cluster: ClusterProfile): PlainObject | undefined {
  if (cluster.priorityClass === undefined || !cluster.priorityClass.create) return undefined;
  const { name, value } = cluster.priorityClass;
  return {
    apiVersion: 'scheduling.k8s.io/v1',
    description: 'Default class for ordinary workloads',
    kind: 'PriorityClass',
    metadata: { labels: { ...MANAGED_BY }, name },
    preemptionPolicy: 'PreemptLowerPriority',
    value,
  };
}
