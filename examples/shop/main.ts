import { join } from 'node:path';
import {
  claim,
  clusters,
  HardenedApp,
  IsolatedNamespace,
  peerOf,
  restricted,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  SecureJob,
  SecureStatefulSet,
} from 'bulwark/cdk8s';
import { Include } from 'cdk8s';

/** An image of the team; each has its own digest. */
const image = (name: string, tag: string, digit: string): string =>
  `registry.example.com/shop/${name}:${tag}@sha256:${digit.repeat(64)}`;

const app = new HardenedApp({
  policy: restricted({ owner: 'team-shop', email: 'team-shop@example.com' }),
  cluster: clusters.kubeadm({
    gatewayApi: { class: 'envoy' },
    gateway: { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } },
  }),
});
const shop = new IsolatedNamespace(app, 'shop');
const agents = new IsolatedNamespace(app, 'agents', {
  nodeAgents: {
    reason: 'the collector reads the logs of all pods in /var/log of its node',
    owner: 'team-platform',
    expires: '2027-05-01',
  },
});

const probes = { probe: { http: '/readyz' }, liveness: { http: '/livez' } };

const database = new SecureStatefulSet(shop, 'database', {
  image: image('postgres', '17.2', '1'),
  port: { container: 5432, name: 'postgres' },
  probe: { exec: ['pg_isready', '-h', '127.0.0.1'] },
  user: 20001,
  replicas: 1,
  volumes: { '/var/lib/postgresql/data': claim({ size: '20Gi' }) },
  scratch: { '/var/run/postgresql': '16Mi' },
  env: { POSTGRES_PASSWORD: { secret: 'database', key: 'password' }, PGDATA: '/var/lib/postgresql/data/pg' },
});

const cache = new SecureStatefulSet(shop, 'cache', {
  image: image('redis', '7.4', '2'),
  port: { container: 6379, name: 'redis' },
  probe: 'tcp',
  user: 20002,
  replicas: 1,
  volumes: { '/data': claim({ size: '2Gi' }) },
});

const data = { env: { DB_PASSWORD: { secret: 'database', key: 'password' } }, uses: { DB_ADDR: database } };
const all = { ...data, uses: { DB_ADDR: database, CACHE_ADDR: cache } };

const scrape = 'scrape_configs: [{ job_name: api, static_configs: [{ targets: ["api:9100"] }] }]\n';
const prometheus = new SecureDeployment(shop, 'prometheus', {
  image: image('prometheus', 'v3.1.0', '6'),
  port: 9090,
  probe: { http: '/-/ready' },
  liveness: { http: '/-/healthy' },
  user: 20003,
  volumes: { '/prometheus': claim({ size: '10Gi' }) },
  files: { '/etc/prometheus': { files: { 'prometheus.yml': scrape } } },
});

const api = new SecureDeployment(shop, 'api', {
  image: image('api', 'v1.4.2', '3'),
  ports: [
    { container: 8080, name: 'http' },
    { container: 9100, name: 'metrics' },
  ],
  ...probes,
  ...all,
  scale: { min: 2, max: 6, cpu: 70 },
  scrapedBy: prometheus,
});

new SecureDeployment(shop, 'web', {
  image: image('web', 'v1.4.2', '4'),
  port: 8080,
  ...probes,
  uses: { API_ADDR: api },
  expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } },
});

new SecureDeployment(shop, 'worker', { image: image('worker', 'v1.4.2', '5'), ...all });

new SecureJob(shop, 'migrate-v142', {
  image: image('api', 'v1.4.2', '3'),
  command: ['/app/migrate'],
  ...data,
});

new SecureCronJob(shop, 'report', {
  image: image('worker', 'v1.4.2', '5'),
  args: ['report'],
  schedule: '30 3 * * *',
  ...data,
});

new SecureDaemonSet(agents, 'logs', {
  image: image('collector', 'v0.9.1', '7'),
  hostPaths: { '/var/log': { path: '/host/var/log' } },
  hostGroup: 'root',
  nodes: 'all',
});

// What the chart of a vendor renders is hardened and judged like our own.
const vendor = new Include(shop, 'dashboard', { url: join(__dirname, 'vendor.yaml') });
peerOf(vendor, 'Deployment', 'dashboard').talksTo(prometheus);

app.synth();
