import { compareQuantities } from '../manifest/quantity';
import type { Field } from '../validation/field';
import { quantityAt } from '../validation/primitives/numbers';
import { warnOfAddress, warnOfBlock } from './addresses';
import {
  warnOfAnnotations,
  warnOfExpressions,
  warnOfGoneSources,
  warnOfNodeLabel,
  warnOfNodeLabels,
} from './old';

const OLD_CLASS = { 'volume.beta.kubernetes.io/storage-class': 'spec.storageClassName' };
const OLD_OPTIONS = { 'volume.beta.kubernetes.io/mount-options': 'spec.mountOptions' };
const INGRESS_CLASS = 'kubernetes.io/ingress.class';
const MOUNTABLE = 'kubernetes.io/enforce-mountable-secrets';

/** Source: `GetWarningsForPersistentVolume`. */
export function warnOfVolume(volume: Field): void {
  const spec = volume.at('spec');
  warnOfAnnotations(volume.in('metadata', 'annotations'), { ...OLD_CLASS, ...OLD_OPTIONS });
  const policy = spec.at('persistentVolumeReclaimPolicy');
  if (policy.text === 'Recycle') policy.invalid('Retain or Delete: Recycle goes', 'write Retain');
  for (const term of spec.in('nodeAffinity', 'required', 'nodeSelectorTerms').items())
    warnOfExpressions(term);
  warnOfGoneSources(spec);
}

/** Source: `GetWarningsForPersistentVolumeClaim`. */
export function warnOfClaim(claim: Field): void {
  warnOfAnnotations(claim.in('metadata', 'annotations'), OLD_CLASS);
}

/** Source: `GetWarningsForStorageClass`. */
export function warnOfStorageClass(storageClass: Field): void {
  for (const topology of storageClass.at('allowedTopologies').items())
    for (const expression of topology.at('matchLabelExpressions').items())
      warnOfNodeLabel(expression.at('key'));
}

/** Source: `GetWarningsForCSIStorageCapacity`. */
export function warnOfCapacity(capacity: Field): void {
  warnOfExpressions(capacity.at('nodeTopology'));
  warnOfNodeLabels(capacity.in('nodeTopology', 'matchLabels'));
}

/** Source: `GetWarningsForRuntimeClass`. */
export function warnOfRuntimeClass(runtimeClass: Field): void {
  warnOfNodeLabels(runtimeClass.in('scheduling', 'nodeSelector'));
}

/** Source: the strategy of Ingresses. */
export function warnOfIngress(ingress: Field): void {
  const [annotation, name] = [
    ingress.in('metadata', 'annotations').at(INGRESS_CLASS),
    ingress.in('spec', 'ingressClassName'),
  ];
  if (annotation.isSet && !name.isSet)
    annotation.invalid('spec.ingressClassName in place of the annotation', 'ingressClassName: nginx');
}

/** Source: `networkPolicyWarnings`. */
export function warnOfPolicy(policy: Field): void {
  const spec = policy.at('spec');
  const peers = [
    ...spec
      .at('ingress')
      .items()
      .flatMap((rule) => [...rule.at('from').items()]),
    ...spec
      .at('egress')
      .items()
      .flatMap((rule) => [...rule.at('to').items()]),
  ];
  for (const peer of peers) {
    warnOfBlock(peer.in('ipBlock', 'cidr'));
    for (const except of peer.in('ipBlock', 'except').items()) warnOfBlock(except);
  }
}

/** Source: `warnIfHasEnforceMountableSecretsAnnotation`. */
export function warnOfAccount(account: Field): void {
  const annotation = account.in('metadata', 'annotations').at(MOUNTABLE);
  if (annotation.isSet)
    annotation.invalid('a namespace of its own for Secrets that few may mount', 'remove the annotation');
}

const QUOTA_RESOURCES = ['cpu', 'memory', 'storage', 'ephemeral-storage'];

/** Source: the strategy of ResourceQuotas. */
export function warnOfQuota(quota: Field): void {
  if (quota.minor < 35) return;
  const hard = quota.in('spec', 'hard');
  for (const name of QUOTA_RESOURCES) {
    const bare = name === 'cpu' || name === 'memory' ? hard.at(name) : hard.at(`requests.${name}`);
    const requests = hard.at(`requests.${name}`).isSet ? hard.at(`requests.${name}`) : bare;
    const [least, most] = [quantityAt(requests), quantityAt(hard.at(`limits.${name}`))];
    if (least !== undefined && most !== undefined && compareQuantities(least, most) > 0)
      requests.invalid(`at most what limits.${name} says`, `raise limits.${name}`);
  }
}

/** Source: `endpointsWarnings`. */
export function warnOfEndpoints(endpoints: Field): void {
  for (const subset of endpoints.at('subsets').items())
    for (const list of ['addresses', 'notReadyAddresses'])
      for (const address of subset.at(list).items()) warnOfAddress(address.at('ip'));
}

/** Source: the strategy of EndpointSlices. */
export function warnOfSlice(slice: Field): void {
  const type = slice.at('addressType');
  if (type.text === 'FQDN') type.invalid('IPv4 or IPv6: names of hosts go', 'write addresses');
  for (const endpoint of slice.at('endpoints').items())
    for (const address of endpoint.at('addresses').items()) if (type.text !== 'FQDN') warnOfAddress(address);
}

/** Source: the strategy of CSIDrivers. */
export function warnOfDriver(driver: Field): void {
  const spec = driver.at('spec');
  if (
    spec.minor >= 35 &&
    spec.at('tokenRequests').items().length > 0 &&
    !spec.at('serviceAccountTokenInSecrets').isSet
  )
    spec
      .at('serviceAccountTokenInSecrets')
      .required('true, so that tokens do not get into logs', 'serviceAccountTokenInSecrets: true');
}
