import {
  ensureObject,
  isAbsent,
  isOpaque,
  isPlain,
  objectAt,
  objectsAt,
  type PlainObject,
} from '../../manifest/plain';
import { objectControl } from '../control';
import { fill } from '../draft';
import { fieldAt } from '../field';
import { exampleIngress, isIngress } from './shared/ingresses';

const ANNOTATION = 'kubernetes.io/ingress.allow-http';

const PATH = `metadata.annotations['${ANNOTATION}']`;
const NO_TLS =
  'it has no certificate, so that without plain HTTP it would serve nothing: give it spec.tls with a secretName first';
const TLS_FIRST = `spec: { tls: [{ hosts: [shop.example.com], secretName: shop-tls }] }, and then metadata: { annotations: { ${ANNOTATION}: 'false' } }`;

/** Annotations that name a certificate of the cloud, beside `spec.tls`. */
const CERTIFICATES = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/certmap',
  'networking.gke.io/managed-certificates',
];

/** Whether an Ingress can serve HTTPS: a certificate in `spec.tls`, or one of the cloud. */
function servesTls(manifest: PlainObject): boolean {
  const named = objectsAt(objectAt(manifest, 'spec'), 'tls').some(({ secretName }) => isSaid(secretName));
  const annotations = objectAt(objectAt(manifest, 'metadata'), 'annotations');
  return named || CERTIFICATES.some((key) => isSaid(annotations?.[key]));
}

function isSaid(value: unknown): boolean {
  return isOpaque(value) || (typeof value === 'string' && value !== '');
}

/** Controllers that do not know the annotation ignore it. Source: Gatekeeper library, K8sHttpsOnly. */
export const ingressHttpsOnly = objectControl({
  id: 'ingress-https-only',
  title: 'An Ingress does not answer over plain HTTP',
  category: 'ingress',
  severity: 'medium',
  why: 'A certificate alone does not close port 80: the first request, with its cookies, can still be sent unencrypted.',
  fix: "metadata: { annotations: { kubernetes.io/ingress.allow-http: 'false' } }",
  breaks: 'HTTP-01 challenges of ACME that go through this Ingress.',
  refs: {
    kyverno: ['require-ingress-https'],
    gatekeeper: ['httpsonly'],
    nsa: ['Network separation: encryption'],
  },
  kinds: ['Ingress'],
  check(manifest, report) {
    if (!isIngress(manifest)) return;
    const found = fieldAt(manifest, 'metadata', 'annotations', ANNOTATION);
    if (found === 'false') return;
    report({ path: PATH, found, needs: '"false"', ...(servesTls(manifest) ? {} : { fix: TLS_FIRST }) });
  },
  harden(manifest, context) {
    if (!isIngress(manifest)) return;
    const metadata = ensureObject(manifest, 'metadata');
    if (!isAbsent(metadata.annotations) && !isPlain(metadata.annotations)) return;
    if (servesTls(manifest)) fill(ensureObject(metadata, 'annotations'), ANNOTATION, 'false');
    else if (isAbsent(objectAt(metadata, 'annotations')?.[ANNOTATION])) {
      context.left({ path: PATH, reason: NO_TLS });
    }
  },
  writes: [
    {
      field: 'metadata.annotations',
      mayStop:
        'clients and health checks that speak plain HTTP find no answer where the controller knows this annotation, as that of Google Cloud does; HTTP-01 challenges of ACME through this Ingress fail too',
    },
  ],
  examples: {
    good: [
      { objects: [exampleIngress({}, { [ANNOTATION]: 'false' })] },
      {
        note: 'a kind of someone else',
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
