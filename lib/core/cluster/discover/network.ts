import { contains, parseCidr } from '../../controls/network/shared/cidr';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { ApiServerProfile, ClusterProfile } from '../profile';
import { hasDaemonSet, isVpcAgentOff } from './distribution';
import { type Dump, isPort, nameOf, namespaceOf, portsOf, slicesOf, textsAt } from './dump';
import { blockOf, blocksOf, type Found, known, notKnown, type Unknown } from './found';

type Cni = ClusterProfile['cni'];

/** By which DaemonSet a network plugin is known that enforces policies, the one that decides first. */
const PLUGINS: readonly (readonly [Cni, readonly string[]])[] = [
  ['cilium', ['cilium', 'anetd']],
  ['calico', ['calico-node', 'canal', 'rke2-canal']],
  ['aws-vpc', ['aws-node']],
  ['kindnet', ['kindnet']],
  ['other', ['ovnkube-node', 'antrea-agent', 'kube-router', 'azure-npm', 'weave-net']],
];

/** DaemonSets of network plugins that enforce no policies. */
const OPEN = ['kube-flannel-ds', 'kube-flannel'];

/** The network plugin that enforces policies. */
export function cniOf(dump: Dump, base: ClusterProfile): Found<Cni> {
  const [first, second] = PLUGINS.filter(([, names]) => hasDaemonSet(dump, ...names));
  if (first?.[0] === 'cilium' && second?.[0] === 'calico')
    return notKnown('other', 'cni', 'both Cilium and Calico run: say which one enforces policies');
  if (first?.[0] === 'aws-vpc' && isVpcAgentOff(dump))
    return notKnown(
      'aws-vpc',
      'cni',
      'the VPC network plugin is not told to enforce policies: turn enableNetworkPolicy on',
    );
  if (first !== undefined) return known(first[0]);
  if (base.name === 'k3s') return known(base.cni);
  const why = hasDaemonSet(dump, ...OPEN)
    ? 'Flannel enforces no NetworkPolicies: routes close nothing'
    : 'no DaemonSet of a network plugin that is known to enforce NetworkPolicies';
  return notKnown('other', 'cni', why);
}

/** Where the API server is reached. */
export function apiServerOf(
  dump: Dump,
): Found<Partial<ApiServerProfile> & Pick<ApiServerProfile, 'endpoints'>> {
  const unknown: Unknown[] = [];
  const service = dump.services.find((one) => nameOf(one) === 'kubernetes' && namespaceOf(one) === 'default');
  const spec = service === undefined ? undefined : objectAt(service, 'spec');
  const cidr = blockOf(stringAt(spec, 'clusterIP') ?? '');
  const port = objectsAt(spec, 'ports').map((one) => one.port)[0];
  const side = cidr === undefined || !isPort(port) ? undefined : { cidr, port };
  if (side === undefined) unknown.push({ field: 'apiServer.service', why: 'no Service default/kubernetes' });
  const slices = service === undefined ? [] : slicesOf(dump, service);
  const endpoints = slices.flatMap((slice) => endpointsOf(slice));
  if (endpoints.length === 0)
    unknown.push({
      field: 'apiServer.endpoints',
      why: 'no EndpointSlice of default/kubernetes with addresses',
    });
  const once = new Map(endpoints.map((one) => [`${one.cidr} ${one.port}`, one]));
  const sorted = [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return { value: { ...(side === undefined ? {} : { service: side }), endpoints: sorted }, unknown };
}

function endpointsOf(slice: PlainObject): { cidr: string; port: number }[] {
  const ports = portsOf(slice);
  const addresses = objectsAt(slice, 'endpoints').flatMap((endpoint) => textsAt(endpoint, 'addresses'));
  return addresses.flatMap((address) => {
    const cidr = blockOf(address);
    return cidr === undefined ? [] : ports.map((port) => ({ cidr, port }));
  });
}

/** The ranges of a cluster. What the preset says stays where everything that was seen is in it. */
export function cidrsOf(dump: Dump, base: ClusterProfile, sure: boolean): Found<ClusterProfile['cidrs']> {
  const unknown: Unknown[] = [];
  const range = (
    key: 'pods' | 'services' | 'nodes',
    seen: readonly string[],
    why: string,
  ): readonly string[] => {
    if (sure && base.cidrs[key].length > 0 && seen.length > 0 && isWithin(seen, base.cidrs[key]))
      return base.cidrs[key];
    unknown.push({ field: `cidrs.${key}`, why });
    return [];
  };
  const declared = blocksOf(dump.serviceCidrs.flatMap((one) => textsAt(objectAt(one, 'spec'), 'cidrs')));
  const addresses = blocksOf(dump.services.flatMap(addressesOf));
  const pods = blocksOf(dump.nodes.flatMap((node) => textsAt(objectAt(node, 'spec'), 'podCIDRs')));
  const nodes = blocksOf(dump.nodes.flatMap(internalOf));
  const value = {
    pods: range(
      'pods',
      pods,
      `the range of all pods: ${seenText(pods, 'nodes have no ranges of their own')}`,
    ),
    services:
      declared.length > 0
        ? declared
        : range(
            'services',
            addresses,
            'no ServiceCIDR: kubectl get servicecidrs, or --service-cluster-ip-range of the API server',
          ),
    nodes: range('nodes', nodes, `the subnets of the nodes: ${seenText(nodes, 'no node has an address')}`),
  };
  return { value, unknown };
}

function isWithin(seen: readonly string[], outer: readonly string[]): boolean {
  const blocks = outer.flatMap((cidr) => parseCidr(cidr) ?? []);
  return seen.every((cidr) => {
    const inner = parseCidr(cidr);
    return inner !== undefined && blocks.some((block) => contains(block, inner));
  });
}

const SHOWN = 4;

/** The first of what was seen, for people: it is no range of the cluster. */
function seenText(seen: readonly string[], none: string): string {
  if (seen.length === 0) return none;
  const more = seen.length > SHOWN ? ` and ${seen.length - SHOWN} more` : '';
  return `today it holds ${seen.slice(0, SHOWN).join(', ')}${more}`;
}

function addressesOf(service: PlainObject): string[] {
  const address = stringAt(objectAt(service, 'spec'), 'clusterIP');
  return address === undefined ? [] : [blockOf(address) ?? ''];
}

function internalOf(node: PlainObject): string[] {
  return objectsAt(objectAt(node, 'status'), 'addresses').flatMap((one) =>
    one.type === 'InternalIP' && typeof one.address === 'string' ? [blockOf(one.address) ?? ''] : [],
  );
}
