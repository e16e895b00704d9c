import type { ModelDraft } from '../../../model/cluster-model';
import type { HostRoute } from '../../../model/exposed';
import type { Party, WorkloadParty } from '../../../model/intent';
import { portsOf } from '../../../model/pod';
import type { Workload } from '../../../model/workload';

/** Lets requests from outside of the cluster in, from whatever takes them alone. */
export function openExposures(workload: Workload, self: WorkloadParty, model: ModelDraft): void {
  for (const exposed of workload.exposed ?? []) {
    const kind = exposed.protocol === 'grpc' ? 'GRPCRoute' : 'HTTPRoute';
    openRoute({ kind, route: exposed, from: GATEWAY }, workload, self, model);
  }
  for (const route of workload.ingresses ?? [])
    openRoute({ kind: 'Ingress', route, from: ingressParty(model) }, workload, self, model);
}

const GATEWAY: Party = { party: 'entity', entity: 'gateway' };

/** The pods that answer Ingresses; the gateway of the cluster where nobody says more. */
function ingressParty({ cluster: { ingress } }: ModelDraft): Party {
  return ingress?.pods === undefined ? GATEWAY : { party: 'pods', ...ingress.pods };
}

function openRoute(
  { kind, route, from }: { readonly kind: string; readonly route: HostRoute; readonly from: Party },
  { namespace, pod }: Workload,
  self: WorkloadParty,
  model: ModelDraft,
): void {
  const port = portsOf(pod).find(({ service }) => service === route.port);
  if (port === undefined) return;
  const { container, protocol } = port;
  model.open({ from, to: self, ports: [{ port: container, protocol }] });
  model.exposures.push({
    object: { kind, namespace, name: route.name },
    reach: 'gateway',
    to: [self],
    ports: [{ target: container, protocol }],
    hosts: route.hosts,
    ...(route.paths.length === 0 ? {} : { paths: route.paths.map(({ value }) => value) }),
  });
}
