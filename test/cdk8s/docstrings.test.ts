import {
  BreakGlass,
  Deployer,
  external,
  HardenedApp,
  IsolatedNamespace,
  type IsolatedNamespaceProps,
  type SecretStoreProps,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  type SecureDeploymentProps,
  SecureJob,
  SecurePod,
  SecureStatefulSet,
  SharedClaim,
  Tenant,
} from 'bulwark/cdk8s';
import { deliveredModel } from '../../lib/blueprints/secrets/delivered';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { readAll } from '../../scripts/props-page';
import { at, IMAGE, objectsOf, TODAY } from './support';

/** The `@default` of every prop of every construct, by `Interface.prop`. */
function documented(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, props } of readAll())
    for (const { name: prop, byDefault } of props)
      if (byDefault !== undefined) found.set(`${name}.${prop}`, byDefault);
  return found;
}

const DOCS = documented();

function render(
  workload: Partial<SecureDeploymentProps> = {},
  namespace: IsolatedNamespaceProps = {},
  app = new HardenedApp({ today: TODAY }),
): (path: string) => unknown {
  const props = { image: IMAGE, port: 8080, probe: { http: '/r' }, liveness: { http: '/l' }, ...workload };
  const shop = new IsolatedNamespace(app, 'shop', namespace);
  new SecureDeployment(shop, 'web', props);
  new SecureStatefulSet(shop, 'db', { ...props, user: 20_001, volumes: { '/data': { size: '10Gi' } } });
  new SecureDeployment(shop, 'scaled', { image: IMAGE, scale: { max: 3 } });
  new SecureDeployment(shop, 'scraped', {
    ...props,
    scrapedBy: { by: external({ namespace: 'm', labels: { a: 'b' } }), discovery: 'annotations' },
  });
  new SecureJob(shop, 'migrate', { image: IMAGE });
  new SecureCronJob(shop, 'nightly', { image: IMAGE, schedule: '@daily' });
  new SecurePod(shop, 'once', { image: IMAGE });
  new Deployer(shop, 'deployer', { kind: 'argo-cd' });
  new BreakGlass(shop, 'break-glass');
  new SharedClaim(new IsolatedNamespace(app, 'media'), 'media', { size: '1Gi' });
  const objects = byName(objectsOf(app));
  return (path) => at(objects, path);
}

/** A namespace of node agents, with one that reads a folder. */
function renderAgents(): (path: string) => unknown {
  const app = new HardenedApp({ today: TODAY });
  const why = { reason: 'log agents read /var/log of their nodes', owner: 'team', expires: '2027-01-31' };
  const space = new IsolatedNamespace(app, 'agents', { nodeAgents: why });
  new SecureDaemonSet(space, 'logs', { image: IMAGE, hostPaths: { '/var/log': {} } });
  return (path) => at(byName(objectsOf(app)), path);
}

/** The only namespace of a tenant. */
function renderTenant(): (path: string) => unknown {
  const app = new HardenedApp({ today: TODAY });
  new Tenant(app, 'team', { owner: 'team', namespaces: { web: { share: 100 } } });
  return (path) => at(byName(objectsOf(app)), path);
}

/** Objects by their kind and name. */
function byName(objects: readonly PlainObject[]): PlainObject {
  return Object.fromEntries(objects.map((item) => [`${item.kind}/${at(item, 'metadata.name')}`, item]));
}

const MAIN = '"Deployment/web".spec.template.spec.containers.0';
const POD = '"Deployment/web".spec.template.spec';
const DB = '"StatefulSet/db".spec';
const JOB = '"Job/migrate".spec';
const CRON = '"CronJob/nightly".spec';
const GLASS = '"ValidatingAdmissionPolicy/shop.break-glass".spec';
const RANGE = '"LimitRange/limits".spec.limits.0';
const plain = render();
const agents = renderAgents();
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

const aws = storeOf({ aws: { region: 'eu-west-1', serviceAccount: 'reader' } });
const vault = storeOf({
  vault: {
    server: 'https://vault.example.com',
    role: 'shop',
    serviceAccount: 'reader',
    authority: { configMap: 'vault-ca' },
  },
});

/** A field of a store that is told no more than it has to be. */
function storeOf(secretStore: SecretStoreProps): (path: string) => unknown {
  const app = new HardenedApp({ today: TODAY });
  new IsolatedNamespace(app, 'shop', { secretStore });
  const store = objectsOf(app).find(({ kind }) => kind === 'SecretStore') ?? {};
  return (path) => at(store, `spec.provider.${path}`);
}

