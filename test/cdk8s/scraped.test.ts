import {
  clusters,
  external,
  HardenedApp,
  host,
  IsolatedNamespace,
  type ScrapeProps,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  type SecureDeploymentProps,
  SecureJob,
  SecurePod,
  SecureStatefulSet,
} from 'bulwark/cdk8s';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { readAll } from '../readers/made';
import { marks, routes } from '../readers/told';
import { at, IMAGE, objectsOf, one, problemsOf, TODAY, WEB } from './support';

const MONITORING = { namespace: 'monitoring', labels: { app: 'prometheus' }, account: 'prometheus' };
const OPERATOR = { ...MONITORING, operator: { labels: { release: 'kps' } } };
const CLUSTER = clusters.kubeadm({ monitoring: OPERATOR });
const PORTS = {
  ports: [
    { container: 8080, name: 'http' },
    { container: 9102, name: 'metrics' },
  ],
};

type Scraped = NonNullable<SecureDeploymentProps['scrapedBy']>;

function shopOf(cluster: ClusterProfile = CLUSTER): { app: HardenedApp; shop: IsolatedNamespace } {
  const app = new HardenedApp({ today: TODAY, cluster });
  return { app, shop: new IsolatedNamespace(app, 'shop') };
}

function scraped(
  scrapedBy: Scraped,
  props: Partial<SecureDeploymentProps> = {},
  cluster?: ClusterProfile,
): PlainObject[] {
  const { app, shop } = shopOf(cluster);
  const { port: _, ...web } = WEB;
  new SecureDeployment(shop, 'web', { ...web, ...PORTS, ...props, scrapedBy });
  return objectsOf(app);
}

const ingress = (objects: readonly PlainObject[], name = 'web'): unknown =>
  at(one(objects, 'NetworkPolicy', name), 'spec.ingress');

const FROM_MONITORING = [
  {
    from: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
        podSelector: { matchLabels: { app: 'prometheus' } },
      },
    ],
    ports: [{ port: 9102, protocol: 'TCP' }],
  },
];

test('the monitoring of the cluster reaches the port that is called metrics, and nothing else is made', () => {
  const objects = scraped('monitoring');
  expect(ingress(objects)).toEqual(FROM_MONITORING);
  expect(objects.filter(({ kind }) => kind === 'PodMonitor' || kind === 'ServiceMonitor')).toEqual([]);
  expect(at(one(objects, 'Deployment', 'web'), 'spec.template.metadata.annotations')).toBeUndefined();
});

test('a Prometheus of ours gets both ends of the route', () => {
  const { app, shop } = shopOf();
  const prometheus = new SecureDeployment(new IsolatedNamespace(app, 'metrics'), 'prometheus', WEB);
  new SecureDeployment(shop, 'web', { ...WEB, scrapedBy: prometheus });
  const objects = objectsOf(app);
  expect(ingress(objects)).toEqual([expect.objectContaining({ ports: [{ port: 8080, protocol: 'TCP' }] })]);
  expect(at(one(objects, 'NetworkPolicy', 'prometheus'), 'spec.egress.1.ports')).toEqual([
    { port: 8080, protocol: 'TCP' },
  ]);
});

test('a PodMonitor has the labels that the Prometheus of the cluster selects it by', () => {
  const objects = scraped({
    by: 'monitoring',
    port: 9102,
    path: '/stats',
    scheme: 'https',
    interval: '1m',
    timeout: '10s',
    discovery: 'PodMonitor',
  });
  expect(one(objects, 'PodMonitor', 'web')).toEqual({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: {
      name: 'web',
      namespace: 'shop',
      labels: {
        'app.kubernetes.io/instance': 'web',
        'app.kubernetes.io/managed-by': 'bulwark',
        release: 'kps',
      },
    },
    spec: {
      podMetricsEndpoints: [
        { interval: '1m', path: '/stats', port: 'metrics', scheme: 'https', scrapeTimeout: '10s' },
      ],
      selector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
    },
  });
});

