import { parseCidr } from '../controls/network/shared/cidr';
import { FieldReader, isText, problem, type ReadValue } from '../field-reader';
import {
  labelKeyProblems,
  labelNameProblems,
  labelValueProblems,
  objectNameProblems,
} from '../manifest/names';
import { append, isAbsent } from '../manifest/plain';
import { isQuantity } from '../manifest/quantity';
import { type Shape, shapeProblems } from '../shape';
import { disagreements } from './agree';
import { CLOUD_IDENTITY, isCloudIdentity } from './cloud-identity';
import { CONTROL_PLANE, isControlPlane } from './control-plane';
import { ENCRYPTION, isEncryption } from './encryption-shape';
import { GATEWAY, isGateway } from './gateway';
import { GATEWAY_API, isGatewayApi } from './gateway-api';
import { INGRESS, isIngressProfile } from './ingress';
import { isKubelet, KUBELET } from './kubelet';
import { isMonitoring, MONITORING } from './monitoring';
import { type ClusterOptions, clusters } from './presets';
import {
  type ApiServerProfile,
  type ClusterProfile,
  CNIS,
  type DnsProfile,
  KUBERNETES_VERSIONS,
  MESHES,
  MOST_NODES,
  type PeerSpec,
  POLICY_ENGINES,
  type PriorityClassProfile,
} from './profile';
import { CLUSTER_FIELDS } from './shape';
import { isStorage, STORAGE } from './storage';

/** A cluster profile that was read, and everything that is wrong with it. */
export interface ParsedCluster {
  readonly cluster: ClusterProfile;
  readonly problems: readonly string[];
}

const FIELDS = ['preset', ...Object.keys(CLUSTER_FIELDS)];

const HIGHEST_PORT = 65_535;
const HIGHEST_PRIORITY = 1_000_000_000;

/**
 * Reads a cluster profile as people write it: the fields of {@link ClusterProfile}, over a preset. `null` says that the
 * cluster has no SELinux type, or no PriorityClass, and that the StorageClasses, the control plane or the Service of the API server are
 * not known.
 * @param over what the file need not say, over the preset and under the file
 */
export function parseCluster(value: unknown, over: ClusterOptions = {}): ParsedCluster {
  const problems: string[] = [];
  const fields = FieldReader.of(value, '', problems);
  if (fields === undefined) return { cluster: clusters.kubeadm(over), problems };
  fields.only(...FIELDS);
  const preset = presetOf(fields);
  const base: ClusterProfile = { ...preset, ...over, dns: preset.dns };
  const cluster: ClusterProfile = {
    name: fields.text('name') ?? base.name,
    kubernetes: fields.oneOf('kubernetes', KUBERNETES_VERSIONS) ?? base.kubernetes,
    cni: fields.oneOf('cni', CNIS) ?? base.cni,
    dns: dnsOf(fields.map('dns'), base.dns, problems),
    apiServer: apiServerOf(fields.map('apiServer'), base.apiServer, problems),
    cidrs: cidrsOf(fields.map('cidrs'), base.cidrs, problems),
    metadata: fields.list('metadata', cidrIn(problems)) ?? base.metadata,
    appArmor: fields.flag('appArmor') ?? base.appArmor,
    userNamespaces: fields.flag('userNamespaces') ?? base.userNamespaces,
    seLinuxType: fields.isNull('seLinuxType') ? undefined : (fields.text('seLinuxType') ?? base.seLinuxType),
    priorityClass: fields.isNull('priorityClass')
      ? undefined
      : (priorityClassOf(fields.map('priorityClass'), problems) ?? base.priorityClass),
    logBudget: String(fields.read('logBudget', 'a quantity such as 50Mi', isQuantity) ?? base.logBudget),
    registries: fields.list('registries', textIn(problems)) ?? base.registries,
    ...optional(fields, base, problems),
  };
  problems.push(
    ...disagreements(cluster).map(({ field, found, needs }) => `${field}: found ${found}; needs ${needs}`),
  );
  return { cluster, problems };
}

function presetOf(fields: FieldReader): ClusterProfile {
  const given = fields.oneOf('preset', Object.keys(clusters));
  const make = Object.entries(clusters).find(([name]) => name === given)?.[1] ?? clusters.kubeadm;
  return make();
}

