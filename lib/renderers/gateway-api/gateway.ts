import type { PlainObject } from '../../core/manifest/plain';
import type { ClusterModel, PlacedWorkload } from '../../model/cluster-model';
import type { Exposed } from '../../model/exposed';
import { MANAGED_BY } from '../../model/labels';
import { clearListener, httpsListener } from './listener';
import { CLEAR, GATEWAY_NAME, TYPES } from './names';

/** Whether a workload brings the Gateway of its namespace: the first that needs it. */
export function bringsGateway(placed: PlacedWorkload, model: ClusterModel): boolean {
  return model.exposedIn(placed.workload.namespace)[0] === placed;
}

/** What of a workload goes through the Gateway of its namespace. */
function ownOf({ workload }: PlacedWorkload): readonly Exposed[] {
  return (workload.exposed ?? []).filter(({ shared }) => shared === undefined);
}

/** The Gateway of a namespace, with a listener for each host of its workloads. */
export function gatewayObject(namespace: string | undefined, model: ClusterModel): PlainObject {
  const all = model.exposedIn(namespace).flatMap(ownOf);
  const hosts = new Map<string, Exposed>();
  for (const one of all) for (const host of one.hosts) if (!hosts.has(host)) hosts.set(host, one);
  return {
    ...TYPES.gateway,
    metadata: { labels: { ...MANAGED_BY }, name: GATEWAY_NAME, namespace },
    spec: {
      gatewayClassName: model.cluster.gatewayApi?.class,
      listeners: [
        ...(all.some(({ redirect }) => redirect) ? [clearListener(CLEAR)] : []),
        ...[...hosts].map(([host, one]) => httpsListener(host, one)),
      ],
    },
  };
}
