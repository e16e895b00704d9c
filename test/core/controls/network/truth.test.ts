import { clusters } from '../../../../lib/core/cluster/presets';
import {
  exampleNamespace,
  examplePeer,
  examplePod,
  examplePolicy,
  exampleService,
} from '../../../../lib/core/controls/network/shared/examples';
import { compilePolicy } from '../../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../../lib/core/engine/evaluate';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { restricted } from '../../../../lib/core/policy/policy';

const cluster = clusters.kubeadm();
const compiled = compilePolicy(restricted(), cluster);

function found(control: string, ...objects: PlainObject[]): string[] {
  const { findings } = evaluate(
    objects.map((manifest) => ({ manifest })),
    compiled,
    '2026-11-26',
  );
  return findings
    .filter((finding) => finding.control === control)
    .map(
      ({ verdict, object, path, found: text }) => `${verdict} ${object.kind} ${object.name} ${path}: ${text}`,
    );
}

const dns = (egress: PlainObject[], ...objects: PlainObject[]): number =>
  found('dns-egress-allowed', examplePod('web'), examplePolicy({ egress }), ...objects).length;
const to = (namespaceSelector: PlainObject, podSelector?: PlainObject): PlainObject => ({
  to: [{ namespaceSelector, ...(podSelector === undefined ? {} : { podSelector }) }],
  ports: [{ port: 53, protocol: 'UDP' }],
});

test.each([
  ['every namespace', [to({})], 0],
  [
    'by the name of the namespace',
    [to({ matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } })],
    0,
  ],
  ['by a label of the namespace that nobody here knows', [to({ matchLabels: { name: 'kube-system' } })], 0],
  [
    'one of several namespaces',
    [
      to({
        matchExpressions: [
          { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'kube-system'] },
        ],
      }),
    ],
    0,
  ],
  [
    'a range of ports',
    [{ to: [{ namespaceSelector: {} }], ports: [{ port: 1, endPort: 1024, protocol: 'UDP' }] }],
    0,
  ],
  ['a port by its name', [{ to: [{ namespaceSelector: {} }], ports: [{ port: 'dns', protocol: 'UDP' }] }], 0],
  ['every port of UDP', [{ to: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP' }] }], 0],
  ['the addresses of Services', [{ to: [{ ipBlock: { cidr: '10.96.0.0/12' } }] }], 0],
  ['another namespace', [to({ matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } })], 1],
  [
    'every namespace but that one',
    [
      to({
        matchExpressions: [
          { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
        ],
      }),
    ],
    1,
  ],
  ['pods of its own namespace', [{ to: [{ podSelector: {} }] }], 1],
  ['another port', [{ to: [{ namespaceSelector: {} }], ports: [{ port: 443, protocol: 'UDP' }] }], 1],
  ['no rule', [], 1],
])('DNS by %s', (_title, egress, count) => {
  expect(dns(egress)).toBe(count);
});

test('each pod of every kind is asked for its DNS', () => {
  const template = { metadata: { labels: { app: 'job' } }, spec: { containers: [{ name: 'app' }] } };
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', namespace: 'shop' },
    spec: { template },
  };
  const cron = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop' },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
  };
  expect(found('dns-egress-allowed', job, cron, examplePolicy({}))).toEqual([
    'fail Job migrate spec.template.metadata.labels: "egress that is denied, and no rule that allows UDP port 53 to the DNS of the cluster"',
    'fail CronJob nightly spec.jobTemplate.spec.template.metadata.labels: "egress that is denied, and no rule that allows UDP port 53 to the DNS of the cluster"',
  ]);
});

test('with policies of a network plugin beside, nobody knows', () => {
  const cilium = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'dns', namespace: 'shop' },
    spec: {},
  };
  expect(found('dns-egress-allowed', examplePod('web'), examplePolicy({}), cilium)[0]).toMatch(/^unknown/);
});

