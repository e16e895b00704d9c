import { annotationKeyProblems, objectNameProblems } from '../../../core/manifest/names';
import type { Exposed, SharedGateway } from '../../../model/exposed';
import type { Port } from '../../../model/pod';
import { textsOf } from '../../../model/text';
import type { BlueprintContext } from '../../context';
import { optsOut } from '../../opt-out';
import type { Problems } from '../../problems';
import { certificateOf } from './certificate';
import { checkHost } from './host-name';
import { pathsOf } from './paths';
import type { ExposedProps, ExposeProps } from './props';

/** Hosts that one route may have. Source: the Gateway API. */
const MOST_HOSTS = 16;

/** Where a workload that is exposed stands. */
export interface ExposedPlace {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly ports: readonly Port[];
}

/** Reads how clients outside of the cluster reach a workload. */
export function exposedOf(
  { expose }: ExposedProps<unknown>,
  place: ExposedPlace,
  { cluster }: BlueprintContext,
  problems: Problems,
): Exposed[] {
  if (expose === undefined) return [];
  if (cluster.gatewayApi === undefined)
    problems.add(
      'expose',
      'a cluster of which no gateway is known',
      'cluster.gatewayApi: the class of its Gateways',
      `cluster: clusters.kubeadm({ gatewayApi: { class: 'envoy' }, gateway: { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } } })`,
    );
  if (place.namespace === undefined)
    problems.add(
      'expose',
      'no namespace',
      'a namespace, which its hosts belong to',
      'place it in an IsolatedNamespace',
    );
  if (place.ports.length === 0) problems.add('expose', 'no port', 'a port that clients reach', 'port: 8080');
  const all = isList(expose) ? expose : [expose];
  return all.map((one, index) => {
    const field = isList(expose) ? `expose[${index}]` : 'expose';
    return exposedBy(one, { ...place, field, index, usual: cluster.gatewayApi?.shared }, problems);
  });
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

interface Place extends ExposedPlace {
  readonly field: string;
  readonly index: number;
  /** The Gateway that the cluster has for everybody. */
  readonly usual: SharedGateway | undefined;
}

function exposedBy(props: ExposeProps<unknown>, place: Place, problems: Problems): Exposed {
  const { field, index, ports, usual } = place;
  const name = index === 0 ? place.name : `${place.name}-${index + 1}`;
  const port = portOf(props.port, ports, field, problems);
  const protocol = props.protocol ?? (port?.name === 'grpc' ? 'grpc' : 'http');
  const shared = props.gateway ?? usual;
  if (props.gateway !== undefined) checkGateway(`${field}.gateway`, props.gateway, problems);
  const certificate = certificateOf(props.certificate, { ...place, name, shared }, problems);
  checkRequests(props, protocol, field, problems);
  for (const key of Object.keys(props.annotations ?? {}))
    problems.addAll(`${field}.annotations["${key}"]`, key, annotationKeyProblems(key), 'choose another key');
  return {
    name,
    hosts: hostsOf(props, field, problems),
    protocol,
    port: port?.service ?? 0,
    paths: protocol === 'grpc' ? [] : pathsOf(props.paths ?? ['/'], `${field}.paths`, problems),
    ...(shared === undefined ? {} : { shared: { ...shared } }),
    ...(certificate === undefined ? {} : { certificate }),
    redirect: shared === undefined && !optsOut(props.redirect),
    ...(props.timeout === undefined ? {} : { timeout: props.timeout }),
    annotations: textsOf(props.annotations ?? {}),
  };
}

function checkRequests(
  { paths, timeout }: ExposeProps<unknown>,
  protocol: Exposed['protocol'],
  field: string,
  problems: Problems,
): void {
  if (protocol === 'grpc' && paths !== undefined)
    problems.add(`${field}.paths`, paths, 'no paths: gRPC has methods', 'leave paths out');
  if (protocol === 'grpc' && timeout !== undefined)
    problems.add(`${field}.timeout`, timeout, 'no time-out: a GRPCRoute has none', 'leave timeout out');
  if (timeout !== undefined && !/^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(timeout))
    problems.add(`${field}.timeout`, timeout, 'a duration such as 30s or 1m30s', `timeout: '30s'`);
}

function hostsOf(
  { host, hosts }: ExposeProps<unknown>,
  field: string,
  problems: Problems,
): readonly string[] {
  if ((host === undefined) === (hosts === undefined) || hosts?.length === 0) {
    problems.add(field, { host, hosts }, 'host, or hosts with at least one', `host: 'shop.example.com'`);
    return [];
  }
  const all = hosts ?? (host === undefined ? [] : [host]);
  if (all.length > MOST_HOSTS)
    problems.add(
      `${field}.hosts`,
      all.length,
      `at most ${MOST_HOSTS} hosts`,
      'expose: [{ hosts: […] }, { hosts: […] }]',
    );
  for (const [index, name] of all.entries()) {
    const place = hosts === undefined ? `${field}.host` : `${field}.hosts[${index}]`;
    checkHost(place, name, problems);
    if (all.indexOf(name) < index) problems.add(place, name, 'each host once', 'remove the second');
  }
  return all;
}

function portOf(
  name: string | undefined,
  ports: readonly Port[],
  field: string,
  problems: Problems,
): Port | undefined {
  const found = name === undefined ? ports[0] : ports.find((port) => port.name === name);
  if (name !== undefined && found === undefined) {
    const known = ports.map((port) => port.name).join(', ');
    problems.add(
      `${field}.port`,
      name,
      `the name of a port that it has: ${known}`,
      `port: '${ports[0]?.name ?? 'http'}'`,
    );
  }
  if (found !== undefined && found.protocol !== 'TCP')
    problems.add(`${field}.port`, found.protocol, 'a port that speaks TCP', 'choose another port');
  return found;
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
