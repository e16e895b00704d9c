import { labelKeyProblems, labelNameProblems, labelValueProblems } from '../../manifest/names';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { ClusterProfile, DnsProfile, PeerSpec } from '../profile';
import { isOpenShiftDns } from './distribution';
import {
  argumentsOf,
  type Dump,
  isPort,
  labelOf,
  nameOf,
  namespaceOf,
  portsOf,
  selectorOf,
  slicesOf,
} from './dump';
import { blockOf, type Found, type Unknown } from './found';

/** The Services by which pods resolve names. */
function servicesOf(dump: Dump): PlainObject[] {
  const named = dump.services.filter(isDns);
  const main = named.filter((service) => nameOf(service) === 'kube-dns' || isOpenShiftDns(service));
  return main.length > 0 ? main : named;
}

function isDns(service: PlainObject): boolean {
  if (isOpenShiftDns(service)) return true;
  if (namespaceOf(service) !== 'kube-system' || nameOf(service) === 'kube-dns-upstream') return false;
  const asksDns = objectsAt(objectAt(service, 'spec'), 'ports').some(({ port }) => port === 53);
  return asksDns && (nameOf(service) === 'kube-dns' || labelOf(service, 'k8s-app') === 'kube-dns');
}

/** How pods resolve names. What nobody sees in objects, such as DNS of the cloud, is that of the preset. */
export function dnsOf(dump: Dump, base: ClusterProfile, sure: boolean): Found<DnsProfile> {
  const unknown: Unknown[] = [
    {
      field: 'dns.domain',
      why: `no object says it: taken as ${base.dns.domain}, as nearly all clusters have it`,
    },
  ];
  if (sure && base.name.startsWith('gkeDataplane'))
    unknown.push({
      field: 'dns.peers',
      why: 'no object shows Cloud DNS for GKE: add 169.254.169.254/32 where it is on',
    });
  const services = servicesOf(dump);
  const pods = services.flatMap((service) => peerOf(service));
  const caches = dump.daemonSets
    .filter((one) => /^(?:node-local-dns|nodelocaldns)$/.test(nameOf(one)))
    .flatMap(cachesOf);
  const ofPreset = sure ? base.dns.peers.filter((peer) => isHidden(peer)) : [];
  const peers = once([...pods, ...caches, ...ofPreset]);
  if (pods.length === 0) {
    unknown.push({
      field: 'dns.peers',
      why: 'no Service of the DNS in kube-system that selects pods: taken from the preset',
    });
    return { value: { ...base.dns, peers: once([...base.dns.peers, ...caches]) }, unknown };
  }
  return { value: { domain: base.dns.domain, peers, port: portIn(dump, services, base, unknown) }, unknown };
}

/** The pods of a Service, or its address where nobody sees them. */
function peerOf(service: PlainObject): PeerSpec[] {
  const spec = objectAt(service, 'spec');
  const labels = selectorOf(spec?.selector);
  const namespace = namespaceOf(service);
  if (labels !== undefined) return isNamed(namespace, labels) ? [{ namespace, labels }] : [];
  const cidr = blockOf(stringAt(spec, 'clusterIP') ?? '');
  return cidr === undefined ? [] : [{ cidr }];
}

function isNamed(namespace: string, labels: Readonly<Record<string, string>>): boolean {
  return (
    labelNameProblems(namespace).length === 0 &&
    Object.entries(labels).every(
      ([key, value]) => labelKeyProblems(key).length === 0 && labelValueProblems(value).length === 0,
    )
  );
}

/** Where a cache on each node answers: what follows `-localip`. */
function cachesOf(daemonSet: PlainObject): PeerSpec[] {
  const all = argumentsOf(daemonSet);
  const said = all.flatMap((argument, index) => {
    const [, inline] = /^--?localip=(.*)$/.exec(argument) ?? [];
    if (inline !== undefined) return [inline];
    return /^--?localip$/.test(argument) ? [all[index + 1] ?? ''] : [];
  });
  return said
    .flatMap((list) => list.split(','))
    .flatMap((address) => {
      const cidr = blockOf(address.trim());
      return cidr === undefined ? [] : [{ cidr }];
    });
}

/** What no object shows: addresses of nodes and of the cloud, and pods that take over for the DNS pods. */
function isHidden(peer: PeerSpec): boolean {
  return 'cidr' in peer ? peer.cidr.startsWith('169.254.') : peer.labels['k8s-app'] === 'node-local-dns';
}

function once(peers: readonly PeerSpec[]): PeerSpec[] {
  return [...new Map(peers.map((peer) => [JSON.stringify(peer), peer])).values()];
}

/** The port of the DNS pods: behind the Service, as its EndpointSlices say. */
function portIn(
  dump: Dump,
  services: readonly PlainObject[],
  base: ClusterProfile,
  unknown: Unknown[],
): number {
  const seen = services.flatMap((service) => {
    const behind = slicesOf(dump, service).flatMap((slice) => dnsPorts(slice));
    return behind.length > 0 ? behind : targetsOf(service);
  });
  const [first, ...others] = [...new Set(seen)];
  if (first !== undefined && others.length === 0) return first;
  const why =
    first === undefined ? 'no EndpointSlice of the DNS' : `the DNS pods listen on ${seen.join(' and ')}`;
  unknown.push({ field: 'dns.port', why: `${why}: taken as ${base.dns.port}` });
  return base.dns.port;
}

/** Those of a slice that are for questions, and not for metrics. */
function dnsPorts(slice: PlainObject): number[] {
  const ports = objectsAt(slice, 'ports').filter(
    ({ protocol, name }) => protocol === 'UDP' || name === 'dns',
  );
  return portsOf({ ports });
}

function targetsOf(service: PlainObject): number[] {
  const ports = objectsAt(objectAt(service, 'spec'), 'ports').filter(({ port }) => port === 53);
  return ports.flatMap(({ targetPort }) => (isPort(targetPort) ? [targetPort] : []));
}
