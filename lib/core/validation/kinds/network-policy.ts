import type { Field } from '../field';
import { checkBlock, isStrictSubset } from '../primitives/addresses';
import { checkExactly } from '../primitives/lists';
import { checkPort, checkPortOrName, PROTOCOLS } from '../primitives/ports';
import { checkLabelSelector } from '../primitives/selectors';

const TYPES = ['Ingress', 'Egress'];

/** Source: `ValidateNetworkPolicy`. */
export function checkNetworkPolicy(policy: Field): void {
  const spec = policy.at('spec');
  checkLabelSelector(spec.at('podSelector'));
  for (const rule of spec.at('ingress').items()) checkRule(rule, 'from');
  for (const rule of spec.at('egress').items()) checkRule(rule, 'to');
  const types = spec.at('policyTypes');
  if (types.items().length > TYPES.length) {
    types.invalid('at most two policy types');
    return;
  }
  for (const type of types.items()) checkExactly(type, TYPES);
}

function checkRule(rule: Field, peers: 'from' | 'to'): void {
  for (const port of rule.at('ports').items()) checkPolicyPort(port);
  for (const peer of rule.at(peers).items()) checkPeer(peer);
}

function checkPolicyPort(entry: Field): void {
  const [port, end, protocol] = [entry.at('port'), entry.at('endPort'), entry.at('protocol')];
  checkExactly(protocol, PROTOCOLS);
  checkPortOrName(port);
  if (!end.isSet || port.isUnknown || end.isUnknown) return;
  if (!port.isSet)
    end.invalid('a port, where the end of a range is given', 'write port too, or remove endPort');
  else if (port.text !== undefined) end.invalid('a port that is a number, where the end of a range is given');
  else {
    const [first, last] = [port.number, end.number];
    if (first !== undefined && last !== undefined && last < first) end.invalid('a port from `port` on');
    checkPort(end);
  }
}

function checkPeer(peer: Field): void {
  const [pods, namespaces, block] = [
    peer.at('podSelector'),
    peer.at('namespaceSelector'),
    peer.at('ipBlock'),
  ];
  checkLabelSelector(pods);
  checkLabelSelector(namespaces);
  if (block.isSet) checkIpBlock(block);
  if (!pods.isSet && !namespaces.isSet && !block.isSet && !peer.isUnknown)
    peer.required(
      'podSelector, namespaceSelector or ipBlock',
      'podSelector: {} for all pods of the namespace',
    );
  else if (block.isSet && (pods.isSet || namespaces.isSet) && !peer.isUnknown)
    peer.forbidden('ipBlock, or selectors, not both', 'make two peers of it');
}

function checkIpBlock(block: Field): void {
  const cidr = block.at('cidr');
  if (cidr.isZero) {
    cidr.required('a block of addresses');
    return;
  }
  const outer = checkBlock(cidr);
  if (outer === undefined) return;
  for (const except of block.at('except').items()) {
    const inner = checkBlock(except);
    if (inner !== undefined && !isStrictSubset(inner, outer))
      except.invalid('a block of addresses within cidr, and smaller');
  }
}