test('a ServiceMonitor selects the Service of the workload by a port that it has', () => {
  const objects = scraped({ by: 'monitoring', discovery: 'ServiceMonitor' }, { selector: { app: 'web' } });
  const spec = at(one(objects, 'ServiceMonitor', 'web'), 'spec');
  expect(spec).toEqual({
    endpoints: [{ path: '/metrics', port: 'metrics' }],
    selector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
  });
  const service = one(objects, 'Service', 'web');
  expect(at(service, 'metadata.labels')).toMatchObject(Object(at(spec, 'selector.matchLabels')));
  expect(at(service, 'spec.ports.1.name')).toBe('metrics');
});

test('a PodMonitor selects pods by the selector that the workload has', () => {
  const objects = scraped({ by: 'monitoring', discovery: 'PodMonitor' }, { selector: { app: 'web' } });
  expect(at(one(objects, 'PodMonitor', 'web'), 'spec.selector.matchLabels')).toEqual({ app: 'web' });
});

test('annotations say the port, the path and the scheme, beside those of the props', () => {
  const objects = scraped(
    { by: 'monitoring', path: '/stats', discovery: 'annotations' },
    { podAnnotations: { 'example.com/note': 'a' } },
  );
  expect(at(one(objects, 'Deployment', 'web'), 'spec.template.metadata.annotations')).toEqual({
    'example.com/note': 'a',
    'prometheus.io/path': '/stats',
    'prometheus.io/port': '9102',
    'prometheus.io/scheme': 'http',
    'prometheus.io/scrape': 'true',
  });
});

test('several ask several ports, and one monitor has all that it finds', () => {
  const agent = external({ namespace: 'agents', labels: { app: 'otel' } });
  const objects = scraped([
    { by: 'monitoring', discovery: 'PodMonitor' },
    { by: 'monitoring', port: 'http', path: '/vars', discovery: 'PodMonitor' },
    { by: agent, port: 'http' },
  ]);
  expect(at(one(objects, 'PodMonitor', 'web'), 'spec.podMetricsEndpoints')).toEqual([
    { path: '/metrics', port: 'metrics' },
    { path: '/vars', port: 'http' },
  ]);
  expect(
    JSON.stringify(ingress(objects))
      .match(/"port":\d+/g)
      ?.sort(),
  ).toEqual(['"port":8080', '"port":8080', '"port":9102']);
});

const POD = { by: 'monitoring', discovery: 'PodMonitor' } as const;
const PATH = 'a path from /, without a query';
const DURATION = 'a duration such as 30s or 1m30s';
const METRICS = { container: 9102, name: 'metrics' };
const FOUND: ScrapeProps = POD;

test('every kind of workload can be asked, and is read back as it was made', () => {
  const { app, shop } = shopOf();
  const props = { image: IMAGE, port: METRICS, probe: 'tcp', scrapedBy: FOUND } as const;
  new SecureDeployment(shop, 'web', { ...props, labels: { team: 'shop' } });
  new SecureStatefulSet(shop, 'db', { ...props, user: 20_001, volumes: { '/data': { size: '1Gi' } } });
  new SecureDaemonSet(shop, 'agent', props);
  new SecureJob(shop, 'job', { image: IMAGE, port: METRICS, scrapedBy: FOUND });
  new SecureCronJob(shop, 'cron', { image: IMAGE, port: METRICS, scrapedBy: FOUND, schedule: '@daily' });
  new SecurePod(shop, 'pod', props);
  const objects = objectsOf(app);
  const names = ['web', 'db', 'agent', 'job', 'cron', 'pod'];
  for (const name of names) {
    expect(ingress(objects, name)).toEqual(FROM_MONITORING);
    expect(at(one(objects, 'PodMonitor', name), 'spec.podMetricsEndpoints')).toEqual([
      { path: '/metrics', port: 'metrics' },
    ]);
  }
  const reading = readAll(objects);
  expect(marks(reading).filter((mark) => mark.includes('Monitor'))).toEqual([]);
  expect(reading.model.workloads.map(({ workload }) => workload.monitors)).toEqual(
    names.map(() => [
      { kind: 'PodMonitor', labels: { release: 'kps' }, endpoints: [{ port: 'metrics', path: '/metrics' }] },
    ]),
  );
  expect(routes(reading.model)).toContain('pods in monitoring -> shop/cron 9102');
});

