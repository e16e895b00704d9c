import { readFileSync } from 'node:fs';
import { clusters, HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';
import type { ExposeProps } from '../../lib/blueprints/workload/expose/props';
import gateways from '../../lib/core/cluster/gateway-controllers.json';
import { INGRESS_CONTROLLERS } from '../../lib/core/cluster/ingress';
import { ableTo, LIMITS } from '../../lib/core/cluster/limits';
import { parseCluster } from '../../lib/core/cluster/parse';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import { objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import { found, objectsOf, TODAY, WEB } from './support';

const PODS = { namespace: 'gateways', labels: { 'app.kubernetes.io/name': 'envoy' } };
const ENVOY = 'gateway.envoyproxy.io/gatewayclass-controller';
const NGINX = 'gateway.nginx.org/nginx-gateway-controller';
const HOST = { host: 'shop.example.com', certificate: { secret: 'shop' } } as const;
const RANGES = ['203.0.113.0/24', '2001:db8::/32'];
const ALL = { maxBodySize: '8Mi', sourceRanges: RANGES, sessionAffinity: 'Cookie' } as const;

const withGateway = (controllerName?: string): ClusterProfile =>
  clusters.kubeadm({
    gateway: PODS,
    gatewayApi: { class: 'public', ...(controllerName === undefined ? {} : { controllerName }) },
  });
const withIngress = (controller: string): ClusterProfile =>
  clusters.kubeadm({ gateway: PODS, ingress: { class: 'public', controller } });

function appWith(expose: ExposeProps, cluster: ClusterProfile): HardenedApp {
  const app = new HardenedApp({ today: TODAY, cluster });
  new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', { ...WEB, expose });
  return app;
}

function specOf(app: HardenedApp, kind: string): PlainObject | undefined {
  return objectAt(
    objectsOf(app).find((object) => object.kind === kind),
    'spec',
  );
}

const TARGET = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'web' };

test('Envoy Gateway limits requests by policies of the route', () => {
  const app = appWith({ ...HOST, ...ALL }, withGateway(ENVOY));
  expect(specOf(app, 'SecurityPolicy')).toEqual({
    authorization: {
      defaultAction: 'Deny',
      rules: [{ action: 'Allow', name: 'clients', principal: { clientCIDRs: RANGES } }],
    },
    targetRefs: [TARGET],
  });
  expect(specOf(app, 'BackendTrafficPolicy')).toEqual({
    loadBalancer: {
      consistentHash: { cookie: { name: 'affinity', ttl: '1h' }, type: 'Cookie' },
      type: 'ConsistentHash',
    },
    requestBuffer: { limit: '8Mi' },
    targetRefs: [TARGET],
  });
  expect(found(app)).toEqual([]);
});

test('calls of gRPC have policies of their route', () => {
  const app = appWith({ ...HOST, protocol: 'grpc', sourceRanges: RANGES }, withGateway(ENVOY));
  expect(specOf(app, 'SecurityPolicy')?.targetRefs).toEqual([{ ...TARGET, kind: 'GRPCRoute' }]);
  expect(specOf(app, 'BackendTrafficPolicy')).toBeUndefined();
});

test('NGINX Gateway Fabric limits the size of bodies', () => {
  const app = appWith({ ...HOST, maxBodySize: '512Ki' }, withGateway(NGINX));
  expect(specOf(app, 'ClientSettingsPolicy')).toEqual({ body: { maxSize: '512k' }, targetRef: TARGET });
  expect(found(app)).toEqual([]);
});

test('without limits there are no policies', () => {
  const kinds = objectsOf(appWith(HOST, withGateway(ENVOY))).map(({ kind }) => kind);
  for (const kind of ['SecurityPolicy', 'BackendTrafficPolicy', 'ClientSettingsPolicy'])
    expect(kinds).not.toContain(kind);
});

test('Ingresses say it in annotations of their controller', () => {
  const annotationsOf = (controller: string, limits: object): unknown => {
    const objects = objectsOf(appWith({ ...HOST, type: 'Ingress', ...limits }, withIngress(controller)));
    return objectAt(
      objects.find(({ kind }) => kind === 'Ingress'),
      'metadata',
    )?.annotations;
  };
  expect(annotationsOf('haproxy-ingress.github.io/controller', ALL)).toMatchObject({
    'haproxy-ingress.github.io/affinity': 'cookie',
    'haproxy-ingress.github.io/allowlist-source-range': RANGES.join(),
    'haproxy-ingress.github.io/proxy-body-size': '8m',
    'haproxy-ingress.github.io/session-cookie-name': 'affinity',
  });
  const { maxBodySize: _, ...others } = ALL;
  expect(annotationsOf('haproxy.org/ingress-controller', others)).toMatchObject({
    'haproxy.org/allow-list': RANGES.join(),
    'haproxy.org/cookie-persistence': 'affinity',
  });
  expect(annotationsOf('nginx.org/ingress-controller', { maxBodySize: '1Gi' })).toMatchObject({
    'nginx.org/client-max-body-size': '1g',
  });
});

test.each(LIMITS)(
  '%s is refused where the controller of the profile cannot, with those that can',
  (limit) => {
    const only = { [limit]: ALL[limit] };
    const gateways = ableTo(limit, 'Gateway').join(', ');
    for (const name of [undefined, 'example.com/gateways', ...(limit === 'maxBodySize' ? [] : [NGINX])])
      expect(() => appWith({ ...HOST, ...only }, withGateway(name))).toThrow(
        new RegExp(
          `expose\\.${limit}: found .*needs a cluster\\.gatewayApi\\.controllerName that can: ${gateways}`,
        ),
      );
    const controllers = ableTo(limit, 'Ingress');
    for (const controller of Object.keys(INGRESS_CONTROLLERS)) {
      if (controller.startsWith('cilium')) continue;
      const make = () => appWith({ ...HOST, type: 'Ingress', ...only }, withIngress(controller));
      if (controllers.includes(controller)) expect(make).not.toThrow();
      else expect(make).toThrow(`needs a cluster.ingress.controller that can: ${controllers.join(', ')}`);
    }
  },
);

const REFUSED: readonly [string, object, RegExp][] = [
  [
    'sizes and ranges that are none',
    { ...HOST, maxBodySize: '8M', sourceRanges: ['0.0.0.0/0', '10.0.0.1'] },
    /expose\.maxBodySize: found "8M"; needs a size in Ki, Mi or Gi.*\n.*sourceRanges\[0\].*\n.*sourceRanges\[1\]/,
  ],
  [
    'the affinity of a Service',
    { ...HOST, sessionAffinity: 'ClientIP' },
    /needs Cookie where type is Gateway/,
  ],
  ['no ranges', { ...HOST, sourceRanges: [] }, /expose\.sourceRanges: .*without them everyone/],
  [
    'a size of streams',
    { ...HOST, protocol: 'grpc', maxBodySize: '8Mi' },
    /expose\.maxBodySize: .*no maxBodySize: gRPC has methods and streams/,
  ],
  [
    'limits of what nobody sees',
    { host: 'shop.example.com', protocol: 'tls', ...ALL },
    /expose\.maxBodySize: .*only the program.*\n.*expose\.sourceRanges: .*\n.*expose\.sessionAffinity: /,
  ],
];

test.each(REFUSED)('%s: refused', (_, expose, message) => {
  const app = new HardenedApp({ today: TODAY, cluster: withGateway(ENVOY) });
  const shop = new IsolatedNamespace(app, 'shop');
  expect(() => new SecureDeployment(shop, 'web', { ...WEB, ...{ expose } })).toThrow(message);
});

test('what a limit says is no free annotation', () => {
  const annotations = {
    'haproxy-ingress.github.io/allowlist-source-range': '0.0.0.0/0',
    'haproxy-ingress.github.io/affinity': 'none',
  };
  expect(() =>
    appWith({ ...HOST, type: 'Ingress', annotations }, withIngress('haproxy-ingress.github.io/controller')),
  ).toThrow(/needs the prop that says it: sourceRanges.*\n.*needs the prop that says it: sessionAffinity/);
});

test('the name of a controller has a form', () => {
  const { problems } = parseCluster({ gatewayApi: { class: 'a', controllerName: 'envoy' } });
  expect(problems.join()).toMatch(/gatewayApi\.controllerName/);
});

test('the page has what each controller can', () => {
  const page = readFileSync('docs/exposure.md', 'utf8');
  const rows = [
    ...Object.entries(gateways).map(([id, { title }]) => [id, title, 'Gateway'] as const),
    ...Object.entries(INGRESS_CONTROLLERS).map(([id, { title }]) => [id, title, 'Ingress'] as const),
  ];
  for (const [id, title, by] of rows) {
    const cells = LIMITS.map((limit) => (ableTo(limit, by).includes(id) ? 'yes' : 'no'));
    const row = `| ${title} | ${cells.join(' | ')} |`;
    if (cells.includes('yes')) expect(page).toContain(row);
    else expect(page).not.toContain(`| ${title} |`);
  }
});
