import { append, isAbsent, type PlainObject } from '../../manifest/plain';
import { selectorOf } from '../../manifest/selector';
import { NAMESPACE_NAME_LABEL } from '../../well-known';
import { objectControl, type Report } from '../control';
import { fieldAt } from '../field';
import { type AddressBlock, contains, covers, overlaps, parseCidr } from './shared/cidr';
import { DIRECTIONS, isEmptySelector, isNetworkPolicy, type Peer, readRules } from './shared/policies';

/** Whether a selector field is there and selects everything. */
function selectsAll(selector: unknown): boolean {
  const read = selectorOf(selector);
  return read !== undefined && isEmptySelector(read);
}

/**
 * Whether a selector of a peer is there and demands nothing: no label, or only that labels are not there or not so,
 * which whatever comes next fulfils.
 */
function demandsNothing(selector: unknown): boolean {
  const read = selectorOf(selector);
  if (read === undefined || Object.keys(read.matchLabels ?? {}).length > 0) return false;
  return (read.matchExpressions ?? []).every(
    ({ key, operator }) =>
      operator === 'NotIn' ||
      operator === 'DoesNotExist' ||
      (operator === 'Exists' && key === NAMESPACE_NAME_LABEL),
  );
}

/** Whether a block of a peer, without its exceptions, holds addresses of pods. */
function reachesPods(block: AddressBlock, exceptions: unknown, pods: readonly string[]): boolean {
  const holes = (Array.isArray(exceptions) ? exceptions : []).flatMap((item: unknown) =>
    typeof item === 'string' ? (parseCidr(item) ?? []) : [],
  );
  return pods.some((cidr) => {
    const range = parseCidr(cidr);
    if (range === undefined || !overlaps(block, range)) return false;
    // One of two blocks that overlap is inside the other.
    const shared = contains(block, range) ? range : block;
    return !covers(holes, shared);
  });
}

function checkPeer(peer: Peer, pods: readonly string[], report: Report): void {
  const { path, spec } = peer;
  const finding = peer.direction;
  const pod = fieldAt(spec, 'podSelector');
  const namespace = fieldAt(spec, 'namespaceSelector');
  if (!isAbsent(pod) || !isAbsent(namespace)) {
    if (demandsNothing(namespace) && (isAbsent(pod) || demandsNothing(pod))) {
      report({ path, found: spec, needs: 'a selector that demands a label', finding });
    }
    return;
  }
  const found = fieldAt(spec, 'ipBlock', 'cidr');
  const block = typeof found === 'string' ? parseCidr(found) : undefined;
  if (block === undefined) {
    const needs = 'a podSelector or a namespaceSelector';
    report({ path, found: isAbsent(found) ? spec : found, needs, finding });
  } else if (reachesPods(block, fieldAt(spec, 'ipBlock', 'except'), pods)) {
    report({
      path: `${path}.ipBlock.cidr`,
      found,
      needs: 'selectors: it holds addresses of pods',
      finding: String(found),
    });
  }
}

/** Whether nothing in a policy with rules is named by a selector. */
function isByAddressOnly(manifest: PlainObject, peers: readonly Peer[]): boolean {
  const selector = fieldAt(manifest, 'spec', 'podSelector');
  if (!isAbsent(selector) && !selectsAll(selector)) return false;
  return peers.length > 0 && peers.every(({ spec }) => !isAbsent(fieldAt(spec, 'ipBlock')));
}

/**
 * Blocks of addresses are in order for what is no pod: the API server, nodes, what is outside. An egress rule without
 * peers is the business of no-open-egress.
 * Source: Kubernetes documentation, network policies, `from` and `to` selectors: pods are ephemeral, ipBlock is for
 * addresses outside of the cluster.
 */
export const networkPolicyUsesSelectors = objectControl({
  id: 'network-policy-uses-selectors',
  title: 'Policies name pods by selectors',
  category: 'network',
  severity: 'medium',
  why: 'Pod addresses are reused by other pods, and an ingress rule without a peer, or with an empty selector, admits the whole cluster.',
  fix: 'from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }, podSelector: { matchLabels: { app.kubernetes.io/instance: web } } }], or the same in to',
  code: 'web.talksTo(cart)',
  refs: {
    trivy: ['KSV-0038'],
    nsa: ['Network separation: network policies'],
  },
  kinds: ['NetworkPolicy'],
  check(manifest, report, { cluster }) {
    if (!isNetworkPolicy(manifest)) return;
    const peers: Peer[] = [];
    for (const direction of DIRECTIONS) {
      for (const rule of readRules(manifest, direction)) {
        append(peers, rule.peers);
        if (direction === 'Ingress' && rule.peers.length === 0) {
          report({
            path: rule.path,
            found: rule.found,
            needs: 'peers (none means everyone)',
            finding: direction,
          });
        }
      }
    }
    for (const peer of peers) checkPeer(peer, cluster.cidrs.pods, report);
    if (isByAddressOnly(manifest, peers)) {
      const found = fieldAt(manifest, 'spec', 'podSelector');
      report({ path: 'spec.podSelector', found, needs: 'a selector in the policy or in one of its peers' });
    }
  },
  examples: {
    good: [
      { objects: [policy({ ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }] })] },
      {
        note: 'the pods of one namespace',
        objects: [policy({ ingress: [{ from: [{ podSelector: {} }] }] })],
      },
      { note: 'no rule', objects: [policy({ podSelector: {} })] },
      {
        note: 'an address that is no pod',
        objects: [policy({ egress: [{ to: [{ ipBlock: { cidr: '10.96.0.1/32' } }] }] })],
      },
      {
        note: 'all but the addresses of pods (here 10.244.0.0/16)',
        objects: [
          policy({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.244.0.0/15'] } }] }] }),
        ],
      },
    ],
    bad: [
      { note: 'no peer means everybody', objects: [policy({ ingress: [{ ports: [{ port: 8080 }] }] })] },
      {
        note: 'all pods of all namespaces',
        objects: [policy({ ingress: [{ from: [{ namespaceSelector: {} }] }] })],
      },
      {
        note: 'a label that every namespace has',
        objects: [
          policy({
            ingress: [
              {
                from: [
                  {
                    namespaceSelector: {
                      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }],
                    },
                  },
                ],
              },
            ],
          }),
        ],
      },
      {
        note: 'whatever lacks a label',
        objects: [
          policy({
            egress: [
              {
                to: [
                  { namespaceSelector: { matchExpressions: [{ key: 'closed', operator: 'DoesNotExist' }] } },
                ],
              },
            ],
          }),
        ],
      },
      {
        note: 'the address of a pod',
        objects: [policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.244.1.7/32' } }] }] })],
      },
      { note: 'not a peer', objects: [policy({ ingress: [{ from: [{}] }] })] },
      {
        note: 'addresses only',
        objects: [policy({ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: '192.0.2.1/32' } }] }] })],
      },
    ],
  },
});

function policy(spec: PlainObject) {
  const metadata = { name: 'web', namespace: 'shop' };
  const podSelector = { matchLabels: { app: 'cart' } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: { podSelector, ...spec },
  };
}
