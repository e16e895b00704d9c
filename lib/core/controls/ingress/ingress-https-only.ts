import { ensureObject, isAbsent, isPlain } from '../../manifest/plain';
import { objectControl } from '../control';
import { fill } from '../draft';
import { fieldAt } from '../field';
import { exampleIngress, isIngress } from './ingresses';

const ANNOTATION = 'kubernetes.io/ingress.allow-http';

/** Controllers that do not know the annotation ignore it. Source: Gatekeeper library, K8sHttpsOnly. */
export const ingressHttpsOnly = objectControl({
  id: 'ingress-https-only',
  title: 'An Ingress does not answer over plain HTTP',
  category: 'ingress',
  severity: 'medium',
  why: 'A certificate alone does not close port 80: the first request, with its cookies, can still go in the clear.',
  fix: `metadata.annotations: { ${ANNOTATION}: "false" }`,
  breaks: 'HTTP-01 challenges of ACME, where they go through this very Ingress.',
  refs: {
    kyverno: ['require-ingress-https'],
    gatekeeper: ['httpsonly'],
    nsa: ['Network separation: encryption'],
  },
  kinds: ['Ingress'],
  check(manifest, report) {
    if (!isIngress(manifest)) return;
    const found = fieldAt(manifest, 'metadata', 'annotations', ANNOTATION);
    if (found !== 'false') report({ path: `metadata.annotations['${ANNOTATION}']`, found, needs: '"false"' });
  },
  apply(manifest) {
    if (!isIngress(manifest)) return;
    const metadata = ensureObject(manifest, 'metadata');
    if (!isAbsent(metadata.annotations) && !isPlain(metadata.annotations)) return;
    fill(ensureObject(metadata, 'annotations'), ANNOTATION, 'false');
  },
  examples: {
    good: [
      { objects: [exampleIngress({}, { [ANNOTATION]: 'false' })] },
      {
        note: 'a kind of somebody else',
        objects: [{ apiVersion: 'config.openshift.io/v1', kind: 'Ingress', metadata: { name: 'cluster' } }],
      },
    ],
    bad: [
      { note: 'not set means allowed', objects: [exampleIngress()] },
      { objects: [exampleIngress({}, { [ANNOTATION]: 'true' })] },
      { note: 'annotations are strings', objects: [exampleIngress({}, { [ANNOTATION]: false })] },
    ],
  },
});
