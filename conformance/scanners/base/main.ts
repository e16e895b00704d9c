/** What the mutations break, one field each: a workload with every kind of container, and what is around it. */
import {
  clusters,
  external,
  HardenedApp,
  IsolatedNamespace,
  restricted,
  SecureDeployment,
} from 'bulwark/cdk8s';
import { ApiObject } from 'cdk8s';

const digest = 'sha256:7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069';
const image = (name: string): string => `registry.example.com/shop/${name}:v1.4.2@${digest}`;

const app = new HardenedApp({
  policy: restricted({ owner: 'team-web', email: 'team-web@example.com', environment: 'production' }),
  cluster: clusters.kubeadm({ registries: ['registry.example.com/shop'] }),
});
const shop = new IsolatedNamespace(app, 'shop');

const web = new SecureDeployment(shop, 'web', {
  image: image('web'),
  port: { service: 80, container: 8080 },
  probe: { http: '/readyz' },
  liveness: { http: '/livez' },
  autoscaled: true,
  initContainers: [{ name: 'migrate', image: image('migrate') }],
  sidecars: [
    {
      name: 'proxy',
      image: image('proxy'),
      port: { container: 9090, name: 'metrics' },
      probe: { http: '/ready', port: 'metrics' },
      liveness: { http: '/live', port: 'metrics' },
    },
  ],
});
web.receivesFrom(external({ namespace: 'gateway', labels: { 'app.kubernetes.io/name': 'gateway' } }));

new ApiObject(shop, 'autoscaler', {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    maxReplicas: 10,
    metrics: [
      {
        resource: { name: 'cpu', target: { averageUtilization: 70, type: 'Utilization' } },
        type: 'Resource',
      },
    ],
    minReplicas: 3,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  },
});
new ApiObject(shop, 'ingress', {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { annotations: { 'kubernetes.io/ingress.allow-http': 'false' }, name: 'web' },
  spec: {
    ingressClassName: 'public',
    rules: [
      {
        host: 'shop.example.com',
        http: {
          paths: [
            { backend: { service: { name: 'web', port: { name: 'http' } } }, path: '/', pathType: 'Prefix' },
          ],
        },
      },
    ],
    tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
  },
});

app.synth();
