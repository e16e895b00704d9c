import type { PlainObject } from '../../core/manifest/plain';
import type { ClusterModel, PlacedWorkload } from '../../model/cluster-model';
import type { Exposed, SharedGateway } from '../../model/exposed';
import { MANAGED_BY } from '../../model/labels';
import { clearListener, httpsListener } from './listener';
import { clearListenerOf, listenerSetName, TYPES } from './names';

/** The shared Gateways for which this workload, the first of its namespace that needs one, writes a ListenerSet. */
export function setsBroughtBy(placed: PlacedWorkload, model: ClusterModel): SharedGateway[] {
  const { namespace, exposed = [] } = placed.workload;
  const gateways = new Map<string, SharedGateway>();
  for (const { shared } of exposed)
    if (shared?.listenerSet === true) gateways.set(listenerSetName(shared), shared);
  return [...gateways.values()].filter(
    (shared) => model.listeningIn(namespace).find((other) => routesAt(other, shared).length > 0) === placed,
  );
}

/** What of a workload goes through the ListenerSet of its namespace at a Gateway. */
function routesAt({ workload: { exposed = [] } }: PlacedWorkload, gateway: SharedGateway): Exposed[] {
  const name = listenerSetName(gateway);
  return exposed.filter(({ shared }) => shared?.listenerSet === true && listenerSetName(shared) === name);
}

/** The ListenerSet of a namespace at a shared Gateway, with the listeners of all hosts of its workloads. */
export function listenerSetObject(
  namespace: string | undefined,
  gateway: SharedGateway,
  model: ClusterModel,
): PlainObject {
  const all = model.listeningIn(namespace).flatMap((placed) => routesAt(placed, gateway));
  const hosts = new Map<string, Exposed>();
  for (const one of all) for (const host of one.hosts) if (!hosts.has(host)) hosts.set(host, one);
  const clear = new Set(all.filter(({ redirect }) => redirect).flatMap((one) => one.hosts));
  return {
    ...TYPES.listenerSet,
    metadata: { labels: { ...MANAGED_BY }, name: listenerSetName(gateway), namespace },
    spec: {
      listeners: [
        ...[...clear].map((host) => clearListener(clearListenerOf(host), host)),
        ...[...hosts].map(([host, one]) => httpsListener(host, one)),
      ],
      parentRef: { name: gateway.name, namespace: gateway.namespace },
    },
  };
}
