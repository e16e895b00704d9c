import type { ModelDraft } from '../../../model/cluster-model';
import type { ExternalService, HostRoute } from '../../../model/exposed';
import type { Party, WorkloadParty } from '../../../model/intent';
import { portsOf } from '../../../model/pod';
import type { Workload } from '../../../model/workload';
import { podsWithin } from './source-ranges';

/** Lets requests from outside of the cluster in, from whatever takes them alone. */
export function openExposures(workload: Workload, self: WorkloadParty, model: ModelDraft): void {
  for (const exposed of workload.exposed ?? []) {
    openRoute({ kind: KINDS[exposed.protocol], route: exposed, from: GATEWAY }, workload, self, model);
  }
  for (const route of workload.ingresses ?? [])
    openRoute({ kind: 'Ingress', route, from: ingressParty(model) }, workload, self, model);
  for (const service of workload.services ?? []) openService(service, workload, self, model);
}

const KINDS = { http: 'HTTPRoute', grpc: 'GRPCRoute', tls: 'TLSRoute' } as const;
const GATEWAY: Party = { party: 'entity', entity: 'gateway' };

/** The pods that answer Ingresses; the gateway of the cluster where nobody says more. */
function ingressParty({ cluster: { ingress } }: ModelDraft): Party {
  return ingress?.pods === undefined ? GATEWAY : { party: 'pods', ...ingress.pods };
}

/** An Ingress that no prop of the workload made, such as one of a method of cdk8s-plus. */
export interface OtherIngress {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly path: string;
  /** The port of the containers. */
  readonly target: number;
}

/**
 * Takes an Ingress into the model, and lets the pods in that answer it, where the cluster profile knows them. Where it does not, the
 * finding of the Ingress says so, unless another route lets them in.
 */
export function openOtherIngress(
  { name, namespace, path, target }: OtherIngress,
  self: WorkloadParty,
  model: ModelDraft,
): void {
  const { ingress, gateway } = model.cluster;
  const ports = [{ port: target, protocol: 'TCP' as const }];
  if (ingress?.pods !== undefined || gateway !== undefined)
    model.open({ from: ingressParty(model), to: self, ports });
  model.exposures.push({
    object: { kind: 'Ingress', namespace, name },
    reach: 'gateway',
    to: [self],
    ports: [{ target, protocol: 'TCP' }],
    paths: [path],
  });
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

/** Lets the clients of a Service in by their addresses, and the nodes where those hide them. */
function openService(
  { name, type, ports, sourceRanges, externalTrafficPolicy }: ExternalService,
  { namespace, pod }: Workload,
  self: WorkloadParty,
  model: ModelDraft,
): void {
  const { cluster } = model;
  const known = new Map(portsOf(pod).map((port) => [port.name, port.container]));
  const opened = ports.map(({ name: port, protocol, port: asked }) => ({
    port: asked,
    target: known.get(port) ?? asked,
    protocol,
  }));
  const through = externalTrafficPolicy === 'Cluster' ? cluster.cidrs.nodes : [];
  for (const cidr of new Set([...sourceRanges, ...through])) {
    const except = podsWithin(cidr, cluster);
    const from: Party = { party: 'cidr', cidr, ...(except.length === 0 ? {} : { except }) };
    model.open({ from, to: self, ports: opened.map(({ target: port, protocol }) => ({ port, protocol })) });
  }
  model.exposures.push({
    object: { kind: 'Service', namespace, name },
    reach: type === 'NodePort' ? 'nodes' : 'load-balancer',
    to: [self],
    ports: opened,
  });
}
