import type { ClusterProfile } from '../../../core/cluster/profile';
import { objectNameProblems } from '../../../core/manifest/names';
import type { Exposed, SharedGateway } from '../../../model/exposed';
import { optsOut } from '../../opt-out';
import type { Problems } from '../../problems';
import { annotationsFor } from './annotations';
import { certificateOf } from './certificate';
import { hostsOf, timeoutOf } from './hosts';
import { pathsOf } from './paths';
import { type ItemPlace, portOf } from './place';
import type { GatewayExposeProps } from './props';

/** What a cluster needs before anything of it is reached through a Gateway. */
export function checkGatewayApi({ gatewayApi }: ClusterProfile, problems: Problems): void {
  if (gatewayApi !== undefined) return;
  problems.add(
    'expose',
    'a cluster of which no gateway is known',
    'cluster.gatewayApi: the class of its Gateways',
    `cluster: clusters.kubeadm({ gatewayApi: { class: 'envoy' }, gateway: { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } } })`,
  );
}

/** Reads hosts that lead to a workload through a Gateway. */
export function gatewayRoute(
  props: GatewayExposeProps<unknown>,
  place: ItemPlace,
  cluster: ClusterProfile,
  problems: Problems,
): Exposed {
  const { field, route } = place;
  const port = portOf(props.port, place, problems);
  const protocol = props.protocol ?? (port?.name === 'grpc' ? 'grpc' : 'http');
  const shared = props.gateway ?? cluster.gatewayApi?.shared;
  if (props.gateway !== undefined) checkGateway(`${field}.gateway`, props.gateway, problems);
  const certificate = certificateOf(props.certificate, { field, name: route, shared }, problems);
  checkRequests(props, protocol, field, problems);
  return {
    name: route,
    hosts: hostsOf(props, field, problems),
    protocol,
    port: port?.service ?? 0,
    paths: protocol === 'grpc' ? [] : pathsOf(props.paths ?? ['/'], `${field}.paths`, problems),
    ...(shared === undefined ? {} : { shared: { ...shared } }),
    ...(certificate === undefined ? {} : { certificate }),
    redirect: shared === undefined && !optsOut(props.redirect),
    ...timeoutOf(props, field, problems),
    annotations: annotationsFor(props, { field }, problems),
  };
}

function checkRequests(
  { paths, timeout }: GatewayExposeProps<unknown>,
  protocol: Exposed['protocol'],
  field: string,
  problems: Problems,
): void {
  if (protocol === 'grpc' && paths !== undefined)
    problems.add(`${field}.paths`, paths, 'no paths: gRPC has methods', 'leave paths out');
  if (protocol === 'grpc' && timeout !== undefined)
    problems.add(`${field}.timeout`, timeout, 'no time-out: a GRPCRoute has none', 'leave timeout out');
}

function checkGateway(field: string, { name, namespace, listener }: SharedGateway, problems: Problems): void {
  problems.addAll(`${field}.name`, name, objectNameProblems('Gateway', name), `name: 'public'`);
  problems.addAll(
    `${field}.namespace`,
    namespace,
    objectNameProblems('Namespace', namespace),
    `namespace: 'gateways'`,
  );
  if (listener !== undefined)
    problems.addAll(
      `${field}.listener`,
      listener,
      objectNameProblems('Gateway', listener),
      `listener: 'https'`,
    );
}
