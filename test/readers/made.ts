import fc from 'fast-check';
import { parseNamespace } from '../../lib/blueprints/namespace/parse';
import { Problems } from '../../lib/blueprints/problems';
import { WorkloadAssembly } from '../../lib/blueprints/workload/assembly';
import { cronJob } from '../../lib/blueprints/workload/kinds/cron-job';
import { daemonSet } from '../../lib/blueprints/workload/kinds/daemon-set';
import { deployment } from '../../lib/blueprints/workload/kinds/deployment';
import { job } from '../../lib/blueprints/workload/kinds/job';
import { pod } from '../../lib/blueprints/workload/kinds/pod';
import type {
  DeploymentProps,
  EndingProps,
  StatefulSetProps,
} from '../../lib/blueprints/workload/kinds/props';
import { statefulSet } from '../../lib/blueprints/workload/kinds/stateful-set';
import { readWorkload } from '../../lib/blueprints/workload/read';
import type { ScrapedProps } from '../../lib/blueprints/workload/scrape/props';
import { clusters } from '../../lib/core/cluster/presets';
import { canonical } from '../../lib/core/manifest/canonical';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { create, type Grant, patch, read, watch } from '../../lib/core/rbac/grant';
import { type ClusterModel, ModelDraft } from '../../lib/model/cluster-model';
import { type ModelReading, readModel } from '../../lib/readers';
import { RENDERERS } from '../../lib/renderers';

/** What the models of the tests are made for. */
export const OPTIONS = { policy: restricted(), cluster: clusters.kubeadm() };