test('half a route is said where it was promised, with the end that is shut', () => {
  const objects = [exampleNamespace(), examplePod('web'), examplePod('db')];
  const send = examplePolicy(
    {
      podSelector: { matchLabels: { app: 'web' } },
      egress: [{ to: [examplePeer('db')], ports: [{ port: 5432 }] }],
    },
    'web',
  );
  const shut = examplePolicy({ podSelector: { matchLabels: { app: 'db' } } }, 'db');
  expect(found('network-policy-routes-are-whole', ...objects, send, shut)).toEqual([
    'fail NetworkPolicy web spec.egress[0].to[0]: "a route on TCP 5432 that Pod shop/db does not open"',
  ]);
});

test('across namespaces both halves count', () => {
  const there = { matchLabels: { 'kubernetes.io/metadata.name': 'data' } };
  const db = examplePod('db', {}, 'data');
  const send = examplePolicy({
    egress: [{ to: [{ namespaceSelector: there, ...examplePeer('db') }], ports: [{ port: 8080 }] }],
  });
  const receive = (from: PlainObject): PlainObject => {
    const policy = examplePolicy({ ingress: [{ from: [from], ports: [{ port: 8080 }] }] });
    return { ...policy, metadata: { name: 'db', namespace: 'data' } };
  };
  const all = [exampleNamespace(), exampleNamespace('data'), examplePod('web'), db, send];
  const control = 'network-policy-routes-are-whole';
  expect(
    found(
      control,
      ...all,
      receive({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }),
    ),
  ).toEqual([]);
  expect(found(control, ...all, receive(examplePeer('web')))).toHaveLength(1);
});

test('two thousand routes in a ring are all whole', () => {
  const many = Array.from({ length: 2000 }, (_, index) => [
    examplePod(`a${index}`),
    examplePolicy(
      {
        podSelector: { matchLabels: { app: `a${index}` } },
        egress: [{ to: [examplePeer(`a${(index + 1) % 2000}`)], ports: [{ port: 8080 }] }],
        ingress: [{ from: [examplePeer(`a${(index + 1999) % 2000}`)], ports: [{ port: 8080 }] }],
      },
      `a${index}`,
    ),
  ]).flat();
  expect(found('network-policy-routes-are-whole', exampleNamespace(), ...many)).toEqual([]);
});

test('the default backend and the mirror of a route have to admit the gateway too', () => {
  const service = exampleService('web');
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { defaultBackend: { service: { name: 'web', port: { number: 443 } } } },
  };
  const mirror = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      rules: [
        { filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'web', port: 443 } } }] },
      ],
    },
  };
  const shut = [examplePod('web'), service, examplePolicy({})];
  expect(found('route-backend-admits-gateway', ...shut, ingress)).toHaveLength(1);
  expect(found('route-backend-admits-gateway', ...shut, mirror)).toHaveLength(1);
});

const FOR_ALL = [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }] }];
const cutOff = (...objects: PlainObject[]): string[] =>
  found('isolated-pod-has-routes', examplePolicy({}), examplePolicy({ egress: FOR_ALL }, 'dns'), ...objects);

test('a pod of any kind is cut off where only the policies for all are about it', () => {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app' }] } };
  const cron = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop' },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
  };
  expect(cutOff(cron)).toEqual([
    'fail CronJob nightly spec.jobTemplate.spec.template.metadata.labels: "policies for all pods, which open DNS alone"',
  ]);
  expect(cutOff(examplePod('web', {}, 'other'))).toEqual([]);
  const wide = { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] };
  expect(cutOff(cron, examplePolicy(wide, 'same-namespace'))).toEqual([]);
  const byName = { podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } };
  expect(cutOff(cron, examplePolicy(byName, 'all-apps'))).toEqual([]);
  const other = [{ to: [{ namespaceSelector: {} }], ports: [{ port: 443 }] }];
  expect(cutOff(cron, examplePolicy({ egress: other }, 'https'))).toEqual([]);
});

test('where policies of a network plugin may open routes, nobody knows', () => {
  const cilium = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {},
  };
  expect(cutOff(examplePod('web'), cilium)[0]).toMatch(/^unknown/);
});
