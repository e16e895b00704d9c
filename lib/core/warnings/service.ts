import type { Field } from '../validation/field';
import { warnOfAddress, warnOfBlock } from './addresses';
import { warnOfAnnotations } from './old';

const EXTERNAL = 'ExternalName';
const OLD_ANNOTATIONS = {
  'service.kubernetes.io/topology-aware-hints': 'service.kubernetes.io/topology-mode',
};

/** Source: `GetWarningsForService`. */
export function warnOfService(service: Field): void {
  const spec = service.at('spec');
  const type = spec.at('type').textOr('ClusterIP');
  warnOfAnnotations(service.in('metadata', 'annotations'), OLD_ANNOTATIONS);
  if (type !== EXTERNAL) warnOfClusterAddresses(spec);
  const headless = type === 'ClusterIP' && spec.at('clusterIP').text === 'None';
  if (headless && spec.minor >= 34) warnOfIgnored(spec);
  const addresses = spec.at('externalIPs');
  for (const address of addresses.items()) warnOfAddress(address);
  if (addresses.items().length > 0 && type !== undefined) warnOfExternal(addresses, type, headless);
  warnOfAddress(spec.at('loadBalancerIP'));
  for (const range of spec.at('loadBalancerSourceRanges').items()) warnOfBlock(range);
  const name = spec.at('externalName');
  if (!name.isZero && type !== undefined && type !== EXTERNAL)
    name.invalid(`none unless type is ${EXTERNAL}: it is ignored`, 'remove the field');
  const near = spec.at('trafficDistribution');
  if (near.text === 'PreferClose' && near.minor >= 35)
    near.invalid('PreferSameZone, the name that it has now', 'trafficDistribution: PreferSameZone');
}

function warnOfClusterAddresses(spec: Field): void {
  const [one, all] = [spec.at('clusterIP'), spec.at('clusterIPs').items()];
  for (const address of all.length > 0 ? all : [one]) warnOfAddress(address);
}

function warnOfIgnored(spec: Field): void {
  const [balancer, affinity] = [spec.at('loadBalancerIP'), spec.at('sessionAffinity')];
  const needs = 'none for a headless Service: it is ignored';
  if (!balancer.isZero) balancer.invalid(needs, 'remove the field');
  if (affinity.textOr('None') !== 'None') affinity.invalid(needs, 'remove the field');
}

function warnOfExternal(addresses: Field, type: string, headless: boolean): void {
  if (headless && addresses.minor >= 34)
    addresses.invalid('none for a headless Service: they are ignored', 'remove the field');
  else if (type === EXTERNAL)
    addresses.invalid(`none where type is ${EXTERNAL}: they are ignored`, 'remove the field');
  else if (addresses.minor >= 36)
    addresses.invalid('none: clusters may stop to serve them', 'use type LoadBalancer, or a Gateway');
}
