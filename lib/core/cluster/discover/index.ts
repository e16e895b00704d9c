import { objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import { clusters } from '../presets';
import { type ClusterProfile, KUBERNETES_VERSIONS } from '../profile';
import { ingressOf, priorityClassOf, storageOf } from './classes';
import { distributionOf, metadataOf } from './distribution';
import { dnsOf } from './dns';
import { type Dump, dumpOf } from './dump';
import { type Found, known, notKnown, type Unknown } from './found';
import { apiServerOf, cidrsOf, cniOf } from './network';

export { DUMP_COMMAND } from './dump';
export type { Unknown } from './found';

/** The profile of a cluster that runs, as a file holds it, and what stays unknown. */
export interface Discovered {
  /** Fields of the file, in the order of the profile. */
  readonly fields: PlainObject;
  readonly unknown: readonly Unknown[];
}

/**
 * Reads what the objects of a cluster say about it. What they do not say stays unknown: an empty list, null, or no field.
 * @param objects what `kubectl get` gave, items of Lists as objects of their own
 * @returns undefined where there is neither a node nor a Service
 */
export function discover(objects: Iterable<PlainObject>): Discovered | undefined {
  const dump = dumpOf(objects);
  if (dump.nodes.length === 0 && dump.services.length === 0) return undefined;
  const preset = distributionOf(dump);
  const base = clusters[preset ?? 'kubeadm']();
  const sure = preset !== undefined;
  const unknown: Unknown[] = [];
  const take = <T>({ value, unknown: more }: Found<T>): T => {
    unknown.push(...more);
    return value;
  };
  if (!sure)
    unknown.push({
      field: 'preset',
      why: 'no distribution that is known: what is said here is what was seen',
    });
  const cni = take(cniOf(dump, base));
  const fields: PlainObject = {
    preset: base.name,
    name: preset ?? 'cluster',
    kubernetes: take(versionOf(dump, base)),
    cni,
    // The policies of the preset need the plugin that enforces them.
    ...(base.networkPolicies === 'cilium' && cni !== 'cilium' ? { networkPolicies: 'kubernetes' } : {}),
    dns: take(dnsOf(dump, base, sure)),
    // Null says that the Service is not known: else it would be that of the preset.
    apiServer: { service: null, ...take(apiServerOf(dump)) },
    cidrs: take(cidrsOf(dump, base, sure)),
    metadata: metadataOf(dump, preset ?? 'kubeadm'),
    ...(sure
      ? {}
      : { seLinuxType: take(notKnown(null, 'seLinuxType', 'no object says it: none is written')) }),
    priorityClass: take(priorityClassOf(dump)),
    ingress: take(ingressOf(dump)),
    storage: take(storageOf(dump)),
  };
  unknown.push(NOT_IN_DUMP);
  return { fields, unknown };
}

const NOT_IN_DUMP: Unknown = {
  field: 'gateway, gatewayApi, monitoring, cloudIdentity, registries, appArmor, userNamespaces',
  why: 'not looked for: give what you use',
};

/** The highest minor version of the kubelets: that of the API server is no lower. */
function versionOf({ nodes }: Dump, base: ClusterProfile): Found<ClusterProfile['kubernetes'] | undefined> {
  const minors = nodes.flatMap((node) => {
    const version = stringAt(objectAt(objectAt(node, 'status'), 'nodeInfo'), 'kubeletVersion') ?? '';
    const [, minor] = /^v1\.(\d{1,3})\./.exec(version) ?? [];
    return minor === undefined ? [] : [Number(minor)];
  });
  const highest = minors.reduce((most, minor) => Math.max(most, minor), 0);
  const version = KUBERNETES_VERSIONS.find((one) => one === `1.${highest}`);
  if (version !== undefined) return known(version);
  const found =
    highest === 0 ? 'no node says its version' : `1.${highest} is none of ${KUBERNETES_VERSIONS.join(', ')}`;
  return notKnown(undefined, 'kubernetes', `${found}: taken as ${base.kubernetes}`);
}
