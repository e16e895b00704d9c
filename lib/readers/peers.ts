import { parseCidr } from '../core/controls/network/shared/cidr';
import { isAbsent, isPlain, type PlainObject, stringAt } from '../core/manifest/plain';
import { type LabelSelector, selectorOf } from '../core/manifest/selector';
import { NAMESPACE_NAME_LABEL } from '../core/well-known';
import { type PlacedWorkload, partyOf } from '../model/cluster-model';
import { type Party, partyKey } from '../model/intent';

type Labels = Readonly<Record<string, string>>;

/** Finds workloads by the labels that select them. */
export class WorkloadsByLabels {
  private readonly found = new Map<string, PlacedWorkload | 'several'>();

  constructor(workloads: Iterable<PlacedWorkload>) {
    for (const placed of workloads) {
      const { namespace = 'default', selector } = placed.workload;
      const key = keyOf(namespace, selector);
      this.found.set(key, this.found.has(key) ? 'several' : placed);
    }
  }

  /** The one workload of a namespace that these labels select; undefined where several have the same. */
  get(namespace: string, labels: Labels): PlacedWorkload | undefined {
    const placed = this.found.get(keyOf(namespace, labels));
    return placed === 'several' ? undefined : placed;
  }
}

function keyOf(namespace: string, labels: Labels): string {
  return partyKey({ party: 'pods', namespace, labels });
}

/** A peer that cannot be read. */
export interface NoPeer {
  /** The field, below the peer. */
  readonly field: string;
  readonly why: string;
}

/** A peer of a policy, as one end of a route; with the workload that it is, where it is one. */
export interface ReadPeer {
  readonly party: Party;
  readonly placed?: PlacedWorkload;
}

/**
 * Who a peer of a policy means.
 * @param home the namespace of the policy
 */
export function readPeer(peer: unknown, home: string, workloads: WorkloadsByLabels): ReadPeer | NoPeer {
  if (!isPlain(peer)) return { field: '', why: 'it is no peer' };
  if (!isAbsent(peer.ipBlock)) return readAddresses(peer);
  const pods = isAbsent(peer.podSelector) ? {} : selectorOf(peer.podSelector);
  const namespaces = isAbsent(peer.namespaceSelector) ? home : selectorOf(peer.namespaceSelector);
  if (pods === undefined) return { field: 'podSelector', why: 'the selector cannot be read' };
  if (namespaces === undefined) return { field: 'namespaceSelector', why: 'the selector cannot be read' };
  if (isAbsent(peer.podSelector) && isAbsent(peer.namespaceSelector))
    return { field: '', why: 'it names nobody, and the API server refuses it' };
  return selected(namespaces, pods, workloads);
}

function readAddresses({ ipBlock }: PlainObject): ReadPeer | NoPeer {
  const cidr = isPlain(ipBlock) ? stringAt(ipBlock, 'cidr') : undefined;
  const written = isPlain(ipBlock) ? (ipBlock.except ?? []) : [];
  const except = Array.isArray(written) ? written.filter((item) => typeof item === 'string') : undefined;
  if (cidr === undefined || parseCidr(cidr) === undefined)
    return { field: 'ipBlock.cidr', why: 'the range cannot be read' };
  if (except === undefined || !Array.isArray(written) || except.length < written.length)
    return { field: 'ipBlock.except', why: 'the ranges cannot be read' };
  return { party: { party: 'cidr', cidr, ...(except.length === 0 ? {} : { except }) } };
}

/** The pods that selectors name: a workload where they name exactly one. */
export function selected(
  namespaces: string | LabelSelector,
  pods: LabelSelector,
  workloads: WorkloadsByLabels,
): ReadPeer {
  const where = typeof namespaces === 'string' ? namespaces : nameIn(namespaces);
  const labels = labelsIn(pods);
  if (where === undefined || labels === undefined)
    return { party: { party: 'selected', namespaces: where ?? plain(namespaces), pods: plain(pods) } };
  if (Object.keys(labels).length === 0) return { party: { party: 'selected', namespaces: where, pods: {} } };
  const placed = workloads.get(where, labels);
  if (placed !== undefined) return { party: partyOf(placed), placed };
  return { party: { party: 'pods', namespace: where, labels } };
}

/** A selector without lists and maps that say nothing. */
function plain<Place extends string | LabelSelector>(selector: Place): Place | LabelSelector {
  if (typeof selector === 'string') return selector;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return {
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    ...(matchExpressions.length === 0
      ? {}
      : {
          matchExpressions: matchExpressions.map(({ key, operator, values = [] }) => ({
            key,
            operator,
            ...(values.length === 0 ? {} : { values }),
          })),
        }),
  };
}

/** The namespace that a selector names, where it names one. */
function nameIn(selector: LabelSelector): string | undefined {
  const labels = labelsIn(selector);
  if (labels === undefined || Object.keys(labels).length !== 1) return undefined;
  return labels[NAMESPACE_NAME_LABEL];
}

/** A selector as labels; undefined where it asks for something else. */
function labelsIn({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Labels | undefined {
  const labels: Record<string, string> = { ...matchLabels };
  for (const { key, operator, values = [] } of matchExpressions) {
    const [value] = values;
    if (operator !== 'In' || values.length !== 1 || value === undefined) return undefined;
    if (Object.hasOwn(labels, key) && labels[key] !== value) return undefined;
    labels[key] = value;
  }
  return labels;
}
