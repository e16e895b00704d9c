import { sharedConfig as config } from '../../lib/blueprints/configuration/config';
import { secretReference as existingSecret } from '../../lib/blueprints/configuration/existing-secret';
import { external } from '../../lib/blueprints/external';
import type { NamespaceProps } from '../../lib/blueprints/namespace/props';
import { gateway, host } from '../../lib/blueprints/outside';
import type { SharedClaimProps, SnapshotProps } from '../../lib/blueprints/storage/props';
import type { RouteOptions, TrafficPeer } from '../../lib/blueprints/traffic';
import type { CronJobProps } from '../../lib/blueprints/workload/kinds/cron-job';
import type { DaemonSetProps } from '../../lib/blueprints/workload/kinds/daemon-set';
import type { JobProps } from '../../lib/blueprints/workload/kinds/job';
import type { PodProps } from '../../lib/blueprints/workload/kinds/pod';
import type { DeploymentProps, StatefulSetProps } from '../../lib/blueprints/workload/kinds/props';
import type { Reference } from '../../lib/blueprints/workload/props';
import type { Claimed } from '../../lib/blueprints/workload/volumes/props';
import {
  claim,
  ephemeral,
  existingClaim,
  projected,
  sharedClaim,
} from '../../lib/blueprints/workload/volumes/volumes';
import { clusters } from '../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import { restricted } from '../../lib/core/policy/policy';
import type { Waiver } from '../../lib/core/policy/waiver';
import { type Grant, read, update, watch } from '../../lib/core/rbac/grant';

/** The day of every scenario. */
export const TODAY = '2026-11-21';

/** What judges every scenario. */
export const POLICY = restricted({ owner: 'team-shop', email: 'team-shop@example.com' });

/** A pinned image. */
const IMAGE = `registry.example.com/shop/web:v1.4.2@sha256:${'a1b2c3d4'.repeat(8)}`;

const waiver = (control: Waiver['control']): Waiver => ({
  control,
  reason: 'the two front ends have to say the same',
  owner: 'team-shop',
  expires: '2027-03-31',
});

/** What a workload offers in both front ends. */
export interface Workload extends Reference, TrafficPeer {
  port(name: string): Reference;
  talksTo(peer: TrafficPeer, options?: RouteOptions): unknown;
  receivesFrom(peer: TrafficPeer, options?: { readonly ports?: readonly string[] }): unknown;
  uses(references: Readonly<Record<string, Reference>>): unknown;
}