/** A field of the docs, and its default as the output has it. Texts in docs are in quotes, as in code. */
const LITERAL: readonly [field: string, value: unknown][] = [
  ['PortProp.protocol', plain(`${MAIN}.ports.0.protocol`)],
  ['PortProp.name', plain(`${MAIN}.ports.0.name`)],
  ['ProbeTiming.period', plain(`${MAIN}.readinessProbe.periodSeconds`)],
  ['ProbeTiming.timeout', plain(`${MAIN}.readinessProbe.timeoutSeconds`)],
  ['ProbeTiming.failures', plain(`${MAIN}.readinessProbe.failureThreshold`)],
  ['ProbeTiming.delay', plain(`${MAIN}.readinessProbe.initialDelaySeconds`) ?? 0],
  ['ProbeTiming.successes', plain(`${MAIN}.readinessProbe.successThreshold`) ?? 1],
  ['ResourceProps.cpu', plain(`${MAIN}.resources.requests.cpu`)],
  ['ResourceProps.memory', plain(`${MAIN}.resources.requests.memory`)],
  ['ContainerProps.scratch', plain(`${MAIN}.volumeMounts.0.mountPath`)],
  ['ScrapeProps.path', plain('"Deployment/scraped".spec.template.metadata.annotations."prometheus.io/path"')],
  [
    'ScrapeProps.scheme',
    plain('"Deployment/scraped".spec.template.metadata.annotations."prometheus.io/scheme"'),
  ],
  ['ScaleProps.min', plain('"HorizontalPodAutoscaler/scaled".spec.minReplicas')],
  ['RevisedProps.replicas', plain('"Deployment/web".spec.replicas')],
  [
    'WorkloadProps.startupBudget',
    Number(plain(`${MAIN}.startupProbe.failureThreshold`)) *
      Number(plain(`${MAIN}.startupProbe.periodSeconds`)),
  ],
  ['WorkloadProps.terminationGracePeriod', plain(`${POD}.terminationGracePeriodSeconds`)],
  ['RevisionProps.minReadySeconds', plain('"Deployment/web".spec.minReadySeconds')],
  ['RevisionProps.revisionHistoryLimit', plain('"Deployment/web".spec.revisionHistoryLimit')],
  ['ClaimProps.mode', plain(`${DB}.volumeClaimTemplates.0.spec.accessModes.0`)],
  ['SharedClaimProps.mode', plain('"PersistentVolumeClaim/media".spec.accessModes.0')],
  ['QuotaProps.storage', plain('"ResourceQuota/quota".spec.hard."requests.storage"')],
  ['QuotaProps.claims', Number(plain('"ResourceQuota/quota".spec.hard.persistentvolumeclaims'))],
  ['EndingProps.restartPolicy', plain(`${JOB}.template.spec.restartPolicy`)],
  ['EndingProps.backoffLimit', plain(`${JOB}.backoffLimit`)],
  ['EndingProps.activeDeadlineSeconds', plain(`${JOB}.activeDeadlineSeconds`)],
  ['JobProps.ttlSecondsAfterFinished', plain(`${JOB}.ttlSecondsAfterFinished`)],
  ['CronJobProps.timeZone', plain(`${CRON}.timeZone`)],
  ['CronJobProps.concurrencyPolicy', plain(`${CRON}.concurrencyPolicy`)],
  ['CronJobProps.startingDeadlineSeconds', plain(`${CRON}.startingDeadlineSeconds`)],
  ['CronJobProps.successfulJobsHistoryLimit', plain(`${CRON}.successfulJobsHistoryLimit`)],
  ['CronJobProps.failedJobsHistoryLimit', plain(`${CRON}.failedJobsHistoryLimit`)],
  ['HostPathProps.type', agents('"DaemonSet/logs".spec.template.spec.volumes.1.hostPath.type')],
  ['PodProps.restartPolicy', plain('"Pod/once".spec.restartPolicy')],
  ['QuotaProps.cpu', plain('"ResourceQuota/quota".spec.hard."limits.cpu"')],
  ['QuotaProps.memory', plain('"ResourceQuota/quota".spec.hard."limits.memory"')],
  ['QuotaProps.pods', Number(plain('"ResourceQuota/quota".spec.hard.pods'))],
  ['QuotaProps.configMaps', Number(plain('"ResourceQuota/quota".spec.hard."count/configmaps"'))],
  ['QuotaProps.secrets', Number(plain('"ResourceQuota/quota".spec.hard."count/secrets"'))],
  ['LimitProps.cpu', plain(`${RANGE}.default.cpu`)],
  ['LimitProps.memory', plain(`${RANGE}.default.memory`)],
  ['LimitProps.ephemeralStorage', plain(`${RANGE}.default.ephemeral-storage`)],
  ['AwsStoreProps.service', aws('aws.service')],
  ['VaultStoreProps.path', vault('vault.path')],
  ['VaultStoreProps.version', vault('vault.version')],
  ['VaultStoreProps.mountPath', vault('vault.auth.kubernetes.mountPath')],
  ['StoreAuthorityProps.key', vault('vault.caProvider.key')],
  [
    'DeliveredSecretData.type',
    String(
      deliveredModel({ name: 'db', from: { sealed: {} } }, { name: 'shop', secretStore: undefined })?.type,
    ),
  ],
  [
    'BreakGlassProps.maximum',
    first([...JSON.stringify(plain(GLASS)).matchAll(/may last (\w+)/g)].map(([, time]) => time)),
  ],
  ['ArgoCdProps.namespace', plain('"AppProject/shop".metadata.namespace')],
  ['ArgoCdProps.server', plain('"AppProject/shop".spec.destinations.0.server')],
  [
    'NamespaceProps.podSecurity',
    plain('"Namespace/shop".metadata.labels."pod-security.kubernetes.io/enforce"'),
  ],
  [
    'TenantNamespaceProps.podSecurity',
    renderTenant()('"Namespace/team-web".metadata.labels."pod-security.kubernetes.io/enforce"'),
  ],
];

