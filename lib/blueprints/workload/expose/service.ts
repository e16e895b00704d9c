import type { ClusterProfile } from '../../../core/cluster/profile';
import { objectNameProblems, qualifiedNameProblems } from '../../../core/manifest/names';
import type { ExternalPort, ExternalService } from '../../../model/exposed';
import type { Text } from '../../../model/text';
import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
import { annotationsFor } from './annotations';
import { hostsOf } from './hosts';
import type { ItemPlace } from './place';
import type { ServiceExposeProps } from './props';
import { sourceRangesOf } from './source-ranges';

/** Ports that the API server keeps for nodes, where nobody told it others. Source: kube-apiserver, service-node-port-range. */
const NODE_PORTS = { least: 30_000, most: 32_767 };
/** Seconds that a client stays with a pod. Source: core/v1, ClientIPConfig. */
const AFFINITY = { usual: 10_800, most: 86_400 };

/** Reads a Service through which clients reach a workload past its gateway. */
export function externalService(
  props: ServiceExposeProps<unknown>,
  place: ItemPlace,
  cluster: ClusterProfile,
  problems: Problems,
): ExternalService {
  const { field, route } = place;
  const { type, host, hosts, externalTrafficPolicy = 'Local' } = props;
  checkPolicy(props, cluster, field, problems);
  problems.addAll(
    'name',
    route,
    objectNameProblems('Service', route),
    'a shorter name: its Service has one behind it',
  );
  const names = host === undefined && hosts === undefined ? [] : hostsOf({ host, hosts }, field, problems);
  return {
    name: route,
    type,
    ports: portsFor(props, place, problems),
    sourceRanges: sourceRangesOf(props.sourceRanges, cluster, `${field}.sourceRanges`, problems),
    externalTrafficPolicy,
    ...affinityOf(props, field, problems),
    ...classOf(props, field, problems),
    hosts: names,
    annotations: annotationsFor(props, { field, names }, problems),
  };
}

function checkPolicy(
  { type, externalTrafficPolicy }: ServiceExposeProps<unknown>,
  { cidrs, networkPolicies }: ClusterProfile,
  field: string,
  problems: Problems,
): void {
  if (externalTrafficPolicy !== 'Cluster') return;
  const place = `${field}.externalTrafficPolicy`;
  if (type === 'NodePort')
    problems.add(
      place,
      externalTrafficPolicy,
      'Local: otherwise nodes hide the addresses of clients, and nothing holds sourceRanges',
      `externalTrafficPolicy: 'Local'`,
    );
  else if (networkPolicies === 'cilium')
    problems.add(
      place,
      externalTrafficPolicy,
      'Local: to Cilium nodes are no addresses, and all connections come from nodes otherwise',
      `externalTrafficPolicy: 'Local'`,
    );
  else if (cidrs.nodes.length === 0)
    problems.add(
      place,
      externalTrafficPolicy,
      'cluster.cidrs.nodes: all connections come from the nodes then',
      `externalTrafficPolicy: 'Local'`,
    );
}

function portsFor(
  { type, ports: wanted, nodePorts = {} }: ServiceExposeProps<unknown>,
  { field, ports }: ItemPlace,
  problems: Problems,
): ExternalPort[] {
  const known = new Map(ports.map((port) => [port.name, port]));
  const names = wanted ?? [...known.keys()];
  const needs = `the name of a port that it has: ${[...known.keys()].join(', ')}`;
  if (wanted?.length === 0) problems.add(`${field}.ports`, wanted, 'at least one port', 'leave ports out');
  for (const [index, name] of (wanted ?? []).entries()) {
    if (!known.has(name)) problems.add(`${field}.ports[${index}]`, name, needs, 'leave it out');
    if (names.indexOf(name) < index)
      problems.add(`${field}.ports[${index}]`, name, 'each port once', 'leave it out');
  }
  if (type !== 'NodePort' && Object.keys(nodePorts).length > 0)
    problems.add(`${field}.nodePorts`, nodePorts, `none where type is ${type}`, 'leave nodePorts out');
  for (const [name, number] of Object.entries(nodePorts)) {
    if (!names.includes(name) || !known.has(name))
      problems.add(`${field}.nodePorts["${name}"]`, name, needs, 'leave it out');
    const { least, most } = NODE_PORTS;
    wholeNumber(`${field}.nodePorts["${name}"]`, number, least, problems, { most });
  }
  return names.flatMap((name) => {
    const port = known.get(name);
    if (port === undefined) return [];
    const nodePort = Object.hasOwn(nodePorts, name) ? nodePorts[name] : undefined;
    const { service, protocol } = port;
    return [{ name, port: service, protocol, ...(nodePort === undefined ? {} : { nodePort }) }];
  });
}

function affinityOf(
  { sessionAffinity, sessionTimeout }: ServiceExposeProps<unknown>,
  field: string,
  problems: Problems,
): { readonly affinity?: number } {
  const place = `${field}.sessionTimeout`;
  if (sessionAffinity !== undefined && sessionAffinity !== 'ClientIP')
    problems.add(
      `${field}.sessionAffinity`,
      sessionAffinity,
      'ClientIP: a Service knows no cookies',
      `sessionAffinity: 'ClientIP'`,
    );
  if (sessionTimeout !== undefined)
    wholeNumber(place, sessionTimeout, 1, problems, { most: AFFINITY.most, unit: 'seconds' });
  if (sessionAffinity !== undefined) return { affinity: sessionTimeout ?? AFFINITY.usual };
  if (sessionTimeout !== undefined)
    problems.add(place, sessionTimeout, `sessionAffinity: 'ClientIP' with it`, `sessionAffinity: 'ClientIP'`);
  return {};
}

function classOf(
  { type, loadBalancerClass }: ServiceExposeProps<unknown>,
  field: string,
  problems: Problems,
): { readonly loadBalancerClass?: Text } {
  if (loadBalancerClass === undefined) return {};
  const place = `${field}.loadBalancerClass`;
  const fix = `loadBalancerClass: 'example.com/internal'`;
  if (type !== 'LoadBalancer')
    problems.add(place, type, 'none where type is NodePort', 'leave loadBalancerClass out');
  return {
    loadBalancerClass: problems.leaf(loadBalancerClass, (known, found) => {
      if (typeof known === 'string') found.addAll(place, known, qualifiedNameProblems(known), fix);
      else found.add(place, known, 'the name of a class of load balancers', fix);
      return known;
    }),
  };
}