/** Props of an account. */
export interface AccountProps {
  readonly name?: string;
  readonly grants?: readonly Grant[];
  readonly instance?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What the app of a scenario is told. */
export interface AppProps {
  readonly cluster?: ClusterProfile;
  readonly imagePullSecrets?: readonly string[];
  readonly waivers?: readonly Waiver[];
}

/** The props of each kind of workload. */
export interface KindProps {
  readonly Deployment: DeploymentProps;
  readonly StatefulSet: StatefulSetProps;
  readonly DaemonSet: DaemonSetProps;
  readonly Job: JobProps;
  readonly CronJob: CronJobProps;
  readonly Pod: PodProps;
}

/** One front end, as a scenario uses it. */
export interface FrontEnd<Space, Account> {
  namespace(
    name: string,
    props?: NamespaceProps & { readonly existing?: boolean; readonly waivers?: readonly Waiver[] },
  ): Space;
  existing(name: string): Space;
  account(space: Space, name: string, props?: AccountProps): Account;
  shared(space: Space, name: string, props: SharedClaimProps): Claimed;
  snapshot(space: Space, name: string, props: SnapshotProps): unknown;
  workload(
    space: Space,
    name: string,
    props: DeploymentProps & { readonly grants?: readonly Grant[]; readonly account?: Account },
  ): Workload;
  /** A workload of any kind. */
  kind<Kind extends keyof KindProps>(
    kind: Kind,
    space: Space,
    name: string,
    props: KindProps[Kind] & { readonly grants?: readonly Grant[]; readonly account?: Account },
  ): Workload;
  waive(on: Workload, waiver: Waiver): void;
  override(on: Workload, path: string, value: unknown, waiver: Waiver): void;
}

/** A small app, the same in both front ends. */
export interface Scenario {
  readonly name: string;
  readonly app?: AppProps;
  build<Space, Account>(make: FrontEnd<Space, Account>): void;
}

const API_SERVER = {
  service: { cidr: '10.96.0.1/32', port: 443 },
  endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
};
/** A configuration and Secrets of others that several workloads read. */
const APP_CONFIG = config('app', { 'app.yaml': 'workers: 4\n', LOG_LEVEL: 'info' });
const FROZEN = config('frozen', { 'limits.conf': 'open 64\n' }, { immutable: true });
const DATABASE = existingSecret('db', { keys: ['user', 'password'], version: '3', optional: true });
const SETTINGS = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' } as const;
const WEB = { image: IMAGE, port: 8080, probe: { http: '/readyz' } } as const;

const STORAGE = {
  classes: [
    {
      name: 'fast',
      default: true,
      modes: ['ReadWriteOnce', 'ReadWriteOncePod'],
      csi: true,
      snapshots: 'fast-snapshots',
    },
    { name: 'files', modes: ['ReadWriteMany'] },
  ],
} as const;

/** Small apps that between them use every prop of every construct; a test counts. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'namespace with nothing said',
    build: (make) => void make.namespace('shop'),
  },
  {
    name: 'namespace with everything said',
    app: { imagePullSecrets: ['registry'] },
    build(make) {
      const shop = make.namespace('shop', {
        name: 'shop-live',
        quota: { cpu: '8', memory: '16Gi', pods: 40, configMaps: 20, secrets: 20 },
        limits: {
          cpu: '300m',
          memory: '300Mi',
          ephemeralStorage: '1Gi',
          max: { cpu: '2', memory: '2Gi', ephemeralStorage: '2Gi' },
          min: { cpu: '10m', memory: '16Mi' },
        },
        podSecurity: 'restricted',
        labels: { 'example.com/team': 'shop' },
        annotations: { 'example.com/contact': 'shop@example.com' },
        imagePullSecrets: ['mirror'],
        waivers: [waiver('image-pinned-to-digest')],
      });
      make.workload(shop, 'web', {
        ...WEB,
        image: 'registry.example.com/shop/web:v1',
        imagePullSecrets: ['own'],
      });
    },
  },
  {
    name: 'configuration and Secrets that several workloads read, in two namespaces',
    build(make) {
      const reads = {
        image: IMAGE,
        env: { LOG_LEVEL: APP_CONFIG.key('LOG_LEVEL'), DB_PASSWORD: DATABASE.key('password') },
        envFrom: [
          { ...APP_CONFIG, prefix: 'APP_' },
          { ...DATABASE, prefix: 'DB_' },
        ],
        files: { '/etc/app': APP_CONFIG, '/etc/frozen': FROZEN, '/run/secrets/db': DATABASE },
      };
      const space = make.namespace('shop');
      make.workload(space, 'worker', reads);
      make.kind('CronJob', space, 'nightly', { ...reads, schedule: '@daily' });
      make.kind('Job', make.namespace('mail'), 'migrate', reads);
      const shop = make.existing('other');
      make.workload(shop, 'web', {
        ...WEB,
        initContainers: [{ name: 'init', image: IMAGE, files: { '/x': FROZEN } }],
      });
    },
  },
  {
    name: 'namespace without quota, limits and CPU limits',
    build(make) {
      const shop = make.namespace('shop', {
        quota: 'optOut',
        limits: 'optOut',
        cpuLimits: 'optOut',
        waivers: [waiver('resource-quota'), waiver('limit-range'), waiver('object-count-quota')],
      });
      make.workload(shop, 'web', { ...WEB, resources: { cpu: '100m', cpuLimit: 'optOut', memory: '64Mi' } });
    },
  },
  {
    name: 'a namespace that exists',
    build(make) {
      make.workload(make.existing('shop'), 'web', WEB);
      make.workload(make.namespace('other', { existing: true }), 'other-web', WEB);
    },
  },
  {
    name: 'a workload with many fields',
    build(make) {
      make.workload(make.namespace('shop'), 'web', {
        image: IMAGE,
        name: 'web-live',
        selector: { app: 'web' },
        command: ['/bin/server'],
        args: ['--verbose'],
        workingDir: '/srv',
        ports: [
          { service: 80, container: 8080, name: 'http' },
          { container: 9000, name: 'udp', protocol: 'UDP' },
        ],
        probe: {
          http: '/readyz',
          port: 'http',
          headers: { Accept: '*/*' },
          period: 5,
          timeout: 3,
          failures: 4,
          delay: 1,
          successes: 2,
        },
        liveness: { http: '/livez', terminationGracePeriod: 10 },
        startupBudget: 60,
        env: {
          PLAIN: 'value',
          SECRET: { secret: 'credentials', key: 'password', optional: true },
          SETTING: { configMap: 'settings', key: 'mode' },
          NAME: { field: 'metadata.name' },
          LIMIT: { resource: 'limits.memory', divisor: '1Mi' },
        },
        envFrom: [
          { configMap: 'settings', prefix: 'APP_' },
          { secret: 'more', optional: true },
        ],
        resources: {
          cpu: '100m',
          memory: '128Mi',
          cpuLimit: '200m',
          memoryLimit: '256Mi',
          ephemeralStorage: '1Gi',
        },
        scratch: { '/cache': '100Mi' },
        files: {
          '/etc/web': { files: { 'web.conf': 'a=b\n' } },
          '/etc/tls': { secret: 'tls' },
          '/etc/more': { configMap: 'more', optional: true },
        },
        lifecycle: { postStart: { exec: ['/bin/true'] }, preStop: { sleep: 3 }, stopSignal: 'SIGQUIT' },
        fields: { terminationMessagePath: '/dev/termination-log' },
        replicas: 3,
        user: 12345,
        labels: { 'example.com/tier': 'front' },
        annotations: { 'example.com/note': 'a' },
        podAnnotations: { 'example.com/note': 'b' },
        component: 'frontend',
        nodeSelector: { 'topology.kubernetes.io/zone': 'a' },
        architecture: 'arm64',
        terminationGracePeriod: 20,
        minReadySeconds: 7,
        revisionHistoryLimit: 5,
        strategy: { maxSurge: 2, maxUnavailable: 0 },
        paused: true,
        progressDeadlineSeconds: 700,
        pod: { hostname: 'web' },
        podSecurity: { supplementalGroups: [20000] },
      });
    },
  },
  {
    name: 'workloads that clients outside of the cluster reach',
    app: {
      cluster: clusters.kind({
        gateway: { namespace: 'gateways', labels: { 'app.kubernetes.io/name': 'envoy' } },
        gatewayApi: { class: 'envoy' },
      }),
    },
    build(make) {
      const shop = make.namespace('shop');
      make.workload(shop, 'plain', { image: IMAGE });
      make.workload(shop, 'web', {
        image: IMAGE,
        port: 8080,
        probe: 'tcp',
        expose: [
          {
            host: 'shop.example.com',
            certificate: { issuer: 'letsencrypt', kind: 'Issuer' },
            paths: ['/shop', { exact: '/' }],
            timeout: '30s',
            annotations: { 'example.com/team': 'shop' },
          },
          { hosts: ['a.example.com', 'b.example.com'], certificate: { secret: 'ab' }, redirect: 'optOut' },
        ],
      });
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
    name: 'workloads whose number follows what there is to do',
    app: { cluster: clusters.kind() },
    build(make) {
      const shop = make.namespace('shop');
      make.workload(shop, 'web', {
        image: IMAGE,
        port: 8080,
        probe: 'tcp',
        recommend: true,
        scale: {
          min: 1,
          max: 6,
          cpu: 60,
          memory: { average: '300Mi' },
          metrics: [
            { pods: 'requests', average: '100', labels: { verb: 'GET' } },
            { object: { apiVersion: 'v1', kind: 'Service', name: 'web' }, metric: 'hits', value: '2k' },
            { external: 'messages', average: '30' },
            { container: 'web', cpu: 60, memory: 80 },
          ],
          behavior: {
            scaleUp: { policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }], selectPolicy: 'Min' },
            scaleDown: { stabilizationWindowSeconds: 600 },
          },
        },
      });
      make.kind('StatefulSet', shop, 'worker', {
        image: IMAGE,
        user: 20_004,
        scale: {
          min: 0,
          max: 6,
          keda: {
            triggers: [
              {
                type: 'kafka',
                metadata: { topic: 'orders' },
                authentication: 'kafka',
                metricType: 'AverageValue',
              },
            ],
            pollingInterval: 15,
            cooldownPeriod: 60,
          },
        },
      });
    },
  },
  {
    name: 'a workload that refuses defaults',
    app: { cluster: clusters.kind() },
    build(make) {
      const web = make.workload(make.namespace('shop'), 'web', {
        image: 'registry.example.com/shop/web:v1',
        port: 9000,
        probe: 'grpc',
        autoscaled: true,
        strategy: 'Recreate',
        priorityClass: 'optOut',
        seLinux: 'optOut',
        appArmor: 'optOut',
        userNamespaces: 'optOut',
        ndots: 'optOut',
        spread: 'optOut',
        lifecycle: { preStop: 'optOut' },
        waivers: [waiver('image-pinned-to-digest')],
      });
      make.waive(web, waiver('rolling-update-strategy'));
    },
  },
  {
    name: 'containers beside the main one',
    app: { waivers: [waiver('image-pinned-to-digest')] },
    build(make) {
      const shop = make.namespace('shop');
      const store = make.workload(shop, 'store', { image: IMAGE, port: 6379, probe: 'tcp', replicas: 1 });
      make.workload(shop, 'model', {
        image: 'registry.example.com/shop/model:v1',
        port: 8443,
        probe: { grpc: 'model.Ready' },
        liveness: { http: '/livez', scheme: 'HTTPS' },
        resources: { extended: { 'nvidia.com/gpu': '1' }, claims: ['cache'] },
        pod: { resourceClaims: [{ name: 'cache', resourceClaimTemplateName: 'cache' }] },
      });
      make.workload(shop, 'web', {
        ...WEB,
        initContainers: [
          { name: 'migrate', image: IMAGE, command: ['/bin/migrate'], uses: { STORE: store } },
        ],
        sidecars: [
          {
            name: 'proxy',
            image: IMAGE,
            port: { container: 9901, name: 'admin' },
            probe: { tcp: true, port: 'admin' },
            liveness: { exec: ['/bin/alive'] },
            lifecycle: { preStop: { http: '/drain', port: 'admin' } },
            resources: { cpu: '50m', memory: '32Mi' },
          },
        ],
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
    name: 'rights of accounts',
    app: { cluster: clusters.kubeadm({ apiServer: API_SERVER }) },
    build(make) {
      const shop = make.namespace('shop');
      const account = make.account(shop, 'reader', {
        name: 'reader-live',
        grants: [read(SETTINGS), watch('pods')],
        instance: 'web',
        labels: { 'example.com/tier': 'front' },
      });
      make.workload(shop, 'web', { ...WEB, account });
      make.workload(shop, 'own', { ...WEB, grants: [update(SETTINGS)] });
      make.account(shop, 'nobody');
    },
  },
  {
    name: 'DaemonSets',
    build(make) {
      const shop = make.namespace('shop');
      const agent = make.kind('DaemonSet', shop, 'agent', {
        ...WEB,
        update: { maxUnavailable: '10%' },
        minReadySeconds: 9,
      });
      make.kind('DaemonSet', shop, 'by-hand', { image: IMAGE, update: 'OnDelete', uses: { AGENT: agent } });
    },
  },
  {
    name: 'storage',
    app: { cluster: clusters.kubeadm({ storage: STORAGE }) },
    build(make) {
      const shop = make.namespace('shop', { quota: { storage: '2Ti', claims: 9 } });
      const media = make.shared(shop, 'media', {
        name: 'media-live',
        size: '100Gi',
        class: 'files',
        mode: 'ReadWriteMany',
        labels: { 'example.com/tier': 'front' },
        group: 20_500,
      });
      make.shared(shop, 'copy', {
        size: '100Gi',
        mode: 'ReadWriteOnce',
        fromSnapshot: 'before',
        disposable: 'a copy to look at',
      });
      make.snapshot(shop, 'before', {
        name: 'before-upgrade',
        claim: media,
        class: 'fast-snapshots',
        labels: { 'example.com/tier': 'front' },
      });
      make.snapshot(shop, 'by-name', { claim: 'data-db-0' });
      make.workload(shop, 'web', {
        ...WEB,
        user: 20_001,
        volumes: {
          '/data': claim({ size: '10Gi', mode: 'ReadWriteOncePod', class: 'fast', fromSnapshot: 'before' }),
          '/cache': claim({ size: '1Gi', disposable: 'a cache that fills again', readOnly: false }),
          '/old': existingClaim('old', { readOnly: true, mode: 'ReadOnlyMany', subPath: 'a/b' }),
          '/media': sharedClaim(media, { readOnly: true, subPath: 'public' }),
          '/work': ephemeral({ size: '50Gi', class: 'fast', mode: 'ReadWriteOnce' }),
          '/etc/all': projected([
            { configMap: 'settings', items: { mode: 'mode.txt' }, optional: true },
            { secret: 'tls', items: { 'tls.crt': 'server.crt' }, optional: false },
            { fields: { labels: 'metadata.labels' } },
            { token: { audience: 'vault', path: 'vault-token', expirationSeconds: 600 } },
          ]),
        },
      });
      make.kind('Job', shop, 'migrate', {
        image: IMAGE,
        user: 20_009,
        volumes: { '/media': sharedClaim(media) },
      });
      make.kind('CronJob', shop, 'nightly', {
        image: IMAGE,
        schedule: '@daily',
        user: 20_002,
        volumes: { '/backup': claim({ size: '5Gi' }) },
      });
      make.kind('Pod', shop, 'once', {
        image: IMAGE,
        user: 20_003,
        volumes: { '/a': claim({ size: '1Gi' }) },
      });
    },
  },
  {
    name: 'StatefulSets',
    build(make) {
      const shop = make.namespace('shop');
      const db = make.kind('StatefulSet', shop, 'db', {
        ...WEB,
        user: 20_001,
        volumes: {
          '/data': { size: '10Gi' },
          '/wal': { size: '2Gi', class: 'fast', mode: 'ReadWriteOncePod' },
        },
        serviceName: 'db-nodes',
        podManagement: 'Parallel',
        update: { partition: 1 },
        retention: { whenDeleted: 'Delete', whenScaled: 'Delete' },
        replicas: 3,
        minReadySeconds: 10,
        revisionHistoryLimit: 2,
      });
      make.kind('StatefulSet', shop, 'worker', {
        image: IMAGE,
        user: 20_002,
        autoscaled: true,
        uses: { DB: db },
      });
      make.kind('StatefulSet', shop, 'single', {
        image: IMAGE,
        user: 20_003,
        replicas: 1,
        update: 'OnDelete',
      });
    },
  },
  {
    name: 'Jobs',
    build(make) {
      const shop = make.namespace('shop');
      const db = make.kind('StatefulSet', shop, 'db', { ...WEB, user: 20_005 });
      make.kind('Job', shop, 'migrate', {
        image: IMAGE,
        uses: { DB: db },
        initContainers: [{ name: 'wait', image: IMAGE, uses: { DB: db } }],
        sidecars: [{ name: 'proxy', image: IMAGE }],
        ttlSecondsAfterFinished: 'never',
        activeDeadlineSeconds: 'never',
        restartPolicy: 'OnFailure',
        suspend: true,
      });
      make.kind('Job', shop, 'render', {
        image: IMAGE,
        port: 8080,
        backoffLimit: 5,
        activeDeadlineSeconds: 600,
        ttlSecondsAfterFinished: 60,
        completions: 5,
        parallelism: 2,
        completionMode: 'Indexed',
        backoffLimitPerIndex: 1,
        maxFailedIndexes: 2,
        successPolicy: { rules: [{ succeededIndexes: '0,2-4', succeededCount: 2 }] },
        podFailurePolicy: {
          rules: [
            {
              action: 'FailIndex',
              onExitCodes: { containerName: 'render', operator: 'In', values: [42, 43] },
            },
            { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          ],
        },
        podReplacementPolicy: 'Failed',
      });
    },
  },
  {
    name: 'node agents',
    build(make) {
      const agents = make.namespace('agents', {
        nodeAgents: {
          reason: 'log agents read /var/log of their nodes',
          owner: 'team-platform',
          expires: '2027-02-28',
          ticket: 'OPS-1',
        },
      });
      make.kind('DaemonSet', agents, 'logs', {
        ...WEB,
        hostPaths: { '/var/log': {}, '/opt/agent/id': { path: '/etc/agent/id', type: 'File' } },
        hostGroup: 'root',
        nodes: 'all',
      });
    },
  },
  {
    name: 'CronJobs and bare Pods',
    build(make) {
      const shop = make.namespace('shop');
      const api = make.kind('Pod', shop, 'api', { ...WEB, restartPolicy: 'OnFailure' });
      make.kind('CronJob', shop, 'hourly', {
        image: IMAGE,
        schedule: '@hourly',
        podAnnotations: { 'example.com/note': 'a' },
      });
      make.kind('CronJob', shop, 'nightly', {
        image: IMAGE,
        uses: { API: api },
        schedule: '0 1 * * mon-fri',
        timeZone: 'Europe/Berlin',
        concurrencyPolicy: 'Replace',
        startingDeadlineSeconds: 600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 5,
        suspend: true,
        activeDeadlineSeconds: 1800,
        completionMode: 'Indexed',
        completions: 2,
      });
      make.kind('Pod', shop, 'debug', {
        image: IMAGE,
        annotations: { 'example.com/of-object': 'a' },
        podAnnotations: { 'example.com/of-pod': 'b' },
      });
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
    name: 'an edit beyond the types',
    build(make) {
      const web = make.workload(make.namespace('shop'), 'web', WEB);
      make.override(web, 'spec.template.spec.enableServiceLinks', true, waiver('no-service-links'));
    },
  },
];