describe('the defaults of the docs are those of the code', () => {
  test.each(LITERAL)('%s is %j', (field, value) => {
    const text = DOCS.get(field) ?? `no @default on ${field}`;
    const literal = typeof value === 'string' ? `'${value}'` : String(value);
    expect(first([...text.matchAll(/'[^']*'|\d+/g)].map(([item]) => item))).toBe(literal);
  });

  test.each(['max', 'min'])('LimitProps.%s', (side) => {
    const amounts = plain(`${RANGE}.${side}`);
    const of = (key: string): string => `'${String(at(amounts, key))}'`;
    expect(DOCS.get(`LimitProps.${side}`)).toBe(
      `cpu ${of('cpu')}, memory ${of('memory')}, ephemeralStorage ${of('ephemeral-storage')}`,
    );
  });

  test('scratch is of the size that the docs say, and one pod more, none fewer', () => {
    expect(DOCS.get('ContainerProps.scratch')).toContain(
      String(plain(`${POD}.volumes.0.emptyDir.sizeLimit`)),
    );
    expect(DOCS.get('DeploymentProps.strategy')).toBe('one pod more, none fewer');
    expect(plain('"Deployment/web".spec.strategy.rollingUpdate')).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    const seconds = String(plain(`${MAIN}.lifecycle.preStop.sleep.seconds`));
    expect(DOCS.get('ContainerProps.lifecycle')).toContain(`a sleep of ${seconds} seconds`);
    expect(plain(`${POD}.dnsConfig.options`)).toEqual([{ name: 'ndots', value: '2' }]);
    expect(DOCS.get('WorkloadProps.ndots')).toBe('`ndots: 2`');
  });

  test('a StatefulSet: one pod after the other, and claims that are kept', () => {
    expect(DOCS.get('StatefulSetProps.serviceName')).toBe('the name with `-pods`');
    expect(plain(`${DB}.serviceName`)).toBe('db-pods');
    expect(DOCS.get('StatefulSetProps.podManagement')).toBe('one after another');
    expect(plain(`${DB}.podManagementPolicy`)).toBe('OrderedReady');
    expect(DOCS.get('StatefulSetProps.retention')).toBe('the claims are kept in both cases');
    expect(plain(`${DB}.persistentVolumeClaimRetentionPolicy`)).toEqual({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
    expect(plain(`${DB}.updateStrategy`)).toEqual({ rollingUpdate: { partition: 0 }, type: 'RollingUpdate' });
    expect(plain(`${DB}.volumeClaimTemplates.0.spec.storageClassName`)).toBeUndefined();
  });

  test.each<[field: string, path: string]>([
    ['WorkloadProps.imagePullSecrets', `${POD}.imagePullSecrets`],
    ['WorkloadProps.nodeSelector', `${POD}.nodeSelector`],
    ['WorkloadProps.podAnnotations', '"Deployment/web".spec.template.metadata.annotations'],
    ['WorkloadProps.annotations', '"Deployment/web".metadata.annotations'],
    ['ContainerProps.files', '"ConfigMap/web-f"'],
  ])('%s: none', (field, path) => {
    expect([DOCS.get(field) ?? 'none', plain(path)]).toEqual(['none', undefined]);
  });

  test('every default that is written as one number or text in quotes is in the tables', () => {
    const known = new Set(LITERAL.map(([field]) => field));
    const known2 = new Set(['LimitProps.max', 'LimitProps.min', 'HardenedAppProps.outdir']);
    const literal = [...DOCS].filter(([, text]) => /^('[^']*'|\d+)($|;)/.test(text)).map(([field]) => field);
    expect(literal.filter((field) => !known.has(field) && !known2.has(field))).toEqual([]);
    expect(DOCS.size).toBeGreaterThan(45);
  });
});

test('every prop is explained, and says its default where it may be left out', () => {
  const interfaces = readAll().filter(({ type }) => type === undefined);
  const mute = interfaces.flatMap(({ name, props }) =>
    props
      .filter(({ text, byDefault, required }) => text === '' || required === (byDefault !== undefined))
      .map((prop) => `${name}.${prop.name}`),
  );
  expect(mute).toEqual([]);
});
