/** An app that writes an object of every kind of an add-on that the constructs know, in every form. */
import {
  claim,
  clusters,
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  mountedSecret,
  restricted,
  type SecretStoreProps,
  SecureCronJob,
  SecureDeployment,
  SecureStatefulSet,
  SharedClaim,
  Snapshot,
  sealedSecret,
  secret,
} from 'bulwark/cdk8s';

const app = new HardenedApp({
  policy: restricted({ owner: 'team-add-ons', email: 'team-add-ons@example.com' }),
  cluster: clusters.kubeadm({
    gatewayApi: { class: 'envoy' },
    gateway: { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } },
    monitoring: {
      namespace: 'monitoring',
      labels: { 'app.kubernetes.io/name': 'prometheus' },
      operator: { labels: { release: 'prometheus' } },
    },
    storage: {
      classes: [
        { name: 'disk', default: true, modes: ['ReadWriteOnce'], csi: true, snapshots: 'disk-snapshots' },
        { name: 'shared', modes: ['ReadWriteMany'], csi: true, snapshots: 'shared-snapshots' },
      ],
    },
  }),
});
const image = `registry.example.com/add-ons/app@sha256:${'1'.repeat(64)}`;
const web = { image, port: 8080, probe: { http: '/readyz' } } as const;

const team = new IsolatedNamespace(app, 'add-ons');
new SecureDeployment(team, 'all-paths', {
  ...web,
  expose: { host: 'a.example.com', certificate: { issuer: 'letsencrypt' } },
});
new SecureDeployment(team, 'some-paths', {
  ...web,
  expose: {
    hosts: ['b.example.com', 'www.b.example.com'],
    certificate: { issuer: 'team', kind: 'Issuer' },
    paths: ['/v1', { exact: '/version' }],
    timeout: '30s',
    dnsTtl: 60,
    annotations: { 'example.com/team': 'add-ons' },
  },
});
new SecureDeployment(team, 'two-ports', {
  image,
  ports: [
    { container: 8080, name: 'http' },
    { container: 9090, name: 'grpc' },
  ],
  probe: { http: '/readyz', port: 'http' },
  expose: [
    { host: 'c.example.com', certificate: { secret: 'c-tls' }, redirect: 'optOut' },
    { host: 'rpc.example.com', port: 'grpc', certificate: { secret: 'rpc-tls' } },
  ],
});

// Another namespace, whose hosts come in by the shared Gateway.
const guests = new IsolatedNamespace(app, 'guests');
new SecureDeployment(guests, 'guest', {
  ...web,
  expose: {
    host: 'guest.example.com',
    gateway: { name: 'public', namespace: 'gateways', listener: 'https' },
  },
});

new SecureDeployment(guests, 'adds-hosts', {
  ...web,
  expose: {
    host: 'own.example.com',
    gateway: { name: 'public', namespace: 'gateways', listenerSet: true },
    certificate: { secret: 'all', namespace: 'certificates' },
  },
});
new SecureDeployment(team, 'speaks-tls', {
  ...web,
  expose: {
    host: 'tls.example.com',
    certificate: { secret: 'tls-tls' },
    backendTls: { hostname: 'tls.add-ons.svc', configMap: 'team-ca' },
  },
});
new SecureDeployment(team, 'ends-tls', { ...web, expose: { host: 'passed.example.com', protocol: 'tls' } });

