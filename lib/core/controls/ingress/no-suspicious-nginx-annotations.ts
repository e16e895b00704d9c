import { isAbsent, listAt, objectAt, type PlainObject } from '../../manifest/plain';
import { objectControl, type Report } from '../control';
import { fieldAt } from '../field';
import { NGINX_PREFIX, readAnnotations } from './shared/annotations';
import { exampleIngress, exampleRule, isIngress, rulesOf } from './shared/ingresses';

const NEEDS = 'a value that ends no directive: no line break, no semicolon, no brace';

/** What ends a directive of nginx, or opens a block. */
const BREAKS = /[;{}\p{Cc}\u2028\u2029]/u;

/** Braces that are in order: a variable, and how often something comes in a regular expression. */
const IN_ORDER = /\$\{\w+\}|\{\d{1,4}(?:,\d{0,4})?\}/g;

/** Snippets are configuration by design: the control no-nginx-snippet-annotations speaks about them. */
const SNIPPET = /-snippet$/;

function isPlainText(value: unknown): boolean {
  return typeof value === 'string' && !BREAKS.test(value.replace(IN_ORDER, ''));
}

function checkPaths(manifest: PlainObject, report: Report): void {
  for (const rule of rulesOf(manifest)) {
    for (const [index, item] of listAt(objectAt(rule.spec, 'http'), 'paths').entries()) {
      const found = fieldAt(item, 'path');
      if (isAbsent(found) || isPlainText(found)) continue;
      report({ path: `${rule.path}.http.paths[${index}].path`, found, needs: NEEDS });
    }
  }
}

/**
 * Values of annotations and paths go into the configuration of the proxy as they are.
 * Source: CVE-2025-1097, CVE-2025-1098, CVE-2025-24514 (with CVE-2025-1974), CVE-2021-25745.
 */
export const noSuspiciousNginxAnnotations = objectControl({
  id: 'no-suspicious-nginx-annotations',
  title: 'No value in an Ingress escapes from its nginx directive',
  category: 'ingress',
  severity: 'critical',
  why: 'A value that ends its directive can add others, which load a library into the proxy: anyone who can write an Ingress can run code there and read the Secrets of all namespaces.',
  fix: 'give the annotation or the path a plain value, without line breaks, semicolons and braces',
  refs: {
    trivy: ['KCV-0093'],
    kyverno: ['restrict-annotations', 'restrict-ingress-paths'],
    other: ['CVE-2025-1974', 'CVE-2025-24514', 'CVE-2025-1097', 'CVE-2025-1098', 'CVE-2021-25745'],
  },
  kinds: ['Ingress'],
  check(manifest, report) {
    if (!isIngress(manifest)) return;
    checkPaths(manifest, report);
    for (const { name, value, path } of readAnnotations(manifest, report, NEEDS)) {
      if (!name.startsWith(NGINX_PREFIX) || SNIPPET.test(name)) continue;
      if (!isPlainText(value)) report({ path, found: value, needs: NEEDS, finding: name });
    }
  },
  examples: {
    good: [
      { objects: [exampleIngress()] },
      {
        note: 'variables, groups and repetitions',
        objects: [
          exampleIngress(
            { rules: [withPath('/api(/|$)(.*)')] },
            {
              [`${NGINX_PREFIX}rewrite-target`]: '/$2',
              [`${NGINX_PREFIX}upstream-hash-by`]: `\${request_uri}`,
            },
          ),
        ],
      },
      { objects: [exampleIngress({ rules: [withPath('/v[0-9]{1,3}')] })] },
    ],
    bad: [
      {
        note: 'a second directive',
        objects: [
          exampleIngress({}, { [`${NGINX_PREFIX}auth-url`]: 'http://example.com/#;load_module /tmp/x.so;' }),
        ],
      },
      {
        note: 'the end of a block',
        objects: [exampleIngress({}, { [`${NGINX_PREFIX}auth-tls-match-cn`]: 'CN=web\n}' })],
      },
      { note: 'in a path', objects: [exampleIngress({ rules: [withPath('/x{ return 200; }')] })] },
      { note: 'no text', objects: [exampleIngress({}, { [`${NGINX_PREFIX}mirror-target`]: 7 })] },
    ],
  },
});

function withPath(path: string): PlainObject {
  const backend = { service: { name: 'web', port: { name: 'http' } } };
  const paths = [{ path, pathType: 'ImplementationSpecific', backend }];
  return { ...exampleRule('shop.example.com'), http: { paths } };
}
