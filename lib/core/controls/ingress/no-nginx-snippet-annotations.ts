import { isAbsent, type PlainObject } from '../../manifest/plain';
import { objectControl, type Report } from '../control';
import { fieldAt } from '../field';
import { readAnnotations } from './shared/annotations';
import { exampleIngress, isIngress } from './shared/ingresses';

const NEEDS = 'no piece of configuration for the proxy';

/** What those of ingress-nginx, of NGINX Ingress Controller and of HAProxy end with. */
const SNIPPET = /\/(?:[a-z-]+-)?snippets?$/;

/** Keys of the ConfigMap of ingress-nginx, with the value that lets snippets in. */
const SWITCHES = { 'allow-snippet-annotations': 'true', 'annotations-risk-level': 'critical' } as const;

function checkConfig(manifest: PlainObject, report: Report): void {
  for (const [key, open] of Object.entries(SWITCHES)) {
    const found = fieldAt(manifest, 'data', key);
    if (isAbsent(found)) continue;
    if (typeof found === 'string' && found.toLowerCase() !== open) continue;
    const fix =
      key === 'allow-snippet-annotations'
        ? "data: { allow-snippet-annotations: 'false' }"
        : 'data: { annotations-risk-level: High }';
    report({ path: `data['${key}']`, found, needs: 'a controller that refuses snippets', finding: key, fix });
  }
}

/** Snippets that the administrator of the controller writes into its own ConfigMap are not judged. Source: CVE-2021-25742. */
export const noNginxSnippetAnnotations = objectControl({
  id: 'no-nginx-snippet-annotations',
  title: 'No Ingress has annotations with proxy configuration snippets',
  category: 'ingress',
  severity: 'high',
  why: 'A snippet becomes part of the configuration of a proxy that reads the Secrets of all namespaces: anyone who can write an Ingress can read them too.',
  fix: 'leave out the annotation; say what it does by fields of a Gateway route (filters, timeouts), or in the program',
  refs: {
    kubescape: ['C-0059'],
    checkov: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'],
    kyverno: [
      'disallow-ingress-nginx-custom-snippets',
      'restrict-annotations',
      'check-ingress-nginx-controller-version-and-annotation-policy',
    ],
    other: ['CVE-2021-25742'],
  },
  kinds: ['Ingress', 'ConfigMap'],
  check(manifest, report) {
    if (manifest.kind === 'ConfigMap') {
      if (manifest.apiVersion === 'v1') checkConfig(manifest, report);
      return;
    }
    if (!isIngress(manifest)) return;
    for (const { name, value, path } of readAnnotations(manifest, report, NEEDS)) {
      if (SNIPPET.test(name)) report({ path, found: value, needs: NEEDS, finding: name });
    }
  },
  examples: {
    good: [
      { objects: [exampleIngress()] },
      { objects: [exampleIngress({}, { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' })] },
      { objects: [config({ 'allow-snippet-annotations': 'false', 'annotations-risk-level': 'High' })] },
    ],
    bad: [
      {
        objects: [
          exampleIngress({}, { 'nginx.ingress.kubernetes.io/server-snippet': 'location /x { return 200; }' }),
        ],
      },
      {
        note: 'of another controller',
        objects: [exampleIngress({}, { 'nginx.org/location-snippets': 'return 200;' })],
      },
      { note: 'the controller lets them in', objects: [config({ 'allow-snippet-annotations': 'true' })] },
      { objects: [config({ 'annotations-risk-level': 'Critical' })] },
    ],
  },
});

function config(data: PlainObject): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'controller', namespace: 'ingress' },
    data,
  };
}