new SecureDeployment(team, 'by-events', {
  ...web,
  scale: {
    min: 0,
    max: 6,
    cpu: 70,
    keda: {
      triggers: [
        { type: 'kafka', metadata: { topic: 'orders' }, authentication: 'kafka', metricType: 'AverageValue' },
      ],
      pollingInterval: 15,
      cooldownPeriod: 120,
    },
    behavior: { scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } },
  },
});
// Two ways for each kind of monitor: with all that can be said, and with nothing but its port.
const ports = [
  { container: 8080, name: 'http' },
  { container: 9102, name: 'metrics' },
];
new SecureDeployment(team, 'measured', {
  image,
  ports,
  probe: { http: '/readyz', port: 'http' },
  scrapedBy: [
    {
      by: 'monitoring',
      path: '/stats',
      scheme: 'https',
      interval: '1m',
      timeout: '10s',
      discovery: 'PodMonitor',
    },
    { by: 'monitoring', port: 'http', discovery: 'PodMonitor' },
    {
      by: 'monitoring',
      path: '/stats',
      scheme: 'https',
      interval: '1h30m',
      timeout: '500ms',
      discovery: 'ServiceMonitor',
    },
    { by: 'monitoring', port: 'http', discovery: 'ServiceMonitor' },
  ],
});
new SecureCronJob(team, 'measured-at-night', {
  image,
  port: { container: 9102, name: 'metrics' },
  schedule: '0 3 * * *',
  scrapedBy: { by: 'monitoring', discovery: 'PodMonitor' },
});

new SecureDeployment(team, 'recommended', { ...web, recommend: true });

new SecureStatefulSet(team, 'store', {
  ...web,
  user: 20001,
  replicas: 1,
  volumes: { '/data': claim({ size: '1Gi' }) },
});
const files = new SharedClaim(team, 'files', { size: '1Gi', class: 'shared', mode: 'ReadWriteMany' });
new Snapshot(team, 'before-upgrade', { claim: files, class: 'shared-snapshots' });

// Secrets from every kind of store, sealed ones, and folders of a driver; admission keeps them for those who declare them.
const reader = { serviceAccount: 'secret-reader' };
const role = 'arn:aws:iam::123456789012:role/shop-secrets';
const stores: Readonly<Record<string, SecretStoreProps>> = {
  'of-aws': { aws: { region: 'eu-west-1', ...reader } },
  'of-aws-by-role': { aws: { region: 'eu-west-1', service: 'ParameterStore', podIdentity: true, role } },
  'of-google': {
    google: {
      project: 'shop-prod',
      ...reader,
      cluster: { name: 'prod', location: 'europe-west1', project: 'c' },
    },
  },
  'of-azure': {
    azure: {
      vaultUrl: 'https://shop.vault.azure.net',
      ...reader,
      tenantId: '72f988bf-0000-4000-8000-2d7cd011db47',
    },
  },
  'of-vault': {
    vault: {
      server: 'https://vault.example.com',
      path: 'kv',
      role: 'shop',
      ...reader,
      audiences: ['vault'],
      namespace: 'teams/shop',
      authority: { configMap: 'vault-ca' },
    },
  },
  'of-kubernetes': {
    kubernetes: { remoteNamespace: 'shared', ...reader, server: 'https://api.example.com:6443' },
  },
  'of-fake': { fake: { db: ['password'] } },
};
const REGISTRY = 'kubernetes.io/dockerconfigjson';
const tokens = { api: 'prod/api', mail: { key: 'prod/mail', property: 'token', version: '7' } };
for (const [name, secretStore] of Object.entries(stores)) {
  const space = new IsolatedNamespace(app, name, { secretStore });
  new LeastPrivilegeServiceAccount(space, 'secret-reader', {});
  const keys = secret('tokens', tokens, { refresh: '1h30m', reload: true });
  new SecureDeployment(space, 'reads', {
    ...web,
    files: { '/run/secrets/tokens': keys },
    imagePullSecrets: [secret('registry', { '.dockerconfigjson': 'prod/registry' }, { type: REGISTRY })],
  });
}

const kept = new IsolatedNamespace(app, 'kept-secrets', { secretAccess: 'declared' });
const bytes = Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(280, 7)]).toString('base64');
new SecureDeployment(kept, 'declares', {
  ...web,
  imagePullSecrets: [
    sealedSecret('registry', { encryptedData: { '.dockerconfigjson': bytes }, type: REGISTRY }),
  ],
  files: {
    '/run/secrets/db': sealedSecret('db', { encryptedData: { password: bytes } }),
    '/run/vault': mountedSecret('vault', { provider: 'vault', parameters: { roleName: 'shop' } }),
  },
});
new SecureDeployment(kept, 'declares-nothing', web);

app.synth();