const CILIUM = { cni: 'cilium', networkPolicies: 'cilium', monitoring: MONITORING } as const;

test('the route holds in the policies of Cilium and in a mesh', () => {
  const objects = scraped('monitoring', {}, clusters.kubeadm({ ...CILIUM, mesh: 'istio-ambient' }));
  const cilium = JSON.stringify(at(one(objects, 'CiliumNetworkPolicy', 'web'), 'spec.ingress'));
  expect(cilium).toContain('"k8s:io.kubernetes.pod.namespace":"monitoring"');
  const istio = JSON.stringify(at(one(objects, 'AuthorizationPolicy', 'web'), 'spec.rules'));
  expect(istio).toContain('monitoring/prometheus');
  expect(istio).toContain('9102');
});

test('a mesh needs the account of those who ask', () => {
  const { account: _, ...nobody } = MONITORING;
  const cluster = clusters.kubeadm({ mesh: 'istio-ambient', monitoring: nobody });
  expect(() => scraped('monitoring', {}, cluster)).toThrow(/account/);
});

test.each<[string, Scraped, Partial<SecureDeploymentProps>, ClusterProfile, string]>([
  [
    'no monitoring',
    'monitoring',
    {},
    clusters.kubeadm(),
    'cluster.monitoring: the pods that collect metrics',
  ],
  [
    'no operator',
    { by: 'monitoring', discovery: 'PodMonitor' },
    {},
    clusters.kubeadm({ monitoring: MONITORING }),
    'cluster.monitoring.operator: a cluster that has the Prometheus Operator',
  ],
  ['no port', 'monitoring', { ports: [] }, CLUSTER, 'a port that it has: it has none'],
  [
    'a name of no port',
    { by: 'monitoring', port: 'stats' },
    {},
    CLUSTER,
    'a port that it has: http (8080), metrics (9102)',
  ],
  [
    'a number of no port',
    { by: 'monitoring', port: 9999 },
    {},
    CLUSTER,
    'a port that it has: http (8080), metrics (9102)',
  ],
  [
    'a port of UDP',
    'monitoring',
    { ports: [{ container: 9102, name: 'metrics', protocol: 'UDP' }] },
    CLUSTER,
    'a port that speaks TCP',
  ],
  ['no path', { ...POD, path: 'metrics' }, {}, CLUSTER, PATH],
  ['a path with a space', { ...POD, path: '/a b' }, {}, CLUSTER, PATH],
  ['a path with a query', { ...POD, path: '/a?b=c' }, {}, CLUSTER, PATH],
  ['a path that no request has', { ...POD, path: '/a\u0000' }, {}, CLUSTER, PATH],
  ['no duration', { ...POD, interval: '30' }, {}, CLUSTER, DURATION],
  ['a duration in other units', { ...POD, interval: '1.5m' }, {}, CLUSTER, DURATION],
  ['no time at all', { ...POD, interval: '0s' }, {}, CLUSTER, DURATION],
  ['an empty text', { ...POD, interval: '30s', timeout: '' }, {}, CLUSTER, DURATION],
  [
    'a time-out above the interval',
    { ...POD, interval: '30s', timeout: '1m' },
    {},
    CLUSTER,
    'at most the interval, 30s',
  ],
  [
    'a time-out alone',
    { ...POD, timeout: '1m' },
    {},
    CLUSTER,
    'interval next to it: above that of Prometheus the operator leaves the whole monitor out',
  ],
  ...(['path', 'scheme', 'interval', 'timeout'] as const).map(
    (name): [string, Scraped, object, ClusterProfile, string] => [
      `${name} that nobody reads`,
      { by: 'monitoring', [name]: { path: '/a', scheme: 'https', interval: '1m', timeout: '1s' }[name] },
      {},
      CLUSTER,
      'discovery, which tells Prometheus: without it a route is opened, and nothing else',
    ],
  ),
  [
    'annotations with an interval',
    { by: 'monitoring', interval: '30s', discovery: 'annotations' },
    {},
    CLUSTER,
    'no interval: annotations have no word for it',
  ],
  [
    'annotations twice',
    [
      { by: 'monitoring', discovery: 'annotations' },
      { by: 'monitoring', port: 'http', discovery: 'annotations' },
    ],
    {},
    CLUSTER,
    'it once: a pod has each annotation once',
  ],
  [
    'annotations that are there already',
    { by: 'monitoring', discovery: 'annotations' },
    { podAnnotations: { 'prometheus.io/port': '1' } },
    CLUSTER,
    'one value: scrapedBy says it',
  ],
])('%s is an error', (_, scrapedBy, props, cluster, needs) => {
  const problems = problemsOf(() => scraped(scrapedBy, props, cluster));
  expect(problems.map((problem) => problem.needs)).toContain(needs);
});

