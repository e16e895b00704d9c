import { clusters } from '../../../../lib/core/cluster/presets';
import { controlOf } from '../../../../lib/core/controls';
import { ingressBackendExists } from '../../../../lib/core/controls/ingress/ingress-backend-exists';
import { ingressHostInTls } from '../../../../lib/core/controls/ingress/ingress-host-in-tls';
import { ingressHostSet } from '../../../../lib/core/controls/ingress/ingress-host-set';
import { ingressHttpsOnly } from '../../../../lib/core/controls/ingress/ingress-https-only';
import { ingressTls } from '../../../../lib/core/controls/ingress/ingress-tls';
import { noWildcardIngressHost } from '../../../../lib/core/controls/ingress/no-wildcard-ingress-host';
import { exampleIngress, exampleRule } from '../../../../lib/core/controls/ingress/shared/ingresses';
import { isOpaque, type PlainObject } from '../../../../lib/core/manifest/plain';
import { findingsOf, Leaf, object, problemsIn } from '../cases';
import { applyControl } from '../harness';

test.each([ingressTls, ingressHttpsOnly, ingressHostInTls, ingressHostSet, noWildcardIngressHost])(
  '$id leaves kinds of other projects alone, and takes a leaf for unknown',
  (control) => {
    const foreign = {
      ...exampleIngress({ tls: null, rules: [exampleRule('*')] }),
      apiVersion: 'config.openshift.io/v1',
    };
    expect(findingsOf(control, [foreign])).toEqual([]);
    const leaf = new Leaf();
    const opaque = exampleIngress({ tls: leaf, rules: [exampleRule(leaf)] });
    const found = problemsIn(control, [
      { ...opaque, metadata: { name: 'web', namespace: 'shop', annotations: leaf } },
    ]);
    expect(found.map(({ problem }) => isOpaque(problem.found))).toEqual([true]);
  },
);

test.each<[string, string[], boolean]>([
  ['a.example.com', ['a.example.com'], true],
  ['a.example.com', ['*.example.com'], true],
  ['a.b.example.com', ['*.example.com'], false],
  ['example.com', ['*.example.com'], false],
  ['*.example.com', ['*.example.com'], true],
  ['a.example.com', ['b.example.com', 'a.example.com'], true],
  ['a.example.com', [], false],
])('a certificate for host %s: %j', (host, hosts, good) => {
  const ingress = exampleIngress({ tls: [{ hosts: [] }, { hosts }], rules: [exampleRule(host)] });
  expect(findingsOf(ingressHostInTls, [ingress])).toHaveLength(good ? 0 : 1);
});

test.each<[string, PlainObject, string[]]>([
  ['port by name', { name: 'web', port: { name: 'http' } }, []],
  ['port by number', { name: 'web', port: { number: 80 } }, []],
  ['another number', { name: 'web', port: { number: 8080 } }, ['web: web:8080']],
  ['no port', { name: 'web' }, ['web: web:undefined']],
  ['no such Service', { name: 'cart', port: { number: 80 } }, ['web: cart']],
  ['a host outside', { name: 'outside', port: { number: 443 } }, []],
])('ingress-backend-exists, %s', (_what, service, found) => {
  const rules = [{ host: 'a.example.com', http: { paths: [{ path: '/', backend: { service } }] } }];
  const objects = [
    object('v1', 'Service', 'web', { spec: { ports: [{ name: 'http', port: 80 }] } }),
    object('v1', 'Service', 'outside', { spec: { type: 'ExternalName', externalName: 'a.example.org' } }),
    exampleIngress({ rules }),
  ];
  expect(findingsOf(ingressBackendExists, objects)).toEqual(found);
});

test('ingress-class-allowed is in force when classes are given', () => {
  const active = (classes: string[]) =>
    controlOf('ingress-class-allowed')?.active?.({ params: { classes }, cluster: clusters.kind() });
  expect([active([]), active(['public'])]).toEqual([false, true]);
});

test('ingress-https-only keeps other annotations and an explicit value', () => {
  const key = 'kubernetes.io/ingress.allow-http';
  const objects = [exampleIngress({}, { note: 'x' }), exampleIngress({}, { [key]: 'true' })];
  expect(applyControl(ingressHttpsOnly, { objects })).toEqual([
    exampleIngress({}, { note: 'x', [key]: 'false' }),
    exampleIngress({}, { [key]: 'true' }),
  ]);
});