/** The fields that no preset has; they are written only where they are said. */
function optional(fields: FieldReader, base: ClusterProfile, problems: string[]): Partial<ClusterProfile> {
  const said = {
    nodeCount: fields.whole('nodeCount', 1, MOST_NODES) ?? base.nodeCount,
    networkPolicies: fields.oneOf('networkPolicies', POLICY_ENGINES) ?? base.networkPolicies,
    mesh: fields.oneOf('mesh', MESHES) ?? base.mesh,
    gateway: shaped(fields, 'gateway', GATEWAY, isGateway, problems) ?? base.gateway,
    gatewayApi: shaped(fields, 'gatewayApi', GATEWAY_API, isGatewayApi, problems) ?? base.gatewayApi,
    ingress: shaped(fields, 'ingress', INGRESS, isIngressProfile, problems) ?? base.ingress,
    monitoring: shaped(fields, 'monitoring', MONITORING, isMonitoring, problems) ?? base.monitoring,
    cloudIdentity:
      shaped(fields, 'cloudIdentity', CLOUD_IDENTITY, isCloudIdentity, problems) ?? base.cloudIdentity,
    controlPlane: fields.isNull('controlPlane')
      ? undefined
      : (shaped(fields, 'controlPlane', CONTROL_PLANE, isControlPlane, problems) ?? base.controlPlane),
    encryption: shaped(fields, 'encryption', ENCRYPTION, isEncryption, problems) ?? base.encryption,
    kubelet: shaped(fields, 'kubelet', KUBELET, isKubelet, problems) ?? base.kubelet,
    storage: fields.isNull('storage')
      ? undefined
      : (shaped(fields, 'storage', STORAGE, isStorage, problems) ?? base.storage),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function shaped<T>(
  fields: FieldReader,
  key: string,
  shape: Shape,
  is: (value: unknown) => value is T,
  problems: string[],
): T | undefined {
  const value = fields.raw(key);
  if (isAbsent(value)) return undefined;
  append(problems, shapeProblems(value, shape, key));
  return is(value) ? value : undefined;
}

function dnsOf(fields: FieldReader | undefined, base: DnsProfile, problems: string[]): DnsProfile {
  if (fields === undefined) return base;
  fields.only('domain', 'peers', 'port');
  const peers = fields.list('peers', peerIn(problems));
  if (peers?.length === 0) problems.push('dns.peers: found none; needs who answers, or no field');
  return {
    domain: fields.text('domain') ?? base.domain,
    peers: peers ?? base.peers,
    port: fields.whole('port', 1, HIGHEST_PORT) ?? base.port,
  };
}

function peerIn(problems: string[]): ReadValue<PeerSpec> {
  return (value, at) => {
    const fields = FieldReader.of(value, at, problems);
    if (fields === undefined) return undefined;
    if (fields.has('cidr')) {
      fields.only('cidr');
      const cidr = cidrIn(problems)(fields.raw('cidr'), `${at}.cidr`);
      return cidr === undefined ? undefined : { cidr };
    }
    fields.only('namespace', 'labels', 'cidr');
    const needs = 'a namespace and labels, or a cidr';
    const namespace = fields.required('namespace', fields.text('namespace'), needs);
    const labels = fields.required('labels', fields.map('labels'), needs)?.entries(textIn(problems)) ?? [];
    if (namespace === undefined) return undefined;
    const wrong = [
      ...labelNameProblems(namespace).map((text) => `${at}.namespace: ${text}`),
      ...labels.flatMap(([key, text]) =>
        [...labelKeyProblems(key), ...labelValueProblems(text)].map((why) => `${at}.labels: ${why}`),
      ),
    ];
    append(problems, wrong);
    return { namespace, labels: Object.fromEntries(labels) };
  };
}

function apiServerOf(
  fields: FieldReader | undefined,
  base: ApiServerProfile,
  problems: string[],
): ApiServerProfile {
  if (fields === undefined) return base;
  fields.only('service', 'endpoints');
  const given = fields.map('service');
  const preset = fields.isNull('service') ? undefined : base.service;
  const service = given === undefined ? preset : (endpointOf(given, problems) ?? preset);
  return {
    ...(service === undefined ? {} : { service }),
    endpoints:
      fields.list('endpoints', (value, at) => {
        const endpoint = FieldReader.of(value, at, problems);
        return endpoint === undefined ? undefined : endpointOf(endpoint, problems);
      }) ?? base.endpoints,
  };
}

function endpointOf(fields: FieldReader, problems: string[]): { cidr: string; port: number } | undefined {
  fields.only('cidr', 'port');
  const cidr = cidrIn(problems)(fields.raw('cidr'), `${fields.at}.cidr`);
  const port = fields.required('port', fields.whole('port', 1, HIGHEST_PORT), 'a port');
  return cidr === undefined || port === undefined ? undefined : { cidr, port };
}

function cidrsOf(
  fields: FieldReader | undefined,
  base: ClusterProfile['cidrs'],
  problems: string[],
): ClusterProfile['cidrs'] {
  if (fields === undefined) return base;
  fields.only('pods', 'services', 'nodes');
  const blocks = (key: 'pods' | 'services' | 'nodes'): readonly string[] =>
    fields.list(key, cidrIn(problems)) ?? base[key];
  return { pods: blocks('pods'), services: blocks('services'), nodes: blocks('nodes') };
}

function priorityClassOf(
  fields: FieldReader | undefined,
  problems: string[],
): PriorityClassProfile | undefined {
  if (fields === undefined) return undefined;
  fields.only('name', 'value', 'create');
  const name = fields.required('name', fields.text('name'), 'the name of a PriorityClass');
  const value = fields.whole('value', -HIGHEST_PRIORITY, HIGHEST_PRIORITY);
  const create = fields.flag('create') ?? false;
  if (name === undefined) return undefined;
  append(
    problems,
    objectNameProblems('PriorityClass', name).map((text) => `${fields.at}.name: ${text}`),
  );
  return { name, value: value ?? 0, create };
}

function cidrIn(problems: string[]): ReadValue<string> {
  return (value, at) => {
    if (typeof value === 'string' && parseCidr(value) !== undefined) return value;
    problems.push(problem(at, value, 'a block of addresses such as 169.254.20.10/32'));
    return undefined;
  };
}

function textIn(problems: string[]): ReadValue<string> {
  return (value, at) => {
    if (isText(value)) return value;
    problems.push(problem(at, value, 'a string'));
    return undefined;
  };
}
