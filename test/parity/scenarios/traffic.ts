import { external } from '../../../lib/blueprints/external';
import { allPodsOf, apiServer, gateway, host, internet } from '../../../lib/blueprints/outside';
import { clusters } from '../../../lib/core/cluster/presets';
import type { Scenario } from './front-end';
import { IMAGE, WEB, waiver } from './shared';

export const TRAFFIC_SCENARIOS: readonly Scenario[] = [
  {
    name: 'workloads that clients outside of the cluster reach',
    app: {
      cluster: clusters.kind({
        gateway: { namespace: 'gateways', labels: { 'app.kubernetes.io/name': 'envoy' } },
        gatewayApi: { class: 'envoy', controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
        ingress: {
          class: 'public',
          controller: 'haproxy-ingress.github.io/controller',
          pods: { namespace: 'ingress', labels: { 'app.kubernetes.io/name': 'haproxy' } },
        },
      }),
    },
    build(make) {
      const shop = make.namespace('shop');
      make.workload(shop, 'plain', { image: IMAGE });
      const web = make.workload(shop, 'web', {
        image: IMAGE,
        ports: [
          { container: 8080, name: 'http' },
          { container: 8443, name: 'tls' },
        ],
        probe: 'tcp',
        expose: [
          {
            host: 'shop.example.com',
            certificate: { issuer: 'letsencrypt', kind: 'Issuer' },
            paths: ['/shop', { exact: '/' }],
            timeout: '30s',
            maxBodySize: '8Mi',
            sourceRanges: ['203.0.113.0/24'],
            sessionAffinity: 'Cookie',
            dnsTtl: 60,
            annotations: { 'example.com/team': 'shop' },
          },
          { hosts: ['a.example.com', 'b.example.com'], certificate: { secret: 'ab' }, redirect: 'optOut' },
          {
            hosts: ['set.example.com'],
            certificate: { secret: 'all', namespace: 'certificates' },
            gateway: { name: 'public', namespace: 'gateways', listenerSet: true },
            backendTls: { hostname: 'web.shop.svc', configMap: 'web-ca' },
            port: 'tls',
          },
          { host: 'own.example.com', protocol: 'tls', port: 'tls' },
          {
            type: 'LoadBalancer',
            sourceRanges: ['10.0.0.0/8', '2001:db8::/32'],
            loadBalancerClass: 'example.com/internal',
            externalTrafficPolicy: 'Cluster',
            hosts: ['direct.example.com'],
            dnsTtl: 30,
            annotations: { 'example.com/team': 'shop' },
          },
          {
            type: 'NodePort',
            sourceRanges: ['203.0.113.0/24'],
            ports: ['http'],
            nodePorts: { http: 30_080 },
            sessionAffinity: 'ClientIP',
            sessionTimeout: 60,
          },
          {
            type: 'Ingress',
            host: 'old.example.com',
            certificate: { issuer: 'own' },
            paths: [{ exact: '/' }],
          },
        ],
      });
      make.waive(web, waiver('no-load-balancer-services'));
      make.waive(web, waiver('no-node-port-services'));
      make.waive(web, waiver('unique-service-selector'));
      make.kind('StatefulSet', shop, 'rpc', {
        image: IMAGE,
        user: 20_005,
        ports: [
          { container: 9000, name: 'calls' },
          { container: 9001, name: 'admin' },
        ],
        probe: 'tcp',
        expose: {
          host: 'rpc.example.com',
          port: 'calls',
          protocol: 'grpc',
          gateway: { name: 'public', namespace: 'gateways', listener: 'https' },
        },
      });
    },
  },
  {
    name: 'traffic by every way of saying it, over two namespaces',
    build(make) {
      const [front, back] = [make.namespace('front'), make.namespace('back')];
      const api = make.workload(back, 'api', {
        ...WEB,
        ports: [
          { container: 8080, name: 'http' },
          { container: 9090, name: 'metrics' },
        ],
        port: undefined,
      });
      const jobs = make.workload(back, 'jobs', { image: IMAGE, replicas: 1 });
      const web = make.workload(front, 'web', { ...WEB, uses: { API: api.port('http') } });
      api.receivesFrom(external({ namespace: 'monitoring', labels: { app: 'prometheus' } }), {
        ports: ['metrics'],
      });
      jobs.uses({ API: api, WEB: web });
      web.talksTo(external({ namespace: 'databases', labels: { app: 'postgres' }, ports: [5432] }));
    },
  },
  {
    name: 'workloads in a mesh, over policies of Cilium',
    app: {
      cluster: clusters.kubeadm({
        cni: 'cilium',
        networkPolicies: 'cilium',
        mesh: 'istio-ambient',
        gateway: { namespace: 'ingress', labels: { app: 'gateway' }, account: 'gateway' },
      }),
    },
    build: (make) => {
      const shop = make.namespace('shop');
      const store = make.kind('StatefulSet', shop, 'store', {
        image: IMAGE,
        user: 20_004,
        port: 6379,
        probe: 'tcp',
        volumes: { '/data': { size: '1Gi' } },
      });
      const web = make.workload(shop, 'web', { image: IMAGE, port: 8080, probe: { http: '/healthz' } });
      web.uses({ STORE: store });
      web.receivesFrom(gateway());
      web.talksTo(host('api.example.com', { ports: [443] }));
      web.talksTo(external({ hosts: ['grpc.example.com', '*.example.org'], ports: [8443] }), {
        grpc: [{ service: 'shop.CartService', method: 'AddItem' }],
      });
    },
  },
  {
    name: 'peers by what they are, and metrics that a workload of the app collects',
    app: {
      cluster: clusters.kind({ monitoring: { namespace: 'monitoring', labels: { app: 'prometheus' } } }),
    },
    build: (make) => {
      const [shop, data] = [make.namespace('shop'), make.namespace('data')];
      const prometheus = make.workload(data, 'prometheus', WEB);
      const web = make.workload(shop, 'web', {
        ...WEB,
        scrapedBy: ['monitoring', { by: prometheus, port: 8080 }],
      });
      web.talksTo(allPodsOf('data', { ports: [5432] }));
      web.receivesFrom(allPodsOf('ci'));
      web.talksTo(internet({ cidrs: ['198.51.100.0/24', '172.0.0.0/8'], ports: [443] }));
      web.talksTo(apiServer());
    },
  },
];
