import { join } from 'node:path';
import { ConfigFile } from '@pulumi/kubernetes/yaml';
import {
  claim,
  clusters,
  HardenedApp,
  hardenStack,
  IsolatedNamespace,
  peerOf,
  restricted,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  type SecureDeploymentArgs,
  SecureJob,
  SecureStatefulSet,
  type SecureStatefulSetArgs,
} from 'bulwark/pulumi';

/** An image of the team; each has its own digest. */
const image = (name: string, tag: string, digit: string): string =>
  `registry.example.com/shop/${name}:${tag}@sha256:${digit.repeat(64)}`;

const policy = restricted({ owner: 'team-shop', email: 'team-shop@example.com' });
const gateway = { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } };
const cluster = clusters.kubeadm({ gatewayApi: { class: 'envoy' }, gateway });
hardenStack({ policy, cluster });

const app = new HardenedApp('shop', { policy, cluster });
const parent = new IsolatedNamespace('shop', {}, { parent: app });
const reason = 'the collector reads the logs of all pods in /var/log of its node';
const nodeAgents = { reason, owner: 'team-platform', expires: '2027-05-01' };
const agents = new IsolatedNamespace('agents', { nodeAgents }, { parent: app });

const probes = { probe: { http: '/readyz' }, liveness: { http: '/livez' } };
const password = { secret: 'database', key: 'password' };

const service = (name: string, args: SecureDeploymentArgs) => new SecureDeployment(name, args, { parent });
const store = (name: string, args: SecureStatefulSetArgs) => new SecureStatefulSet(name, args, { parent });

const database = store('database', {
  image: image('postgres', '17.2', '1'),
  port: { container: 5432, name: 'postgres' },
  probe: { exec: ['pg_isready', '-h', '127.0.0.1'] },
  user: 20001,
  replicas: 1,
  volumes: { '/var/lib/postgresql/data': claim({ size: '20Gi' }) },
  scratch: { '/var/run/postgresql': '16Mi' },
  env: { POSTGRES_PASSWORD: password, PGDATA: '/var/lib/postgresql/data/pg' },
});

const cache = store('cache', {
  image: image('redis', '7.4', '2'),
  port: { container: 6379, name: 'redis' },
  probe: 'tcp',
  user: 20002,
  replicas: 1,
  volumes: { '/data': claim({ size: '2Gi' }) },
});

const data = { env: { DB_PASSWORD: password }, uses: { DB_ADDR: database } };
const all = { ...data, uses: { DB_ADDR: database, CACHE_ADDR: cache } };

const scrape = 'scrape_configs: [{ job_name: api, static_configs: [{ targets: ["api:9100"] }] }]\n';
const prometheus = service('prometheus', {
  image: image('prometheus', 'v3.1.0', '6'),
  port: 9090,
  probe: { http: '/-/ready' },
  liveness: { http: '/-/healthy' },
  user: 20003,
  volumes: { '/prometheus': claim({ size: '10Gi' }) },
  files: { '/etc/prometheus': { files: { 'prometheus.yml': scrape } } },
});

const ports = [8080, 9100].map((container, index) => ({ container, name: index === 0 ? 'http' : 'metrics' }));
const scale = { min: 2, max: 6, cpu: 70 };
const metered = { ports, scrapedBy: prometheus };
const api = service('api', { image: image('api', 'v1.4.2', '3'), ...metered, ...probes, ...all, scale });

service('web', {
  image: image('web', 'v1.4.2', '4'),
  port: 8080,
  ...probes,
  uses: { API_ADDR: api },
  expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } },
});

service('worker', { image: image('worker', 'v1.4.2', '5'), ...all });

const migrate = { image: image('api', 'v1.4.2', '3'), command: ['/app/migrate'], ...data };
new SecureJob('migrate-v142', migrate, { parent });

const report = { image: image('worker', 'v1.4.2', '5'), args: ['report'], schedule: '30 3 * * *', ...data };
new SecureCronJob('report', report, { parent });

const collector = image('collector', 'v0.9.1', '7');
const hostPaths = { '/var/log': { path: '/host/var/log' } };
const logs = { image: collector, hostPaths, hostGroup: 'root', nodes: 'all' } as const;
new SecureDaemonSet('logs', logs, { parent: agents });

// What the chart of a vendor renders is hardened and judged like our own; Pulumi gives it no namespace by itself.
const intoShop = (object: { metadata: object }) => Object.assign(object.metadata, { namespace: parent.name });
const vendorFile = { file: join(__dirname, 'vendor.yaml'), transformations: [intoShop] };
const vendor = new ConfigFile('dashboard', vendorFile, { parent });
peerOf(vendor, 'Deployment', 'dashboard').talksTo(prometheus);
