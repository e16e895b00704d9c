import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusters, HardenedApp, IsolatedNamespace, peerOf, SecureDeployment } from 'bulwark/cdk8s';
import { Chart, Include } from 'cdk8s';
import { at, folder, IMAGE, judgementOf, one, TODAY, WEB } from './support';

const workload = (name: string, labels: string, kind = 'Deployment'): string => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec:
  selector: { matchLabels: ${labels} }
  template:
    metadata: { labels: ${labels} }
    spec:
      containers: [{ name: main, image: '${IMAGE}', ports: [{ name: http, containerPort: 3000 }] }]
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: grafana }
spec: { selector: { app: grafana }, ports: [{ port: 80, targetPort: http }] }
`;

function included(...documents: readonly string[]) {
  const file = join(folder(), 'chart.yaml');
  writeFileSync(file, documents.join('---\n'));
  const app = new HardenedApp({ today: TODAY, cluster: clusters.kubeadm() });
  const shop = new IsolatedNamespace(app, 'shop');
  return { app, shop, include: new Include(shop, 'vendor', { url: file }) };
}

const GRAFANA = workload('grafana', '{ app: grafana }');

/** The objects of an app whose third-party part has findings of its own. */
function rendered(app: HardenedApp) {
  return app.synthesize().files.flatMap((file) => [...file.objects]);
}

test('a workload of a chart is a source and a target of routes, with one policy of its own', () => {
  const { app, shop, include } = included(GRAFANA, SERVICE);
  const web = new SecureDeployment(shop, 'web', WEB);
  const grafana = peerOf(include, 'Deployment', 'grafana').talksTo(web);
  new SecureDeployment(shop, 'proxy', { ...WEB, uses: { GRAFANA: grafana, SAME: grafana.port('http') } });
  const objects = rendered(app);
  const policy = at(one(objects, 'NetworkPolicy', 'grafana'), 'spec');
  expect(at(policy, 'podSelector.matchLabels')).toEqual({ app: 'grafana' });
  expect(at(policy, 'ingress')).toEqual([
    {
      from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'proxy' } } }],
      ports: [{ port: 3000, protocol: 'TCP' }],
    },
  ]);
  expect(at(policy, 'egress.1.to')).toEqual([
    { podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } } },
  ]);
  expect(at(one(objects, 'Deployment', 'proxy'), 'spec.template.spec.containers.0.env')).toEqual([
    { name: 'GRAFANA', value: 'grafana:80' },
    { name: 'SAME', value: 'grafana:80' },
  ]);
  expect(at(one(objects, 'NetworkPolicy', 'web'), 'spec.ingress.0.from')).toEqual([
    { podSelector: { matchLabels: { app: 'grafana' } } },
  ]);
  expect(objects.filter(({ kind }) => kind === 'Service')).toHaveLength(3);
});

/** The findings about routes of a Deployment. */
function cutOff(app: HardenedApp): string[] {
  return judgementOf(app)
    .findings.filter(({ control }) => /^(dns-egress-allowed|isolated-pod-has-routes)$/.test(control))
    .map(({ control, object, fixes }) => `${control} ${object.name}: ${fixes?.constructs}`);
}

const FOR_ALL = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: dns }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
  - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
    ports: [{ port: 53, protocol: UDP }]
`;

test('a third-party workload has routes, or a finding that says how it gets some', () => {
  const fix = `grafana: peerOf(include, 'Deployment', 'grafana').talksTo(prometheus).receivesFrom(web)`;
  expect(cutOff(included(GRAFANA, SERVICE).app)).toEqual([`dns-egress-allowed ${fix}`]);
  expect(cutOff(included(GRAFANA, SERVICE, FOR_ALL).app)).toEqual([`isolated-pod-has-routes ${fix}`]);
  for (const documents of [[GRAFANA], [GRAFANA, FOR_ALL]]) {
    const { app, include } = included(...documents);
    peerOf(include, 'Deployment', 'grafana');
    expect(cutOff(app)).toEqual([]);
  }
});

test('asked twice it is the same', () => {
  const { include, app } = included(GRAFANA);
  expect(peerOf(include, 'Deployment', 'grafana')).toBe(peerOf(include, 'Deployment', 'grafana'));
  expect(rendered(app).filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(2);
});

test('two kinds with one name are two', () => {
  const { include, app } = included(
    GRAFANA,
    workload('loki', '{ app: loki }'),
    workload('loki', '{ app: loki-set }', 'StatefulSet'),
  );
  peerOf(include, 'StatefulSet', 'loki').talksTo(peerOf(include, 'Deployment', 'grafana'));
  expect(at(one(rendered(app), 'NetworkPolicy', 'loki'), 'spec.podSelector.matchLabels')).toEqual({
    app: 'loki-set',
  });
});

test.each<[string, readonly string[], () => [string, string], RegExp]>([
  [
    'no such workload',
    [GRAFANA],
    () => ['Deployment', 'grafanna'],
    /found Deployment grafana; needs a Deployment grafanna with pods/,
  ],
  ['another kind', [GRAFANA], () => ['StatefulSet', 'grafana'], /needs a StatefulSet grafana with pods/],
  ['an object without pods', [SERVICE], () => ['Service', 'grafana'], /found nothing with pods/],
  [
    'labels that others have',
    [GRAFANA, workload('other', '{ app: grafana, tier: x }')],
    () => ['Deployment', 'grafana'],
    /selector: found labels that Deployment other has too; needs labels of its own/,
  ],
])('%s is an error', (_, documents, name, message) => {
  const { include } = included(...documents);
  expect(() => peerOf(include, ...name())).toThrow(message);
});

test('a name that is none is an error', () => {
  const { include } = included(GRAFANA);
  expect(() => Reflect.apply(peerOf, undefined, [include, 'Deployment', 7])).toThrow(
    /name: found 7; needs a string/,
  );
  expect(() => Reflect.apply(peerOf, undefined, ['vendor', 'Deployment', 'grafana'])).toThrow(
    /needs a construct/,
  );
});

test('without a Service there is a route, and no address', () => {
  const { shop, include } = included(GRAFANA);
  const grafana = peerOf(include, 'Deployment', 'grafana');
  expect(() => new SecureDeployment(shop, 'proxy', { ...WEB, uses: { GRAFANA: grafana } })).toThrow(
    /uses\.GRAFANA: found grafana, which has no Service grafana/,
  );
  expect(() => new SecureDeployment(shop, 'web', WEB).talksTo(grafana)).not.toThrow();
});

test('outside of a HardenedApp it works the same', () => {
  const chart = new Chart(new HardenedApp({ today: TODAY }), 'plain', { namespace: 'monitoring' });
  const file = join(folder(), 'chart.yaml');
  writeFileSync(file, GRAFANA);
  const peer = peerOf(new Include(chart, 'vendor', { url: file }), 'Deployment', 'grafana');
  expect(peer.party()).toMatchObject({ namespace: 'monitoring', labels: { app: 'grafana' } });
});
