import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isAbsent, isPlain, type PlainObject } from '../../manifest/plain';
import { type SetReport, setControl } from '../control';
import { fieldAt } from '../field';
import { imageProblem } from '../pod/shared/known-programs';
import { NGINX_PREFIX } from './shared/annotations';
import { exampleIngress, isIngress } from './shared/ingresses';

const NEEDS = 'a controller that is maintained: ingress-nginx was retired in March 2026';

/** Images of the controller, whatever registry they are mirrored to. */
const IMAGE = /(?:^|\/)(?:ingress-nginx\/controller(?:-chroot)?|nginx-ingress-controller)$/;

/** The controller as an IngressClass names it. */
const CONTROLLER = 'k8s.io/ingress-nginx';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** What an IngressClass is called where nobody chose another name; another controller has the same. */
const USUAL_CLASS = 'nginx';

/** The prefix of annotations of that other controller. */
const OTHER_PREFIX = /^nginx\.(?:org|com)\//;

function checkIngress(set: ManifestSet, entry: Entry, report: SetReport): void {
  const field = fieldAt(entry.manifest, 'spec', 'ingressClassName');
  const annotations = fieldAt(entry.manifest, 'metadata', 'annotations');
  const names = isPlain(annotations) ? Object.keys(annotations) : [];
  const name = isAbsent(field) ? fieldAt(annotations, CLASS_ANNOTATION) : field;
  const path = isAbsent(field) ? `metadata.annotations['${CLASS_ANNOTATION}']` : 'spec.ingressClassName';
  const known = typeof name === 'string' ? set.find('IngressClass', undefined, name) : undefined;
  if (known !== undefined) {
    if (isRetired(known)) report(entry, { path, found: name, needs: NEEDS });
    return;
  }
  const first = names.find((one) => one.startsWith(NGINX_PREFIX));
  if (first !== undefined) {
    const found = `the annotation ${first}, which ingress-nginx reads`;
    report(entry, { path: `metadata.annotations['${first}']`, found, needs: NEEDS, finding: 'annotation' });
  } else if (name === USUAL_CLASS && !names.some((one) => OTHER_PREFIX.test(one))) {
    report(entry, { path, found: name, needs: NEEDS, unknown: true });
  }
}

function isRetired({ manifest }: Entry): boolean {
  return fieldAt(manifest, 'spec', 'controller') === CONTROLLER;
}

/**
 * An Ingress of the class `nginx` whose IngressClass is not in the set may belong to NGINX Ingress Controller, which is
 * maintained: unknown, where no annotation tells. Source: Kubernetes blog, Ingress NGINX Retirement, 2025-11-11.
 */
export const noEndOfLifeIngressController = setControl({
  id: 'no-end-of-life-ingress-controller',
  title: 'The retired controller ingress-nginx is not used',
  category: 'ingress',
  severity: 'high',
  why: 'It faces the internet and reads the Secrets of all namespaces, and its vulnerabilities are no longer fixed: the project was retired in March 2026.',
  fix: 'use the Gateway API with an implementation of your choice, or another Ingress controller: ingress2gateway translates what is there',
  code: "expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }",
  refs: {
    kubescape: ['C-0292'],
    kyverno: ['check-ingress-nginx-controller-version-and-annotation-policy'],
    owasp: ['K07'],
    other: ['Kubernetes blog: Ingress NGINX Retirement'],
  },
  check(set, report) {
    for (const entry of set.workloadEntries) {
      for (const pod of entry.pods) {
        const problem = imageProblem(pod, IMAGE, NEEDS);
        if (problem !== undefined) report(entry, problem);
      }
    }
    for (const entry of set.ofKind('IngressClass')) {
      if (entry.ref.group !== 'networking.k8s.io' || !isRetired(entry)) continue;
      report(entry, { path: 'spec.controller', found: CONTROLLER, needs: NEEDS });
    }
    for (const entry of set.ofKind('Ingress')) {
      if (isIngress(entry.manifest)) checkIngress(set, entry, report);
    }
  },
  examples: {
    good: [
      { objects: [exampleIngress()] },
      {
        note: 'another controller of nginx',
        objects: [
          ingressClass('nginx.org/ingress-controller'),
          exampleIngress({ ingressClassName: 'nginx' }),
        ],
      },
      {
        note: 'its annotations tell',
        objects: [exampleIngress({ ingressClassName: 'nginx' }, { 'nginx.org/hsts': 'true' })],
      },
      { note: 'its image', objects: [controller('registry.example.com/nginx/nginx-ingress:5.1.0')] },
    ],
    bad: [
      { objects: [controller('registry.example.com/mirror/ingress-nginx/controller:v1.14.1')] },
      { note: 'its class', objects: [ingressClass(CONTROLLER)] },
      {
        note: 'an Ingress of the class',
        objects: [ingressClass(CONTROLLER), exampleIngress({ ingressClassName: 'nginx' })],
      },
      {
        note: 'an annotation that it reads',
        objects: [exampleIngress({}, { [`${NGINX_PREFIX}proxy-body-size`]: '8m' })],
      },
      {
        note: 'nobody knows whose class it is',
        objects: [exampleIngress({ ingressClassName: null }, { [CLASS_ANNOTATION]: 'nginx' })],
      },
    ],
  },
});

function ingressClass(of: string): PlainObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx' },
    spec: { controller: of },
  };
}

function controller(image: string): PlainObject {
  const template = {
    metadata: { labels: { app: 'ingress' } },
    spec: { containers: [{ name: 'proxy', image }] },
  };
  const metadata = { name: 'ingress', namespace: 'ingress' };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template } };
}
