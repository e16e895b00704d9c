import { textOf } from '../../manifest/plain';
import { objectControl } from '../control';
import { exampleIngress, exampleRule, isIngress, rulesOf } from './shared/ingresses';

/** Wildcards in the TLS section are in order: there they only name a certificate. Source: Gatekeeper library, K8sBlockWildcardIngress. */
export const noWildcardIngressHost = objectControl({
  id: 'no-wildcard-ingress-host',
  title: 'No host of an Ingress has a wildcard',
  category: 'ingress',
  severity: 'medium',
  why: 'A wildcard also receives the traffic of names that are added later, and turns a forgotten DNS record into an attack path.',
  fix: 'host: shop.example.com, in each of spec.rules',
  refs: {
    kyverno: ['restrict-ingress-wildcard'],
    gatekeeper: ['block-wildcard-ingress'],
  },
  kinds: ['Ingress'],
  check(manifest, report) {
    if (!isIngress(manifest)) return;
    for (const { host, path } of rulesOf(manifest)) {
      if (host === undefined || (typeof host === 'string' && !host.includes('*'))) continue;
      report({
        path: `${path}.host`,
        found: host,
        needs: 'a name without a wildcard',
        finding: textOf(host),
      });
    }
  },
  examples: {
    good: [
      { objects: [exampleIngress()] },
      { note: 'in the certificate', objects: [exampleIngress({ tls: [{ hosts: ['*.example.com'] }] })] },
      { note: 'another control asks for a host', objects: [exampleIngress({ rules: [exampleRule(null)] })] },
    ],
    bad: [
      { objects: [exampleIngress({ rules: [exampleRule('*.example.com')] })] },
      { objects: [exampleIngress({ rules: [exampleRule('*')] })] },
      { note: 'not a name', objects: [exampleIngress({ rules: [exampleRule(7)] })] },
    ],
  },
});
