import { isAbsent, isPlain } from '../../manifest/plain';
import { objectControl, type Report } from '../control';
import { fieldAt } from '../field';
import { type AddressBlock, covers, parseCidr } from './shared/cidr';
import { EVERYTHING, NOT_ON_THE_INTERNET } from './shared/internet';
import { isNetworkPolicy, readRules } from './shared/policies';

/** The block of a peer where it is in order by itself; everything else is reported. */
function checkPeer(path: string, peer: unknown, report: Report): AddressBlock | undefined {
  const byLabels = !isAbsent(fieldAt(peer, 'podSelector')) || !isAbsent(fieldAt(peer, 'namespaceSelector'));
  if (isPlain(peer) && byLabels && isAbsent(peer.ipBlock)) return undefined;
  const cidr = fieldAt(peer, 'ipBlock', 'cidr');
  const block = typeof cidr === 'string' ? parseCidr(cidr) : undefined;
  if (block === undefined) {
    report({ path, found: isAbsent(cidr) ? peer : cidr, needs: 'a named destination' });
  } else if (EVERYTHING.some((whole) => covers([block], whole))) {
    report({ path: `${path}.ipBlock.cidr`, found: cidr, needs: 'a narrower block', finding: String(cidr) });
    return undefined;
  }
  return block;
}

/**
 * Exceptions of a block do not count: what is left of 0.0.0.0/0 is still nearly everyone. Blocks that cover all public
 * addresses only together are found too, over all rules of the policy and whatever their ports.
 * Source: Kubescape C-0301; OWASP Kubernetes Top Ten, K05.
 */
export const noOpenEgress = objectControl({
  id: 'no-open-egress',
  title: 'No policy allows egress to everywhere',
  category: 'network',
  severity: 'high',
  why: 'An attacker in the pod can download tools from anywhere, connect to a command-and-control server, and send data out.',
  fix: 'to: [{ ipBlock: { cidr: 203.0.113.0/24 } }], or selectors',
  code: "web.talksTo(cart), or web.talksTo(internet({ cidrs: ['203.0.113.0/24'], ports: [443] })), which excludes private addresses",
  breaks: 'Programs that connect to hosts whose addresses change: route them through an egress proxy.',
  refs: {
    kubescape: ['C-0301'],
    nsa: ['Network separation: network policies'],
    owasp: ['K05'],
  },
  kinds: ['NetworkPolicy'],
  check(manifest, report) {
    if (!isNetworkPolicy(manifest)) return;
    const blocks: AddressBlock[] = [];
    for (const rule of readRules(manifest, 'Egress')) {
      if (rule.peers.length === 0)
        report({ path: rule.path, found: rule.found, needs: 'peers (none means everyone)' });
      for (const { path, spec } of rule.peers) {
        const block = checkPeer(path, spec, report);
        if (block !== undefined) blocks.push(block);
      }
    }
    for (const whole of EVERYTHING) {
      if (blocks.length < 2 || !covers([...blocks, ...NOT_ON_THE_INTERNET], whole)) continue;
      const found = `${blocks.length} blocks that hold every public IPv${whole.family} address together`;
      report({ path: 'spec.egress', found, needs: 'narrower blocks', finding: `IPv${whole.family}` });
    }
  },
  examples: {
    good: [
      { objects: [egress([{ to: [{ podSelector: { matchLabels: { app: 'cart' } } }] }])] },
      { objects: [egress([{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }])] },
      { note: 'no rule', objects: [egress([])] },
      {
        note: 'half of the addresses, and a bit',
        objects: [
          egress([{ to: [{ ipBlock: { cidr: '0.0.0.0/1' } }, { ipBlock: { cidr: '192.0.2.0/24' } }] }]),
        ],
      },
    ],
    bad: [
      { note: 'no peer means everybody', objects: [egress([{}])] },
      { objects: [egress([{ to: [], ports: [{ port: 443 }] }])] },
      { objects: [egress([{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }])] },
      { objects: [egress([{ to: [{ ipBlock: { cidr: '::/0' } }] }])] },
      {
        note: 'all of IPv6 that is given out',
        objects: [egress([{ to: [{ ipBlock: { cidr: '2000::/3' } }] }])],
      },
      {
        note: 'IPv4 in the form of IPv6',
        objects: [egress([{ to: [{ ipBlock: { cidr: '::ffff:0.0.0.0/96' } }] }])],
      },
      {
        note: 'exceptions do not fix it',
        objects: [egress([{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }])],
      },
      {
        note: 'two halves',
        objects: [
          egress([
            { to: [{ ipBlock: { cidr: '0.0.0.0/1' } }] },
            { to: [{ ipBlock: { cidr: '128.0.0.0/1' } }] },
          ]),
        ],
      },
      {
        note: 'all but what is private or for groups',
        objects: [
          egress([
            { to: ['0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/3'].map((cidr) => ({ ipBlock: { cidr } })) },
          ]),
        ],
      },
      { note: 'not an address', objects: [egress([{ to: [{ ipBlock: { cidr: 'any' } }] }])] },
      { note: 'not a peer', objects: [egress([{ to: [{}] }])] },
    ],
  },
});

function egress(rules: readonly unknown[]) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress: rules },
  };
}
