import { objectControl } from '../control';
import { fieldAt } from '../field';
import { exampleIngress, exampleRule, isIngress, rulesOf } from './shared/ingresses';

/** An Ingress without rules sends every host to its default backend. Source: Kubernetes documentation, Ingress rules. */
export const ingressHostSet = objectControl({
  id: 'ingress-host-set',
  title: 'Each rule of an Ingress names its host',
  category: 'ingress',
  severity: 'medium',
  why: 'A rule without a host matches every name that resolves to the controller, and receives requests that are meant for other applications.',
  fix: 'host: shop.example.com, in each of spec.rules',
  refs: {
    kyverno: ['disallow-empty-ingress-host'],
  },
  kinds: ['Ingress'],
  check(manifest, report) {
    if (!isIngress(manifest)) return;
    const rules = rulesOf(manifest);
    if (rules.length === 0) {
      report({ path: 'spec.rules', found: fieldAt(manifest, 'spec', 'rules'), needs: 'rules with a host' });
    }
    for (const { host, path } of rules) {
      if (typeof host !== 'string' || host === '')
        report({ path: `${path}.host`, found: host, needs: 'a host name' });
    }
  },
  examples: {
    good: [{ objects: [exampleIngress()] }],
    bad: [
      { objects: [exampleIngress({ rules: [exampleRule(undefined)] })] },
      { objects: [exampleIngress({ rules: [exampleRule('')] })] },
      {
        note: 'no rules, a default backend',
        objects: [
          exampleIngress({ rules: null, defaultBackend: { service: { name: 'web', port: { number: 80 } } } }),
        ],
      },
    ],
  },
});
