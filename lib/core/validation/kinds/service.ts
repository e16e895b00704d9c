import { labelNameProblems, qualifiedNameProblems, subdomainProblems } from '../../manifest/names';
import { isOn } from '../context';
import type { Field } from '../field';
import { checkAddress, checkBlock, checkEndpointAddress } from '../primitives/addresses';
import { checkLabels } from '../primitives/labels';
import { checkExactly, checkOneOf, checkUnique } from '../primitives/lists';
import { checkName, checkText } from '../primitives/names';
import { checkPort, checkPortOrName, PROTOCOLS } from '../primitives/ports';
import { checkClusterAddresses, isHeadless } from './service-addresses';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const AFFINITIES = ['ClientIP', 'None'];
const POLICIES = ['Cluster', 'Local'];
const BALANCER_ONLY = 'none unless type is LoadBalancer';
const LONGEST_AFFINITY = 86_400;
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';

/** Source: `ValidateServiceCreate`, and the address allocator that judges before it. */
export function checkService(service: Field): void {
  const spec = service.at('spec');
  if (spec.isUnknown) return;
  const type = spec.at('type').textOr('ClusterIP');
  checkTopology(service.in('metadata', 'annotations'));
  checkOneOf(spec.at('type'), TYPES);
  checkPorts(spec, type);
  checkLabels(spec.at('selector'));
  checkAffinity(spec);
  if (type === 'ExternalName') checkExternalName(spec);
  else checkClusterAddresses(spec, type);
  for (const address of spec.at('externalIPs').items()) {
    const parsed = checkAddress(address);
    if (parsed !== undefined) checkEndpointAddress(address, parsed);
  }
  checkBalancer(service, spec, type);
  checkTraffic(spec, type);
}

function checkTopology(annotations: Field): void {
  const [hints, mode] = [annotations.at(TOPOLOGY_HINTS).text, annotations.at(TOPOLOGY_MODE)];
  if (hints !== undefined && mode.text !== undefined && hints !== mode.text)
    mode.invalid(`the value of ${TOPOLOGY_HINTS}, where both are there`, 'remove the older one');
}

function checkPorts(spec: Field, type: string | undefined): void {
  const ports = spec.at('ports');
  if (ports.isZero && !isHeadless(spec) && type !== undefined && type !== 'ExternalName')
    ports.required('at least one port', 'ports: [{ port: 80 }]');
  const items = ports.items();
  const seen = { node: new Set<string>(), port: new Set<string>() };
  for (const entry of items) {
    const name = entry.at('name');
    if (items.length > 1 && name.isZero) name.required('a name, where there are several ports');
    checkName(name, labelNameProblems);
    const [port, node] = [entry.at('port'), entry.at('nodePort')];
    if (!port.isSet) port.required('a port from 1 to 65535', 'write the port');
    checkPort(port);
    const protocol = entry.at('protocol').textOr('TCP');
    if (protocol !== undefined && !PROTOCOLS.includes(protocol)) entry.at('protocol').notSupported(PROTOCOLS);
    if (!entry.at('targetPort').isZero) checkPortOrName(entry.at('targetPort'));
    checkText(entry.at('appProtocol'), qualifiedNameProblems);
    checkNodePort(node, type);
    claim(seen.port, `${protocol}/${String(port.value)}`, port.isUnknown, entry);
    if (!node.isZero) claim(seen.node, `${protocol}/${String(node.value)}`, node.isUnknown, node);
  }
  checkUnique(
    items.map((entry) => entry.at('name')),
    'a name of its own in the Service',
    true,
  );
}

function claim(seen: Set<string>, key: string, unknown: boolean, field: Field): void {
  if (unknown) return;
  if (seen.has(key)) field.duplicate('a protocol and port of its own in the Service');
  seen.add(key);
}

function checkNodePort(node: Field, type: string | undefined): void {
  if (node.isZero) return;
  if (type === 'ClusterIP') node.forbidden('no nodePort where type is ClusterIP');
  else checkPort(node);
}

function checkAffinity(spec: Field): void {
  const affinity = spec.at('sessionAffinity');
  const kind = affinity.textOr('None');
  checkOneOf(affinity, AFFINITIES);
  if (kind !== 'ClientIP') return;
  const timeout = spec.in('sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
  const seconds = timeout.number;
  if (seconds !== undefined && (seconds <= 0 || seconds > LONGEST_AFFINITY))
    timeout.invalid(`seconds from 1 to ${LONGEST_AFFINITY}`);
}

function checkExternalName(spec: Field): void {
  for (const name of ['clusterIPs', 'ipFamilies'] as const) {
    const field = spec.at(name);
    if (!field.isZero) field.forbidden('none where type is ExternalName');
  }
  const [address, policy, external] = [
    spec.at('clusterIP'),
    spec.at('ipFamilyPolicy'),
    spec.at('externalName'),
  ];
  if (!address.isZero && spec.at('clusterIPs').isZero) address.forbidden('none where type is ExternalName');
  if (policy.isSet) policy.forbidden('none where type is ExternalName');
  if (external.isUnknown) return;
  const name = (external.text ?? '').replace(/\.$/, '');
  if (name === '') external.required('the DNS name that the Service stands for');
  else for (const needs of subdomainProblems(name)) external.misnamed(needs);
}

function checkBalancer(service: Field, spec: Field, type: string | undefined): void {
  checkSourceRanges(service, spec, type);
  const [allocate, className] = [spec.at('allocateLoadBalancerNodePorts'), spec.at('loadBalancerClass')];
  if (type === 'LoadBalancer') checkText(className, qualifiedNameProblems);
  else if (type !== undefined)
    for (const field of [allocate, className]) if (field.isSet) field.forbidden(BALANCER_ONLY);
}

function checkSourceRanges(service: Field, spec: Field, type: string | undefined): void {
  const ranges = spec.at('loadBalancerSourceRanges');
  const annotation = service.in('metadata', 'annotations').at(SOURCE_RANGES);
  const used = ranges.isZero ? annotation : ranges;
  if (used.isSet && type !== undefined && type !== 'LoadBalancer') used.forbidden(BALANCER_ONLY);
  for (const range of ranges.items()) checkBlock(range, range.text?.trim());
  const text = used === annotation ? (annotation.text?.trim() ?? '') : '';
  if (text !== '') for (const range of text.split(',')) checkBlock(annotation, range.trim());
}

function checkTraffic(spec: Field, type: string | undefined): void {
  const external = spec.at('externalTrafficPolicy');
  const outside = type === 'LoadBalancer' || type === 'NodePort';
  if (outside || (type === 'ClusterIP' && !spec.at('externalIPs').isZero)) checkOneOf(external, POLICIES);
  else if (type !== undefined && !external.isZero)
    external.invalid('none where nothing outside can reach the Service', 'remove the field');
  checkHealth(spec.at('healthCheckNodePort'), type, external);
  checkExactly(spec.at('internalTrafficPolicy'), POLICIES);
  const near = isOn('PreferSameTrafficDistribution', spec.context)
    ? ['PreferSameZone', 'PreferSameNode']
    : [];
  checkExactly(spec.at('trafficDistribution'), ['PreferClose', ...near]);
}

function checkHealth(port: Field, type: string | undefined, external: Field): void {
  if (port.isZero || type === undefined) return;
  if (type === 'LoadBalancer' && (external.text === 'Local' || external.isUnknown)) checkPort(port);
  else
    port.invalid("none unless type is LoadBalancer and externalTrafficPolicy is 'Local'", 'remove the field');
}
