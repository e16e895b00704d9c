import type { ManifestSet } from '../../../manifest/manifest-set';
import { objectAt, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { matchingPods } from '../../../manifest/pod-index';
import type { LabelSelector } from '../../../manifest/selector';

/** The label by which Cilium selects the namespace of pods. */
export const NAMESPACE = 'io.kubernetes.pod.namespace';

/** A CiliumNetworkPolicy that can be read, with the pods of the set that it selects. */
export interface CiliumPolicy {
  readonly spec: PlainObject;
  readonly namespace: string | undefined;
  readonly pods: readonly Pod[];
}

/**
 * The CiliumNetworkPolicies of a set, as far as they are plain: selectors of labels alone, and no policy of the set that
 * denies; whatever else there is stays unknown.
 * @param deny the field of rules that close what others open
 */
export function ciliumPolicies(set: ManifestSet, deny: 'ingressDeny' | 'egressDeny'): CiliumPolicy[] {
  const all = set.entries.filter(({ ref }) => ref.group === 'cilium.io');
  const unread = all.some(
    ({ manifest }) => manifest.specs !== undefined || objectAt(manifest, 'spec')?.[deny] !== undefined,
  );
  if (unread) return [];
  return all.flatMap(({ manifest, ref: { kind, namespace } }): CiliumPolicy[] => {
    const spec = objectAt(manifest, 'spec');
    const labels = labelsOf(objectAt(spec, 'endpointSelector'));
    const isPlainPolicy = kind === 'CiliumNetworkPolicy' && labels !== undefined && labels.size > 0;
    if (spec === undefined || !isPlainPolicy || labels.has(NAMESPACE)) return [];
    const selector: LabelSelector = { matchLabels: Object.fromEntries(labels) };
    const pods = set.podsMatching(namespace, selector).flatMap((entry) => [...matchingPods(entry, selector)]);
    return [{ spec, namespace, pods }];
  });
}

/** The labels that a selector of Cilium asks for, without its prefix; undefined where it asks for more than labels. */
export function labelsOf(selector: PlainObject | undefined): Map<string, string> | undefined {
  if (selector === undefined || Object.keys(selector).some((key) => key !== 'matchLabels')) return undefined;
  const labels = new Map<string, string>();
  for (const [key, value] of Object.entries(objectAt(selector, 'matchLabels') ?? {})) {
    if (!key.startsWith('k8s:') || typeof value !== 'string') return undefined;
    labels.set(key.slice('k8s:'.length), value);
  }
  return labels;
}
