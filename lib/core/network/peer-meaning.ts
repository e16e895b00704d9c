import { fieldAt } from '../controls/field';
import { maySelect, peersOf, selectorIn } from '../controls/network/shared/peers';
import { homeOf } from '../manifest/identity';
import type { ManifestSet } from '../manifest/manifest-set';
import { isAbsent, isPlain } from '../manifest/plain';
import type { Pod } from '../manifest/pod';
import { matchOf } from '../manifest/pod-index';
import { isWhole, requirementsOf } from '../manifest/pod-match';
import type { LabelSelector } from '../manifest/selector';
import { NAMESPACE_NAME_LABEL } from '../well-known';

/** Whether something is meant; `maybe` where manifests do not tell. */
export type Meaning = 'yes' | 'maybe' | 'no';

/** Says whether peers of NetworkPolicies mean a pod. */
export class PeerMeanings {
  constructor(private readonly set: ManifestSet) {}

  /**
   * Whether a peer means a pod. Addresses may be those of pods, and labels of namespaces that are not in the set are not
   * known: there it may.
   * @param home the namespace of the policy
   */
  of(
    peer: unknown,
    home: string | undefined,
    far: { readonly pod: Pod; readonly namespace: string | undefined },
  ): Meaning {
    if (!isPlain(peer) || !isAbsent(fieldAt(peer, 'ipBlock'))) return 'maybe';
    const namespaces = selectorIn(peer, 'namespaceSelector');
    const place =
      namespaces === undefined ? same(home, far.namespace) : this.placed(namespaces, far.namespace);
    if (place === 'no') return 'no';
    const pods = podsMeant(selectorIn(peer, 'podSelector'), far.pod);
    if (pods === 'no') return 'no';
    return place === 'yes' && pods === 'yes' ? 'yes' : 'maybe';
  }

  private placed(selector: LabelSelector | 'unreadable', namespace: string | undefined): Meaning {
    if (selector === 'unreadable') return 'maybe';
    const peers = peersOf(this.set);
    if (!peers.namespaceMayMatch(selector, namespace)) return 'no';
    if (peers.owns(namespace)) return 'yes';
    // Every namespace has its name as a label; of others nothing is known.
    const byName = requirementsOf(selector).every(({ key }) => key === NAMESPACE_NAME_LABEL);
    if (!byName) return 'maybe';
    return maySelect(selector, { [NAMESPACE_NAME_LABEL]: homeOf({ namespace }) }) ? 'yes' : 'no';
  }
}

function same(home: string | undefined, namespace: string | undefined): Meaning {
  return homeOf({ namespace: home }) === homeOf({ namespace }) ? 'yes' : 'no';
}

function podsMeant(selector: LabelSelector | 'unreadable' | undefined, pod: Pod): Meaning {
  if (selector === undefined) return 'yes';
  if (selector === 'unreadable') return 'maybe';
  const match = matchOf(pod, selector);
  if (match.certainty === 'none') return 'no';
  return isWhole(match) ? 'yes' : 'maybe';
}
