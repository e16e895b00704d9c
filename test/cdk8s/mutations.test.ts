import {
  HardenedApp,
  IsolatedNamespace,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  SecureJob,
  SecurePod,
  SecureStatefulSet,
} from 'bulwark/cdk8s';
import containers from '../../conformance/mutations/containers.json';
import pods from '../../conformance/mutations/pods.json';
import { applyEdits } from '../../lib/blueprints/edits';
import { clusters } from '../../lib/core/cluster/presets';
import { compilePolicy } from '../../lib/core/engine/compiled-policy';
import { evaluate } from '../../lib/core/engine/evaluate';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { objectsOf, TODAY } from './support';

const DIGEST = 'sha256:7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069';
const image = (name: string): string => `registry.example.com/shop/${name}:v1.4.2@${DIGEST}`;
const cluster = clusters.kubeadm({ registries: ['registry.example.com/shop'] });
const compiled = compilePolicy(restricted(), cluster);

/** Every kind of container in each kind of workload. */
const PROPS = {
  image: image('web'),
  user: 20_001,
  port: { service: 80, container: 8080 },
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
} as const;
const PROBES = { probe: { http: '/readyz' }, liveness: { http: '/livez' } } as const;

const KINDS: Readonly<Record<string, (shop: IsolatedNamespace) => unknown>> = {
  Deployment: (shop) => new SecureDeployment(shop, 'web', { ...PROPS, ...PROBES }),
  StatefulSet: (shop) => new SecureStatefulSet(shop, 'web', { ...PROPS, ...PROBES }),
  DaemonSet: (shop) => new SecureDaemonSet(shop, 'web', { ...PROPS, ...PROBES }),
  Job: (shop) => new SecureJob(shop, 'web', PROPS),
  CronJob: (shop) => new SecureCronJob(shop, 'web', { ...PROPS, schedule: '0 3 * * *' }),
  Pod: (shop) => new SecurePod(shop, 'web', { ...PROPS, ...PROBES }),
};

const PLACES: Readonly<Record<string, string>> = {
  app: 'containers[web]',
  init: 'initContainers[migrate]',
  sidecar: 'initContainers[proxy]',
};

/** Controls that do not ask anything of some kinds, with the reason. */
const ENDS = { kinds: ['Job', 'CronJob'], why: 'it ends, and nobody waits for an answer of it' };
const NOT_OF: Readonly<Record<string, { readonly kinds: readonly string[]; readonly why: string }>> = {
  'liveness-probe': ENDS,
  'probe-port-declared': ENDS,
  'probes-not-identical': ENDS,
  'readiness-probe': ENDS,
  'topology-spread': {
    kinds: ['DaemonSet', 'Job', 'CronJob', 'Pod'],
    why: 'they have no replicas to spread',
  },
  'pod-anti-affinity': {
    kinds: ['DaemonSet', 'Job', 'CronJob', 'Pod'],
    why: 'they have no replicas to spread',
  },
};

/** A mutation of the tables, at its place in a pod. */
const MUTATIONS = [
  ...containers.flatMap(({ id, control, in: places, set }) =>
    places.map((place) => ({ id: `${id}-${place}`, control, set: below(PLACES[place] ?? place, set) })),
  ),
  ...pods,
];

function below(prefix: string, set: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(set).map(([path, value]) => [`${prefix}.${path}`, value]));
}

function podPath(kind: string): string {
  if (kind === 'Pod') return 'spec';
  return kind === 'CronJob' ? 'spec.jobTemplate.spec.template.spec' : 'spec.template.spec';
}

/** The controls that are violated, of objects as they are in files of others. */
function violated(objects: readonly PlainObject[]): ReadonlySet<string> {
  const { findings } = evaluate(
    objects.map((manifest) => ({ manifest })),
    compiled,
    TODAY,
  );
  return new Set(findings.map(({ control }) => control));
}

test('the tables have mutations', () => {
  expect(MUTATIONS.length).toBeGreaterThan(60);
});

test.each(Object.entries(KINDS))('a %s is found by the control of each broken field', (kind, make) => {
  const app = new HardenedApp({ today: TODAY, cluster });
  make(new IsolatedNamespace(app, 'shop'));
  const base = objectsOf(app);
  const whole = violated(base);
  const missed = MUTATIONS.flatMap(({ id, control, set }) => {
    if (NOT_OF[control]?.kinds.includes(kind) === true || whole.has(control)) return [];
    const edits = Object.entries(below(podPath(kind), set)).map(([path, value]) => ({
      path,
      value: value ?? undefined,
    }));
    const broken = base.map((object) => (object.kind === kind ? applyEdits(object, edits, id) : object));
    return violated(broken).has(control) ? [] : [`${id}: ${control}`];
  });
  expect(missed).toEqual([]);
});
