import { listAt, objectAt, objectsAt, textOf } from '../../manifest/plain';
import { objectControl } from '../control';
import { exampleIngress, exampleRule, isIngress, rulesOf } from './shared/ingresses';

/** The same host with its first label replaced by a wildcard, as certificates have it: it stands for one label. */
function wildcardOf(host: string): string {
  const dot = host.indexOf('.');
  return dot < 0 ? host : `*${host.slice(dot)}`;
}

/** Rules without a host are the business of ingress-host-set. Source: Kubernetes documentation, Ingress, TLS. */
export const ingressHostInTls = objectControl({
  id: 'ingress-host-in-tls',
  title: 'Each host of an Ingress has a certificate',
  category: 'ingress',
  severity: 'medium',
  why: 'A host without a TLS entry is served unencrypted or with the wrong certificate, and users learn to ignore the warning.',
  fix: 'spec: { tls: [{ hosts: [shop.example.com], secretName: shop-tls }] }, with the hosts of the rules',
  refs: {
    kyverno: ['ingress-host-match-tls'],
  },
  kinds: ['Ingress'],
  check(manifest, report) {
    if (!isIngress(manifest)) return;
    const covered = new Set<unknown>();
    for (const entry of objectsAt(objectAt(manifest, 'spec'), 'tls')) {
      for (const host of listAt(entry, 'hosts')) covered.add(host);
    }
    for (const { host, path } of rulesOf(manifest)) {
      if (host === undefined || host === '') continue;
      if (typeof host === 'string' && (covered.has(host) || covered.has(wildcardOf(host)))) continue;
      report({
        path: `${path}.host`,
        found: host,
        needs: 'a host that is in spec.tls',
        finding: textOf(host),
      });
    }
  },
  examples: {
    good: [
      { objects: [exampleIngress()] },
      { note: 'a wildcard certificate', objects: [exampleIngress({ tls: [{ hosts: ['*.example.com'] }] })] },
      { note: 'no host', objects: [exampleIngress({ rules: [exampleRule(undefined)] })] },
    ],
    bad: [
      { objects: [exampleIngress({ tls: [{ hosts: ['other.example.com'] }] })] },
      { note: 'no TLS', objects: [exampleIngress({ tls: null })] },
      {
        note: 'a wildcard stands for one label',
        objects: [
          exampleIngress({ tls: [{ hosts: ['*.example.com'] }], rules: [exampleRule('a.shop.example.com')] }),
        ],
      },
      {
        note: 'one of two',
        objects: [exampleIngress({ rules: [exampleRule('shop.example.com'), exampleRule('b.example.com')] })],
      },
    ],
  },
});