/** What a model is rendered to, in canonical form and in order. */
export function rendered(model: ClusterModel): PlainObject[] {
  return RENDERERS.filter((renderer) => renderer.appliesTo(model.cluster))
    .flatMap((renderer) => renderer.render(model))
    .flatMap((artifact) => (artifact.form === 'object' ? [canonical(artifact.object())] : []))
    .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

/** What manifests are read to. */
export function readAll(objects: readonly PlainObject[]): ModelReading {
  return readModel(objects, OPTIONS);
}

/** What is said about a workload of a made-up app. */
export interface Said {
  readonly props: Omit<DeploymentProps, 'image'>;
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob' | 'Pod';
  /** What it says of its end, where it has one. */
  readonly ending: EndingProps;
  readonly volumes: NonNullable<StatefulSetProps['volumes']>;
  readonly grants: readonly Grant[];
  readonly callees: readonly number[];
  /** Who collects its metrics, where it has a port of TCP. */
  readonly scraped: ScrapedProps['scrapedBy'];
}

const env = fc.dictionary(
  fc.constantFrom('A', 'B', 'C'),
  fc.oneof(
    fc.string(),
    fc.record({ secret: fc.constant('tokens'), key: fc.constantFrom('a', 'b') }),
    fc.constant({ field: 'metadata.name' }),
  ),
  { noNullPrototype: true },
);

const props: fc.Arbitrary<Said['props']> = fc.record(
  {
    replicas: fc.integer({ min: 1, max: 5 }),
    port: fc.constantFrom(
      8080,
      { container: 9090, service: 80 },
      { container: 5353, protocol: 'UDP' as const },
    ),
    user: fc.integer({ min: 10_001, max: 60_000 }),
    env,
    envFrom: fc.constant([{ secret: 'more', prefix: 'MORE_' }, { configMap: 'settings' }]),
    scratch: fc.constantFrom(['/tmp'], { '/tmp': '16Mi', '/var/cache': '1Gi' }),
    files: fc.constantFrom<Said['props']['files']>(
      { '/etc/app': { secret: 'files' } },
      { '/etc/app': { files: { 'a.conf': 'x = 1\n', 'b.conf': '' } }, '/etc/more': { configMap: 'more' } },
    ),
    labels: fc.constant({ team: 'shop' }),
    component: fc.constant('backend'),
    annotations: fc.constant({ 'example.com/note': 'ü' }),
    podAnnotations: fc.constant({ 'example.com/scrape': 'true' }),
    imagePullSecrets: fc.constant(['registry']),
    terminationGracePeriod: fc.integer({ min: 10, max: 90 }),
    spread: fc.constant(false as const),
    ndots: fc.constant(false as const),
    command: fc.constant(['/app']),
    args: fc.constant(['--port', '8080']),
    initContainers: fc.constant([{ name: 'migrate', image: 'registry.example.com/migrate:v1' }]),
    sidecars: fc.constant([
      {
        name: 'proxy',
        image: 'registry.example.com/proxy:v1',
        port: { container: 9999, name: 'proxy' },
        probe: { tcp: true as const },
      },
    ]),
  },
  { requiredKeys: ['port'] },
);

/** Volumes of every form that is in a pod. */
const VOLUMES: readonly NonNullable<StatefulSetProps['volumes']>[] = [
  { '/data': { size: '10Gi' } },
  {
    '/data': { size: '10Gi', class: 'fast', disposable: 'a cache', subPath: 'a' },
    '/work': { ephemeral: { size: '1Gi' } },
  },
  { '/old': { existingClaim: 'old', readOnly: true } },
  {
    '/etc/all': {
      projected: [
        { secret: 'tls', items: { 'tls.crt': 'a.crt' }, optional: true },
        { configMap: 'settings' },
        { fields: { labels: 'metadata.labels' } },
        { token: { audience: 'vault' } },
      ],
    },
  },
];

/** Ways in which pods end. */
const ENDINGS: readonly EndingProps[] = [
  {},
  { restartPolicy: 'OnFailure', backoffLimit: 0, activeDeadlineSeconds: 'never' },
  { podReplacementPolicy: 'TerminatingOrFailed', parallelism: 2 },
  {
    completionMode: 'Indexed',
    completions: 3,
    backoffLimitPerIndex: 1,
    maxFailedIndexes: 2,
    successPolicy: { rules: [{ succeededIndexes: '0,2', succeededCount: 1 }] },
    podFailurePolicy: {
      rules: [
        { action: 'FailIndex', onExitCodes: { operator: 'NotIn', values: [0, 1] } },
        { action: 'Count', onPodConditions: [{ type: 'DisruptionTarget', status: 'False' }] },
      ],
    },
  },
];

/** Apps of a few workloads that call each other. */
export const apps: fc.Arbitrary<readonly Said[]> = fc.array(
  fc.record({
    props,
    kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'),
    ending: fc.constantFrom<EndingProps>(...ENDINGS),
    volumes: fc.constantFrom<NonNullable<StatefulSetProps['volumes']>>({}, ...VOLUMES),
    grants: fc.constantFrom(
      [],
      [watch('pods'), create('events'), patch('events')],
      [watch('nodes'), read({ kind: 'ConfigMap', name: 'settings', namespace: 'elsewhere' })],
      [read({ kind: 'ConfigMap', name: 'settings' }), watch('services')],
    ),
    callees: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
    scraped: fc.constantFrom<ScrapedProps['scrapedBy']>(
      undefined,
      'monitoring',
      { by: 'monitoring', path: '/a', interval: '30s', timeout: '5s', discovery: 'PodMonitor' },
      { by: 'monitoring', scheme: 'https', discovery: 'annotations' },
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

/** The model of an app, as our blueprints fill it: every second workload is in a namespace of its own. */
export function modelOfApp(app: readonly Said[]): ModelDraft {
  const cluster = clusters.kubeadm({
    monitoring: {
      namespace: 'monitoring',
      labels: { app: 'prometheus' },
      operator: { labels: { release: 'kps' } },
    },
    apiServer: {
      service: { cidr: '10.96.0.1/32', port: 443 },
      endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
    },
  });
  const model = new ModelDraft(cluster, OPTIONS.policy);
  const problems = new Problems('app');
  const homes = ['shop', 'data'].map((name) => parseNamespace(name, {}, false, problems));
  model.namespaces.push(...homes);
  const made = app.map(({ props: given, kind, ending, volumes, grants, scraped }, index) => {
    const id = `w${index}`;
    const isolated = homes[index % 2];
    const site = {
      ...OPTIONS,
      cluster,
      images: { images: {} },
      id,
      namespace: isolated?.name,
      isolated,
      imagePullSecrets: [],
    };
    const udp = typeof given.port === 'object' && given.port.protocol === 'UDP';
    const scrapedBy = udp ? undefined : scraped;
    const all = {
      scrapedBy,
      probe: { tcp: true } as const,
      image: 'registry.example.com/app:v1.2',
      grants,
      ...given,
    };
    const { replicas = 1, user = 10_001, strategy: _, spread, ...rest } = all;
    const one = { ...rest, user, volumes, replicas: Object.keys(volumes).length === 0 ? replicas : 1 };
    const spreads = spread === undefined ? {} : { spread };
    const plain = Object.keys(volumes).length === 0 ? all : { ...one, ...spreads, autoscaled: false };
    const { replicas: _count, ...counted } = one;
    // Pods at a time do not share what one pod holds.
    const ends = { ...counted, ...ending, ...(ending.parallelism === undefined ? {} : { volumes: {} }) };
    const read = {
      Deployment: () => readWorkload(deployment, plain, site, problems),
      StatefulSet: () => readWorkload(statefulSet, { ...one, ...spreads }, site, problems),
      DaemonSet: () => readWorkload(daemonSet, { ...counted, volumes: {} }, site, problems),
      Job: () => readWorkload(job, { ...ends, suspend: true }, site, problems),
      CronJob: () => readWorkload(cronJob, { ...ends, schedule: '@daily', suspend: true }, site, problems),
      Pod: () => readWorkload(pod, { ...counted, restartPolicy: 'OnFailure' }, site, problems),
    };
    const workload = read[kind]();
    const identity = {
      name: id,
      namespace: isolated?.name,
      instance: id,
      grants,
      labels: workload.extraLabels,
    };
    model.identities.push(identity);
    const assembly = new WorkloadAssembly(workload, identity, model, id);
    assembly.scrapedBy(all);
    return assembly;
  });
  problems.throwIfAny();
  for (const [index, { callees }] of app.entries()) {
    for (const callee of callees) {
      const target = made[callee];
      if (target !== undefined && callee !== index) made[index]?.traffic.talksTo(target.traffic);
    }
  }
  return model;
}
