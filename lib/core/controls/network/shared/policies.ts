import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { isAbsent, isPlain, listAt, type PlainObject } from '../../../manifest/plain';
import { type LabelSelector, selectorOf } from '../../../manifest/selector';
import { byNamespace } from '../../entries';
import { fieldAt } from '../../field';

/** The way that traffic goes, as seen from the pods that a policy selects. */
export type Direction = 'Ingress' | 'Egress';

export const DIRECTIONS: readonly Direction[] = ['Ingress', 'Egress'];

const SELECTS_ALL: LabelSelector = Object.freeze({});

/** Whether an object is a NetworkPolicy of Kubernetes; network plugins have kinds of the same name. */
export function isNetworkPolicy(manifest: PlainObject): boolean {
  return typeof manifest.apiVersion === 'string' && manifest.apiVersion.startsWith('networking.k8s.io/');
}

/** The network policies of a set by namespace. */
export function policiesByNamespace(set: ManifestSet): ReadonlyMap<string, readonly Entry[]> {
  return byNamespace(set.ofKind('NetworkPolicy').filter(({ manifest }) => isNetworkPolicy(manifest)));
}

/** The pods that a policy is about; undefined where that cannot be read. An absent selector selects all. */
export function selectedPods(policy: PlainObject): LabelSelector | undefined {
  const selector = fieldAt(policy, 'spec', 'podSelector');
  return isAbsent(selector) ? SELECTS_ALL : selectorOf(selector);
}

/** Whether a selector selects everything. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return (
    Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0
  );
}

/** Whether a policy is in force in a direction. By default: Ingress always, Egress where there is an egress rule. */
export function governs(policy: PlainObject, direction: Direction): boolean {
  const types = fieldAt(policy, 'spec', 'policyTypes');
  if (!isAbsent(types) && !Array.isArray(types)) return false;
  if (Array.isArray(types) && types.length > 0) return types.includes(direction);
  return direction === 'Ingress' || rulesOf(policy, direction).length > 0;
}

/** The rules of a direction as they are. */
export function rulesOf(policy: PlainObject, direction: Direction): readonly unknown[] {
  const spec = fieldAt(policy, 'spec');
  return isPlain(spec) ? listAt(spec, direction.toLowerCase()) : [];
}

/** A peer of a rule. */
export interface Peer {
  readonly direction: Direction;
  readonly path: string;
  readonly spec: unknown;
  /** The rule that it is in. */
  readonly rule: PlainObject;
}

/** A rule, with its peers; no peers means everyone. */
export interface Rule {
  readonly path: string;
  readonly spec: PlainObject;
  readonly peers: readonly Peer[];
  /** What stands where the peers should, whatever its type. */
  readonly found: unknown;
}

/** The rules of a policy in a direction. */
export function readRules(policy: PlainObject, direction: Direction): Rule[] {
  const key = direction === 'Ingress' ? 'from' : 'to';
  return rulesOf(policy, direction).map((item, index) => {
    const path = `spec.${direction.toLowerCase()}[${index}]`;
    const spec = isPlain(item) ? item : {};
    const peers = listAt(spec, key).map((peer, at) => ({
      direction,
      path: `${path}.${key}[${at}]`,
      spec: peer,
      rule: spec,
    }));
    return { path: `${path}.${key}`, spec, peers, found: isPlain(item) ? item[key] : item };
  });
}

/** A peer as one rule of one policy of a set names it. */
export interface WrittenPeer {
  readonly policy: Entry;
  readonly direction: Direction;
  readonly rule: Rule;
  readonly peer: Peer;
}

/** The peers of a policy, in the directions that it governs. */
export function peersIn(policy: Entry): WrittenPeer[] {
  return DIRECTIONS.filter((direction) => governs(policy.manifest, direction)).flatMap((direction) =>
    readRules(policy.manifest, direction).flatMap((rule) =>
      rule.peers.map((peer) => ({ policy, direction, rule, peer })),
    ),
  );
}
