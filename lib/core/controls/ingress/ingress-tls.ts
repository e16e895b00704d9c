import { objectControl } from '../control';
import { fieldAt } from '../field';
import { exampleIngress, isIngress } from './shared/ingresses';

/** That the TLS section names the hosts of the rules is the business of ingress-host-in-tls. Source: Kubernetes documentation, Ingress, TLS. */
export const ingressTls = objectControl({
  id: 'ingress-tls',
  title: 'An Ingress has a TLS section',
  category: 'ingress',
  severity: 'high',
  why: 'Without TLS, sessions and passwords cross the network unencrypted, and anyone on the network path can read and change them.',
  fix: 'spec: { tls: [{ hosts: [shop.example.com], secretName: shop-tls }] }',
  refs: {
    kubescape: ['C-0263', 'C-0231', 'C-0245'],
    polaris: ['tlsSettingsMissing'],
    kyverno: ['require-ingress-https'],
    gatekeeper: ['httpsonly'],
    cis: ['eks:5.4.5', 'aks:5.4.5', 'gke:5.6.7'],
    nsa: ['Network separation: encryption'],
  },
  kinds: ['Ingress'],
  check(manifest, report) {
    if (!isIngress(manifest)) return;
    const found = fieldAt(manifest, 'spec', 'tls');
    if (Array.isArray(found) && found.length > 0) return;
    report({ path: 'spec.tls', found, needs: 'hosts and the Secret of their certificate' });
  },
  examples: {
    good: [
      { objects: [exampleIngress()] },
      {
        note: 'a kind of someone else',
        objects: [{ apiVersion: 'config.openshift.io/v1', kind: 'Ingress', metadata: { name: 'cluster' } }],
      },
    ],
    bad: [
      { objects: [exampleIngress({ tls: null })] },
      { note: 'an empty list', objects: [exampleIngress({ tls: [] })] },
      { note: 'not a list', objects: [exampleIngress({ tls: true })] },
    ],
  },
});
