import 'bulwark/jest';
import { HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { DIGEST } from './objects';

const IMAGE = `registry.example.com/web:1.4@${DIGEST}`;

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the matcher did not complain');
}

const namespace = (name = 'shop'): PlainObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

function pod(app: string, home = 'shop', spec: PlainObject = {}): PlainObject {
  const ports = [{ name: 'http', containerPort: 8080 }];
  const metadata = { name: app, namespace: home, labels: { app } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { containers: [{ name: 'c', image: 'c', ports }], ...spec },
  };
}

function policy(app: string | undefined, spec: PlainObject, home = 'shop'): PlainObject {
  const podSelector = app === undefined ? {} : { matchLabels: { app } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `p-${app}`, namespace: home },
    spec: { podSelector, ...spec },
  };
}

const peer = (app: string): PlainObject => ({ podSelector: { matchLabels: { app } } });
const from = (...peers: PlainObject[]): PlainObject => ({
  ingress: [{ from: peers, ports: [{ port: 8080 }] }],
});
const egress = (...rules: PlainObject[]): PlainObject => ({ policyTypes: ['Egress'], egress: rules });
const port = 8080;

test.each<[string, 'yes' | 'no' | 'unknown', PlainObject[]]>([
  ['nothing isolates', 'yes', []],
  ['the target admits the source', 'yes', [policy('db', from(peer('web')))]],
  ['the target admits another', 'no', [policy('db', from(peer('cart')))]],
  ['the target admits nobody', 'no', [policy('db', {})]],
  ['the target admits everybody', 'yes', [policy('db', { ingress: [{}] })]],
  ['all pods admit nobody', 'no', [policy(undefined, { policyTypes: ['Ingress', 'Egress'] })]],
  ['the source may send nothing', 'no', [policy('web', egress())]],
  [
    'the source may send that',
    'yes',
    [policy('web', egress({ to: [peer('db')], ports: [{ port: 'http' }] }))],
  ],
  ['the source may send to another port', 'no', [policy('web', egress({ ports: [{ port: 9090 }] }))]],
  ['a range of ports', 'yes', [policy('web', egress({ ports: [{ port: 8000, endPort: 8100 }] }))]],
  ['another protocol', 'no', [policy('web', egress({ ports: [{ port: 8080, protocol: 'UDP' }] }))]],
  [
    'the source may send, the target admits another',
    'no',
    [policy('web', egress({})), policy('db', from(peer('x')))],
  ],
  ['one of two policies admits', 'yes', [policy('db', {}), policy('db', from(peer('web')))]],
  ['a policy of another namespace', 'yes', [policy('db', {}, 'other')]],
  ['egress alone says nothing about ingress', 'yes', [policy('db', egress())]],
  [
    'addresses, which may be those of pods',
    'unknown',
    [policy('db', from({ ipBlock: { cidr: '10.0.0.0/8' } }))],
  ],
  [
    'addresses of which the other end knows better',
    'no',
    [policy('web', egress({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })), policy('db', from(peer('cart')))],
  ],
  ['a selector that cannot be read', 'unknown', [policy('db', { podSelector: { matchLabels: 7 } })]],
  ['peers that cannot be read', 'unknown', [policy('db', { ingress: [{ from: 'web' }] })]],
  ['ports that cannot be read', 'unknown', [policy('db', { ingress: [{ ports: ['8080'] }] })]],
  ['types that cannot be read', 'unknown', [policy('db', { policyTypes: 'Ingress' })]],
  [
    'a policy of Cilium',
    'unknown',
    [
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name: 'c', namespace: 'shop' },
        spec: {},
      },
    ],
  ],
  [
    'a policy of a mesh',
    'unknown',
    [
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: { name: 'c', namespace: 'shop' },
      },
    ],
  ],
  [
    'a release that makes objects',
    'unknown',
    [
      {
        apiVersion: 'kubernetes:helm.sh/v3',
        kind: 'Release',
        metadata: { name: 'c', namespace: 'shop' },
      },
    ],
  ],
])('%s: %s', (_name, answer, policies) => {
  const objects = [namespace(), pod('web'), pod('db'), ...policies];
  const reach = (): unknown => expect(objects).toReach('web', 'db', { port });
  const not = (): unknown => expect(objects).not.toReach('web', 'db', { port });
  if (answer === 'yes') reach();
  else expect(messageOf(reach)).toContain('expected web to reach db on TCP 8080');
  if (answer === 'no') not();
  else expect(messageOf(not)).toContain('expected no pod of web to reach db on TCP 8080');
  for (const run of answer === 'unknown' ? [reach, not] : [])
    expect(messageOf(run)).toContain('cannot be told\n  - ');
});

