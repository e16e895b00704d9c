import type { ClusterProfile } from '../../../core/cluster/profile';
import { objectNameProblems, subdomainProblems } from '../../../core/manifest/names';
import { bringsListeners, type Exposed, type SharedGateway } from '../../../model/exposed';
import { optsOut } from '../../opt-out';
import type { Problems } from '../../problems';
import { objectName } from '../../pull-secrets';
import { annotationsFor } from './annotations';
import { certificateOf } from './certificate';
import { hostsOf, timeoutOf } from './hosts';
import { limitsOf } from './limits';
import { pathsOf } from './paths';
import { type ItemPlace, portOf } from './place';
import type { GatewayExposeProps } from './props';

/** What a cluster needs before anything of it is reached through a Gateway. */
export function checkGatewayApi({ gatewayApi }: ClusterProfile, problems: Problems): void {
  if (gatewayApi !== undefined) return;
  problems.add(
    'expose',
    'a cluster profile without a gateway',
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
  const { namespace } = place;
  const elsewhere = holderOf(protocol, shared);
  const certificate = certificateOf(
    props.certificate,
    { field, name: route, namespace, ...(elsewhere === undefined ? {} : { elsewhere }) },
    problems,
  );
  checkRequests(props, protocol, field, problems);
  const hosts = hostsOf(props, field, problems);
  if (shared?.listenerSet === true) checkSetHosts(hosts, field, problems);
  return {
    name: route,
    hosts,
    protocol,
    port: port?.service ?? 0,
    paths: protocol !== 'http' ? [] : pathsOf(props.paths ?? ['/'], `${field}.paths`, problems),
    ...(shared === undefined ? {} : { shared: { ...shared } }),
    ...(certificate === undefined ? {} : { certificate }),
    redirect: protocol !== 'tls' && bringsListeners(shared) && !optsOut(props.redirect),
    ...backendTlsOf(props, protocol, field, problems),
    ...timeoutOf(props, field, problems),
    ...limitsOf(props, { by: 'Gateway', field, cluster }, problems),
    annotations: annotationsFor(props, { field }, problems),
  };
}

/** Names of listeners are as long as hosts, and those for plain HTTP requests have something before it. Source: `SectionName`. */
const LONGEST_IN_SET = 248;

function checkSetHosts(hosts: readonly string[], field: string, problems: Problems): void {
  for (const host of hosts)
    if (host.length > LONGEST_IN_SET)
      problems.add(field, host, `at most ${LONGEST_IN_SET} characters in a ListenerSet`, 'a shorter host');
}

/** Who has the certificate, where it is not asked for. */
function holderOf(protocol: Exposed['protocol'], shared: SharedGateway | undefined): string | undefined {
  if (protocol === 'tls') return 'the program';
  return bringsListeners(shared) ? undefined : 'a shared Gateway';
}

/** What a protocol has no word for, and why. */
const WITHOUT = {
  http: { props: [], why: '' },
  grpc: {
    props: ['paths', 'timeout', 'maxBodySize'],
    why: 'gRPC has methods and streams, and a GRPCRoute no time-out',
  },
  tls: {
    props: ['paths', 'timeout', 'maxBodySize', 'sourceRanges', 'sessionAffinity'],
    why: 'only the program sees requests',
  },
} as const;

function checkRequests(
  given: GatewayExposeProps<unknown>,
  protocol: Exposed['protocol'],
  field: string,
  problems: Problems,
): void {
  const { props, why } = WITHOUT[protocol];
  for (const name of props)
    if (given[name] !== undefined)
      problems.add(`${field}.${name}`, given[name], `no ${name}: ${why}`, `leave ${name} out`);
}

/** Reads how the Gateway knows the program. */
function backendTlsOf(
  { backendTls }: GatewayExposeProps<unknown>,
  protocol: Exposed['protocol'],
  field: string,
  problems: Problems,
): Pick<Exposed, 'backendTls'> {
  if (backendTls === undefined) return {};
  const place = `${field}.backendTls`;
  if (protocol === 'tls')
    problems.add(
      place,
      backendTls,
      `none where protocol is 'tls': TLS goes through as it is`,
      'leave backendTls out',
    );
  const { hostname, configMap } = backendTls;
  return {
    backendTls: {
      hostname: problems.leaf(hostname, (known, found) => {
        const fix = `hostname: 'web.shop.svc'`;
        if (typeof known === 'string')
          found.addAll(`${place}.hostname`, known, subdomainProblems(known), fix);
        else found.add(`${place}.hostname`, known, 'the name in the certificate of the program', fix);
        return known;
      }),
      ...(configMap === undefined
        ? {}
        : { configMap: objectName(`${place}.configMap`, configMap, 'ConfigMap', problems) }),
    },
  };
}

function checkGateway(field: string, shared: SharedGateway, problems: Problems): void {
  const { name, namespace, listener, listenerSet } = shared;
  if (listener !== undefined && listenerSet === true)
    problems.add(`${field}.listener`, listener, 'either listener or listenerSet', 'leave listener out');
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
