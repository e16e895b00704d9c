import { formatRef } from '../../manifest/identity';
import type { PlainObject } from '../../manifest/plain';
import { setControl } from '../control';
import { exampleGateway, exampleRoute } from './shared/gateways';
import { type HostClaim, hostClaims } from './shared/host-claims';
import { exampleIngress } from './shared/ingresses';

/** The first claim of each namespace at a host; two tell everything. */
function firstTwo(claims: readonly HostClaim[]): ReadonlyMap<string, readonly HostClaim[]> {
  const byHost = new Map<string, HostClaim[]>();
  for (const claim of claims) {
    const known = byHost.get(claim.host);
    if (known === undefined) byHost.set(claim.host, [claim]);
    else if (known.length === 1 && known[0]?.namespace !== claim.namespace) known.push(claim);
  }
  return byHost;
}

/**
 * Every object that takes such a host is reported: nobody but the people concerned can say whose it is. A wildcard meets only
 * the same wildcard here. Source: Gateway API, security model; Gatekeeper library, K8sUniqueIngressHost.
 */
export const hostInOneNamespace = setControl({
  id: 'host-in-one-namespace',
  title: 'A host belongs to one namespace',
  category: 'ingress',
  severity: 'high',
  why: 'If two namespaces claim the same host, the controller serves one of them, or mixes both by path: one team receives the requests and cookies of the other.',
  fix: 'give each namespace a host of its own, or let one namespace have all routes of the host',
  refs: {
    kyverno: ['unique-ingress-host'],
    gatekeeper: ['uniqueingresshost'],
    other: ['Gateway API: security model'],
  },
  check(set, report) {
    const claims = hostClaims(set);
    const byHost = firstTwo(claims);
    const seen = new Set<string>();
    for (const { entry, host, namespace, path } of claims) {
      const other = byHost.get(host)?.find((claim) => claim.namespace !== namespace);
      if (other === undefined) continue;
      const found = `${host}, which ${formatRef(other.entry.ref)} takes too`;
      const key = JSON.stringify([formatRef(entry.ref), host]);
      if (seen.has(key)) continue;
      seen.add(key);
      report(entry, { path, found, needs: 'a host that no other namespace takes', finding: host });
    }
  },
  examples: {
    good: [
      { objects: [exampleIngress(), exampleRoute()] },
      { note: 'a shared Gateway, and the route that has the host', objects: [shared(), route('shop')] },
      {
        note: 'two hosts',
        objects: [exampleIngress(), route('pay', { hostnames: ['pay.example.com'] })],
      },
    ],
    bad: [
      { objects: [route('shop'), route('pay')] },
      { note: 'in upper case', objects: [route('shop'), route('pay', { hostnames: ['SHOP.example.com'] })] },
      {
        note: 'two Ingresses',
        objects: [exampleIngress(), { ...exampleIngress(), metadata: { name: 'web', namespace: 'pay' } }],
      },
      {
        note: 'a Gateway of one namespace, and a route of another',
        objects: [exampleGateway(), route('pay', { parentRefs: [{ name: 'own' }] })],
      },
    ],
  },
});

function route(namespace: string, spec: PlainObject = {}): PlainObject {
  return exampleRoute(spec, { namespace });
}

function shared(): PlainObject {
  const allowedRoutes = {
    namespaces: { from: 'Selector', selector: { matchLabels: { exposed: 'public' } } },
  };
  return { ...exampleGateway({ allowedRoutes }), metadata: { name: 'public', namespace: 'gateways' } };
}