test.each<[string, 'yes' | 'no' | 'unknown', PlainObject, PlainObject[]]>([
  ['by its name', 'yes', { matchLabels: { 'kubernetes.io/metadata.name': 'front' } }, []],
  ['by another name', 'no', { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, []],
  ['by a label of a namespace that is not there', 'unknown', { matchLabels: { team: 'a' } }, []],
  ['by a label that the namespace has not', 'no', { matchLabels: { team: 'a' } }, [namespace('front')]],
  ['all of them', 'yes', {}, []],
])('a namespace %s: %s', (_name, answer, namespaceSelector, more) => {
  const admits = policy('db', from({ namespaceSelector, ...peer('web') }));
  const objects = [pod('web', 'front'), namespace(), pod('db'), admits, ...more];
  const outcome = (run: () => unknown): boolean => {
    try {
      run();
      return true;
    } catch {
      return false;
    }
  };
  expect(outcome(() => expect(objects).toReach('web', 'db', { port }))).toBe(answer === 'yes');
  expect(outcome(() => expect(objects).not.toReach('web', 'db', { port }))).toBe(answer === 'no');
});

test('one pod of a StatefulSet is not all of them', () => {
  const set = (replicas: number): PlainObject => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'c', image: 'c' }] } },
    },
  });
  const first = policy('db', {});
  const spec = { podSelector: { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'db-0' } } };
  const objects = [pod('web'), set(3), { ...first, spec }];
  for (const run of [
    () => expect(objects).toReach('web', 'db'),
    () => expect(objects).not.toReach('web', 'db'),
  ]) {
    expect(messageOf(run)).toContain('it is not certain which pods NetworkPolicy p-db selects');
  }
  expect([pod('web'), set(1), { ...first, spec }]).not.toReach('web', 'db');
  expect([
    pod('web'),
    set(3),
    first,
    { ...first, metadata: { name: 'one', namespace: 'shop' }, spec },
  ]).not.toReach('web', 'db');
});

function makeApp(): { app: HardenedApp; shop: IsolatedNamespace } {
  const app = new HardenedApp({ today: '2026-11-21' });
  const shop = new IsolatedNamespace(app, 'shop', { quota: { cpu: '8', memory: '16Gi' } });
  const data = new IsolatedNamespace(app, 'data', { quota: { cpu: '8', memory: '16Gi' } });
  const ports = [
    { service: 80, container: 8080, name: 'http' },
    { container: 9102, name: 'metrics' },
  ];
  const api = new SecureDeployment(shop, 'api', { image: IMAGE, ports, probe: 'tcp' });
  const db = new SecureDeployment(data, 'db', { image: IMAGE, port: 5432, probe: 'tcp' });
  new SecureDeployment(shop, 'web', { image: IMAGE, port: 8080, probe: 'tcp' }).talksTo(api, {
    ports: ['http'],
  });
  api.talksTo(db);
  return { app, shop };
}

test('routes of an app are exactly what was declared, seen from any construct', () => {
  const { app, shop } = makeApp();
  expect(app).toReach('web', 'api');
  expect(app).toReach('web', 'api', { port: 'http' });
  expect(app).toReach('web', 'shop/api', { port: 8080 });
  expect(app).not.toReach('web', 'api', { port: 'metrics' });
  expect(app).not.toReach('api', 'web');
  expect(app).toReach('Deployment shop/api', 'Deployment data/db', { port: 5432 });
  expect(app).not.toReach('web', 'db');
  expect(shop).toReach('api', 'db');
  expect(shop).not.toReach('db', 'api');
  expect(app).not.toReach('web', 'api', { port: 8080, protocol: 'UDP' });
});

test.each<[string, string, object, string]>([
  ['wbe', 'api', {}, `from: found no workload 'wbe'\n  - needs one of: `],
  ['web', 'other/api', {}, `to: found no workload 'other/api'`],
  [
    'web',
    'api',
    { port: 80 },
    'found port 80, which is one of Service shop/api\n  - needs the port of the container behind it: 8080',
  ],
  [
    'web',
    'api',
    { port: 'htp' },
    `found no TCP port 'htp'\n  - needs the name of a container's port: http, metrics`,
  ],
  ['web', 'api', { port: 0 }, 'needs a number from 1 to 65535'],
  ['web', 'api', { port: Number.NaN }, 'found NaN; needs a number'],
  ['web', 'api', { prot: 1 }, 'prot'],
  ['web', 'api', { protocol: 'ICMP' }, `one of 'TCP', 'UDP', 'SCTP'`],
])('%s to %s with %j is an error, with .not too', (source, target, options, message) => {
  const { app } = makeApp();
  expect(messageOf(() => expect(app).toReach(source, target, options))).toContain(message);
  expect(messageOf(() => expect(app).not.toReach(source, target, options))).toContain(message);
});

test('several workloads of one name have to be told apart', () => {
  const objects = [pod('web'), pod('web', 'front'), pod('db')];
  expect(messageOf(() => expect(objects).toReach('web', 'db'))).toContain(
    `found several workloads 'web'\n  - needs one of: Pod shop/web, Pod front/web`,
  );
  expect(objects).toReach('front/web', 'db');
});

test('a pod on the network of its node cannot be told', () => {
  const objects = [pod('web', 'shop', { hostNetwork: true }), pod('db'), policy('db', {})];
  expect(messageOf(() => expect(objects).not.toReach('web', 'db'))).toContain('the network of its node');
});
