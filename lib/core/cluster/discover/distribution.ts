import { objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import { clusters } from '../presets';
import { argumentsOf, type Dump, labelOf, nameOf, namespaceOf } from './dump';

/** The name of a preset. */
export type PresetName = keyof typeof clusters;

const infoOf = (node: PlainObject): PlainObject | undefined => objectAt(objectAt(node, 'status'), 'nodeInfo');

/** What a node says that it is. */
interface NodeFacts {
  readonly version: string;
  readonly osImage: string;
  readonly provider: string;
  readonly node: PlainObject;
}

function factsOf(node: PlainObject): NodeFacts {
  return {
    version: stringAt(infoOf(node), 'kubeletVersion') ?? '',
    osImage: stringAt(infoOf(node), 'osImage') ?? '',
    provider: (stringAt(objectAt(node, 'spec'), 'providerID') ?? '').split(':')[0] ?? '',
    node,
  };
}

/** Whether the cluster runs a DaemonSet of a name. */
export function hasDaemonSet(dump: Dump, ...names: readonly string[]): boolean {
  return dump.daemonSets.some((daemonSet) => names.includes(nameOf(daemonSet)));
}

/** By what a node is known to be of a distribution, the surest first. */
const SIGNS: readonly (readonly [(facts: NodeFacts, dump: Dump) => boolean, (dump: Dump) => PresetName])[] = [
  [(_, dump) => dump.services.some(isOpenShiftDns), () => 'openshift'],
  [({ osImage }) => osImage.startsWith('Talos '), () => 'talos'],
  [({ version }) => version.includes('+k3s'), () => 'k3s'],
  [({ version }) => version.includes('+rke2'), () => 'rke2'],
  // EKS Anywhere has these versions too, on machines of its own.
  [
    ({ version, provider }) => version.includes('-eks-') && ['aws', 'eks-hybrid'].includes(provider),
    () => 'eks',
  ],
  [
    ({ version, node }) => version.includes('-gke.') || hasLabel(node, 'cloud.google.com/gke-nodepool'),
    gkeOf,
  ],
  [
    ({ node }) => hasLabel(node, 'kubernetes.azure.com/cluster'),
    (dump) => (hasDaemonSet(dump, 'cilium') ? 'aksCilium' : 'aks'),
  ],
  [({ node }) => hasLabel(node, 'doks.digitalocean.com/node-pool'), () => 'doks'],
  [({ provider }) => provider === 'kind', () => 'kind'],
];

const hasLabel = (node: PlainObject, key: string): boolean => labelOf(node, key) !== undefined;

/** Whether a Service is that of the DNS of OpenShift. */
export function isOpenShiftDns(service: PlainObject): boolean {
  return namespaceOf(service) === 'openshift-dns' && nameOf(service) === 'dns-default';
}

/** The nodes of Autopilot are called gk3; Dataplane V2 runs as anetd. */
function gkeOf(dump: Dump): PresetName {
  if (dump.nodes.length > 0 && dump.nodes.every((node) => nameOf(node).startsWith('gk3-')))
    return 'gkeAutopilot';
  return hasDaemonSet(dump, 'anetd') ? 'gkeDataplaneV2' : 'gkeDataplaneV1';
}

/** The preset of the distribution that every node is of; undefined where none is sure. */
export function distributionOf(dump: Dump): PresetName | undefined {
  const [first, ...others] = dump.nodes.map(factsOf);
  if (first === undefined) return undefined;
  const sign = SIGNS.find(([is]) => is(first, dump));
  if (sign === undefined || !others.every((facts) => sign[0](facts, dump))) return undefined;
  return sign[1](dump);
}

/** Whose cloud the nodes are in, by their provider ids: the preset that knows its metadata service. */
const CLOUDS: Readonly<Record<string, PresetName>> = {
  aws: 'eks',
  gce: 'gkeDataplaneV1',
  azure: 'aks',
  digitalocean: 'doks',
};

/** Addresses of the metadata services of the clouds that the nodes are in, and of the preset. */
export function metadataOf(dump: Dump, preset: PresetName): string[] {
  const providers = new Set(dump.nodes.map((node) => factsOf(node).provider));
  const clouds = Object.entries(CLOUDS).flatMap(([provider, name]) =>
    providers.has(provider) ? [name] : [],
  );
  return [...new Set([preset, ...clouds].flatMap((name) => clusters[name]().metadata))];
}

/** Whether the agent of the VPC network plugin was told to enforce nothing. */
export function isVpcAgentOff(dump: Dump): boolean {
  const agents = dump.daemonSets.filter((daemonSet) => nameOf(daemonSet) === 'aws-node').map(argumentsOf);
  return agents.length > 0 && !agents.some((all) => all.includes('--enable-network-policy=true'));
}
