/** One app on every preset of the cluster profile, for the version of Kubernetes that the first argument says. */
import {
  addresses,
  clusters,
  environments,
  type HardenedApp,
  IsolatedNamespace,
  internet,
  LeastPrivilegeServiceAccount,
  read,
  restricted,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  SecureStatefulSet,
  secret,
} from 'bulwark/cdk8s';

const image = 'registry.example.com/shop/web:v1.4.2';

/** What presets do not know, as they say when they are asked. */
const SERVICE = { cidr: '192.0.2.1/32', port: 443 };
const ENDPOINTS = [{ cidr: '192.0.2.10/32', port: 6443 }];

/** Traffic, a door, claims, Secrets, rights, an autoscaler and a schedule. */
function build(app: HardenedApp): void {
  const shop = new IsolatedNamespace(app, 'presets', { quota: { cpu: '100', memory: '200Gi' } });
  new LeastPrivilegeServiceAccount(shop, 'secret-reader');
  const web = new SecureDeployment(shop, 'web', {
    image,
    port: 8080,
    probe: { http: '/healthz' },
    expose: { host: 'shop.example.com', certificate: { secret: 'shop-tls' } },
    files: { '/run/secrets/db': secret('db', ['password']) },
    scale: { min: 2, max: 5 },
  });
  const db = new SecureStatefulSet(shop, 'db', {
    image,
    port: 5432,
    probe: 'tcp',
    user: 20001,
    volumes: { '/data': { size: '10Gi' }, '/work': { ephemeral: { size: '1Gi' } } },
  });
  const nightly = new SecureCronJob(shop, 'nightly', {
    image,
    schedule: '0 3 * * *',
    grants: [read('pods')],
  });
  const agent = new SecureDaemonSet(shop, 'agent', { image, port: 9100, probe: 'tcp' });
  web.talksTo(db);
  nightly.talksTo(db);
  agent.talksTo(addresses({ cidr: '198.51.100.0/24', ports: [443] }));
  web.talksTo(internet({ cidrs: ['203.0.113.0/24'], ports: [443] }));
}

const kubernetes = (['1.33', '1.36', '1.37'] as const).find((version) => version === process.argv[2]);
if (kubernetes === undefined) throw new Error(`found ${process.argv[2]}; needs a version such as 1.36`);

const all = Object.entries(clusters).map(([name, preset]) => {
  const { service = SERVICE } = preset().apiServer;
  const cluster = preset({
    kubernetes,
    apiServer: { service, endpoints: ENDPOINTS },
    gatewayApi: { class: 'envoy' },
    gateway: { namespace: 'gateways', labels: { app: 'envoy' } },
  });
  return [name.toLowerCase(), { cluster }] as const;
});

environments(build, Object.fromEntries(all), {
  policy: restricted({ without: ['image-pinned-to-digest'] }),
  secretStore: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } },
}).synth();