test('a StatefulSet has two Services, so that a ServiceMonitor would ask each pod twice', () => {
  const { shop } = shopOf();
  const scrapedBy = { by: 'monitoring', discovery: 'ServiceMonitor' } as const;
  const make = () => new SecureStatefulSet(shop, 'db', { image: IMAGE, user: 20_001, port: 5432, scrapedBy });
  expect(problemsOf(make)).toEqual([
    expect.objectContaining({ field: 'scrapedBy.discovery', fix: `discovery: 'PodMonitor'` }),
  ]);
});

test('what two Prometheus ask the same way is asked once', () => {
  const second = external({ namespace: 'second', labels: { app: 'prometheus' }, account: 'second' });
  const objects = scraped([POD, { ...POD, by: second, path: '/metrics', scheme: 'http' }]);
  expect(at(one(objects, 'PodMonitor', 'web'), 'spec.podMetricsEndpoints')).toHaveLength(1);
  expect(ingress(objects)).toHaveLength(2);
});

test('labels that a Prometheus selects by are above those of every object', () => {
  const labels = { 'app.kubernetes.io/instance': 'kps', 'app.kubernetes.io/managed-by': 'Helm' };
  const cluster = clusters.kubeadm({ monitoring: { ...MONITORING, operator: { labels } } });
  const objects = scraped(POD, {}, cluster);
  expect(at(one(objects, 'PodMonitor', 'web'), 'metadata.labels')).toEqual(labels);
  const reading = readAll(objects);
  expect(reading.model.workloads[0]?.workload.monitors?.[0]?.labels).toEqual(labels);
  expect(marks(reading).filter((mark) => mark.includes('Monitor'))).toEqual([]);
});

test('a ServiceMonitor would find the Service for clients outside, too', () => {
  const why = {
    control: 'no-load-balancer-services',
    reason: 'a',
    owner: 'b',
    expires: '2027-01-31',
  } as const;
  const make = () =>
    scraped(
      { by: 'monitoring', discovery: 'ServiceMonitor' },
      { expose: { type: 'LoadBalancer', sourceRanges: ['203.0.113.0/24'] }, waivers: [why] },
    );
  expect(problemsOf(make).map(({ field }) => field)).toEqual(['scrapedBy.discovery']);
});

test('what is none of these is refused, and a name that asks has no addresses', () => {
  for (const wrong of ['prometheus', 7, {}, { by: 'prometheus' }, { by: 'monitoring', prt: 1 }, [null]])
    expect(() => Reflect.apply(scraped, undefined, [wrong])).toThrow(/scrapedBy/);
  expect(() => scraped(host('prometheus.example.com', { ports: [443] }))).toThrow(
    /a name says nothing about who calls/,
  );
});
