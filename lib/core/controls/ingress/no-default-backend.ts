import { isAbsent } from '../../manifest/plain';
import { objectControl } from '../control';
import { fieldAt } from '../field';
import { exampleIngress, exampleRule, isIngress } from './shared/ingresses';

/** The field was called `spec.backend` before v1. Source: Kubernetes documentation, Ingress, DefaultBackend. */
export const noDefaultBackend = objectControl({
  id: 'no-default-backend',
  title: 'An Ingress has no default backend',
  category: 'ingress',
  severity: 'high',
  why: 'A default backend answers for every host and path that no rule names, so an application that is meant for one host is reachable under every name that resolves to the controller.',
  fix: 'give each backend a rule with its host, and leave out spec.defaultBackend',
  refs: { kyverno: ['restrict-ingress-defaultbackend'] },
  kinds: ['Ingress'],
  check(manifest, report) {
    if (!isIngress(manifest)) return;
    for (const field of ['defaultBackend', 'backend']) {
      const found = fieldAt(manifest, 'spec', field);
      if (isAbsent(found)) continue;
      report({ path: `spec.${field}`, found, needs: 'rules with hosts, and no default backend' });
      return;
    }
  },
  examples: {
    good: [{ objects: [exampleIngress()] }],
    bad: [
      { objects: [exampleIngress({ defaultBackend: { service: { name: 'web', port: { number: 80 } } } })] },
      {
        note: 'as it was written before v1',
        objects: [
          {
            ...exampleIngress({ backend: { serviceName: 'web', servicePort: 80 } }),
            apiVersion: 'extensions/v1beta1',
          },
        ],
      },
      {
        note: 'a resource',
        objects: [
          exampleIngress({
            rules: [exampleRule('shop.example.com')],
            defaultBackend: { resource: { kind: 'Bucket', name: 'files' } },
          }),
        ],
      },
    ],
  },
});
