import { isAbsent } from '../../manifest/plain';
import { objectControl } from '../control';
import { fieldAt } from '../field';
import { exampleIngress, isIngress } from './shared/ingresses';

export interface Params {
  /** Ingress classes that workloads may use; empty: the control is not in force. */
  readonly classes: readonly string[];
}

const DEFAULTS: Params = { classes: [] };

const ANNOTATION = 'kubernetes.io/ingress.class';

/**
 * Both the field and the annotation that came before it are judged. With neither, the class that the cluster calls
 * its default is taken, which the manifest does not tell: reported. Source: Kubernetes documentation, Ingress class.
 */
export const ingressClassAllowed = objectControl({
  id: 'ingress-class-allowed',
  title: 'An Ingress uses a class that is allowed',
  category: 'ingress',
  severity: 'medium',
  why: 'The class decides which controller publishes the host. The wrong class can expose an internal application to the internet.',
  fix: 'give spec.ingressClassName one of the classes of the policy',
  refs: {
    kyverno: ['restrict-ingress-classes'],
  },
  params: DEFAULTS,
  active: ({ params }) => params.classes.length > 0,
  kinds: ['Ingress'],
  check(manifest, report, { params }) {
    if (!isIngress(manifest)) return;
    const needs = params.classes.join(' or ');
    const field = fieldAt(manifest, 'spec', 'ingressClassName');
    const annotation = fieldAt(manifest, 'metadata', 'annotations', ANNOTATION);
    const isAllowed = (value: unknown): boolean =>
      typeof value === 'string' && params.classes.includes(value);
    if (!isAbsent(annotation) && !isAllowed(annotation)) {
      report({
        path: `metadata.annotations['${ANNOTATION}']`,
        found: annotation,
        needs,
        finding: 'annotation',
      });
    }
    if (isAbsent(field) ? isAbsent(annotation) : !isAllowed(field)) {
      report({ path: 'spec.ingressClassName', found: field, needs });
    }
  },
  examples: {
    good: [
      { params: { classes: ['public', 'internal'] }, objects: [exampleIngress()] },
      {
        note: 'by the older annotation',
        params: { classes: ['public'] },
        objects: [exampleIngress({ ingressClassName: null }, { [ANNOTATION]: 'public' })],
      },
    ],
    bad: [
      { params: { classes: ['internal'] }, objects: [exampleIngress()] },
      {
        note: 'none',
        params: { classes: ['public'] },
        objects: [exampleIngress({ ingressClassName: null })],
      },
      {
        note: 'an annotation beside the field',
        params: { classes: ['public'] },
        objects: [exampleIngress({}, { [ANNOTATION]: 'other' })],
      },
    ],
  },
});
