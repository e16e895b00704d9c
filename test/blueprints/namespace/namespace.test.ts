import {
  type HardenedAppProps,
  IsolatedNamespace,
  type IsolatedNamespaceProps,
  SecureDeployment,
} from 'bulwark/cdk8s';
import {
  at,
  container,
  found,
  frozen,
  judgementOf,
  objectsOf,
  one,
  podSpec,
  problemsOf,
  shopApp,
  WEB,
} from '../../cdk8s/support';

const LONG = 'a'.repeat(64);
/** Props as they come from JavaScript: of any form. */
const loose = (props: object): IsolatedNamespaceProps => JSON.parse(JSON.stringify(props));

const REFUSED: readonly [props: object, field: string, needs: RegExp][] = [
  [{ name: 'my_shop' }, 'name', /letters, digits/],
  [{ name: LONG }, 'name', /at most 63/],
  [{ name: 'default' }, 'name', /a namespace of your own/],
  [{ name: 'kube-public' }, 'name', /a namespace of your own/],
  [{ quota: { cpu: '12x' } }, 'quota.cpu', /a quantity/],
  [{ quota: { memory: '512m' } }, 'quota.memory', /whole number of bytes/],
  [{ limits: { max: { memory: '8589934592.5' } } }, 'limits.max.memory', /whole number of bytes/],
  [{ quota: { pods: -1 } }, 'quota.pods', /a whole number/],
  [{ quota: { secrets: 1.5 } }, 'quota.secrets', /a whole number/],
  [{ limits: { memory: '12x' } }, 'limits.memory', /a quantity/],
  [{ limits: { cpu: '8' } }, 'limits.cpu', /from min 10m to max 4/],
  [{ limits: { memory: '1Mi' } }, 'limits.memory', /from min 16Mi to max 8Gi/],
  [{ limits: { max: { cpu: '1m' } } }, 'limits.cpu', /to max 1m/],
  [{ labels: { 'bad key': 'x' } }, 'labels["bad key"]', /letters, digits/],
  [{ labels: { key: 'a b' } }, 'labels["key"]', /letters, digits/],
  [
    { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    'labels["pod-security.kubernetes.io/enforce"]',
    /the prop for it/,
  ],
  [{ annotations: { 'bad key': 'x' } }, 'annotations["bad key"]', /letters, digits/],
  [{ imagePullSecrets: ['Bad_Name'] }, 'imagePullSecrets[0]', /lower-case/],
  [{ podSecurity: 'none' }, 'podSecurity', /'privileged', 'baseline', 'restricted'/],
  [{ quota: { pod: 1 } }, 'quota.pod', /one of cpu, memory, pods/],
  [{ limits: { max: { cpus: '1' } } }, 'limits.max.cpus', /one of cpu, memory/],
];

const ACCEPTED: readonly [
  props: IsolatedNamespaceProps,
  kind: string,
  name: string,
  path: string,
  value: unknown,
][] = [
  [{ name: 'other' }, 'Namespace', 'other', 'metadata.labels."app.kubernetes.io/part-of"', 'other'],
  [{ labels: { team: 'a' } }, 'Namespace', 'x', 'metadata.labels.team', 'a'],
  [{ annotations: { note: 'a' } }, 'Namespace', 'x', 'metadata.annotations', { note: 'a' }],
  [
    { podSecurity: 'baseline' },
    'Namespace',
    'x',
    'metadata.labels."pod-security.kubernetes.io/enforce"',
    'baseline',
  ],
  [
    { podSecurity: 'baseline' },
    'Namespace',
    'x',
    'metadata.labels."pod-security.kubernetes.io/audit"',
    'restricted',
  ],
  [
    { cpuLimits: 'optOut' },
    'Namespace',
    'x',
    'metadata.annotations',
    { 'bulwark.dev/cpu-limits': 'refused' },
  ],
  [{ quota: { cpu: '8', pods: undefined } }, 'ResourceQuota', 'quota', 'spec.hard."limits.cpu"', '8'],
  [{ quota: { cpu: '8', pods: undefined } }, 'ResourceQuota', 'quota', 'spec.hard.pods', '100'],
  [{ quota: { memory: '1024Mi' } }, 'ResourceQuota', 'quota', 'spec.hard."requests.memory"', '1Gi'],
  [{ cpuLimits: 'optOut' }, 'ResourceQuota', 'quota', 'spec.hard."limits.cpu"', undefined],
  [{ cpuLimits: 'optOut' }, 'ResourceQuota', 'quota', 'spec.hard."requests.cpu"', '40'],
  [{ limits: { cpu: '1', max: { cpu: '2' } } }, 'LimitRange', 'limits', 'spec.limits.0.max.cpu', '2'],
  [{ limits: { cpu: '1' } }, 'LimitRange', 'limits', 'spec.limits.0.defaultRequest.cpu', '1'],
  [{ cpuLimits: 'optOut' }, 'LimitRange', 'limits', 'spec.limits.0.default.cpu', undefined],
  [{ cpuLimits: 'optOut' }, 'LimitRange', 'limits', 'spec.limits.0.max.cpu', undefined],
];

describe('namespaces', () => {
  test.each(REFUSED.map(([props, field, needs]) => [JSON.stringify(props), props, field, needs] as const))(
    '%s is refused',
    (_, props, field, needs) => {
      const problems = problemsOf(() => new IsolatedNamespace(shopApp().app, 'x', loose(props)));
      expect(problems.map((problem) => problem.field)).toEqual([field]);
      expect(problems[0]?.needs).toMatch(needs);
      expect(`${problems[0]?.found}${problems[0]?.fix}`).not.toMatch(/undefined|…/);
    },
  );

  test.each(ACCEPTED.map(([props, ...rest]) => [JSON.stringify(props), props, ...rest] as const))(
    '%s in %s',
    (_, props, kind, name, path, value) => {
      const { app } = shopApp();
      const made = new IsolatedNamespace(app, 'x', frozen(props));
      const own = objectsOf(app).filter((object) =>
        [at(object, 'metadata.namespace'), at(object, 'metadata.name')].includes(made.name),
      );
      expect(at(one(own, kind, name), path)).toEqual(value);
    },
  );

  test('an existing one emits no object of the cluster', () => {
    const { app } = shopApp();
    IsolatedNamespace.existing(app, 'x', { quota: 'optOut', limits: 'optOut' });
    const own = objectsOf(app).filter((object) => at(object, 'metadata.namespace') === 'x');
    expect(own.map((object) => object.kind)).toEqual(['NetworkPolicy', 'ServiceAccount']);
    expect(objectsOf(app).filter((object) => object.kind === 'Namespace')).toHaveLength(1);
  });

  test('names of pull secrets come together from app, namespace and workload', () => {
    const props: HardenedAppProps = frozen({ imagePullSecrets: ['app'] });
    const { app } = shopApp(props);
    const made = new IsolatedNamespace(app, 'x', { imagePullSecrets: ['namespace', 'app'] });
    new SecureDeployment(made, 'web', { ...WEB, imagePullSecrets: ['own'] });
    expect(at(podSpec(app), 'imagePullSecrets')).toEqual([
      { name: 'app' },
      { name: 'namespace' },
      { name: 'own' },
    ]);
  });
});

describe('CPU limits are refused on the namespace and then on the workload', () => {
  const refused = { ...WEB, resources: { cpuLimit: 'optOut' } };

  test('both: nothing is found, and nothing limits the CPU', () => {
    const { app } = shopApp();
    new SecureDeployment(new IsolatedNamespace(app, 'x', { cpuLimits: 'optOut' }), 'web', refused);
    expect(found(app)).toEqual([]);
    expect(at(container(app), 'resources.limits')).toEqual({ 'ephemeral-storage': '178Mi', memory: '256Mi' });
  });

  test('the workload alone: an error that says so', () => {
    const { app, shop } = shopApp();
    new SecureDeployment(shop, 'web', refused);
    const strings = judgementOf(app).findings.map((item) => `${item.found} ${item.needs}`);
    expect(strings.join()).toMatch(/a Namespace that opts out of CPU limits too/);
  });

  test('the namespace alone: the workload keeps its limit', () => {
    const { app } = shopApp();
    new SecureDeployment(new IsolatedNamespace(app, 'x', { cpuLimits: 'optOut' }), 'web', WEB);
    expect([found(app), at(container(app), 'resources.limits.cpu')]).toEqual([[], '250m']);
  });
});

test.each([
  ['limits.cpu', { resources: { cpu: '5' } }],
  ['limits.memory', { resources: { memory: '9Gi' } }],
  ['requests.cpu', { resources: { cpu: '1m' } }],
  ['limits.ephemeral-storage', { scratch: { '/data': '5Gi' } }],
  ['limits.memory', { initContainers: [{ name: 'i', image: WEB.image, resources: { memory: '9Gi' } }] }],
  ['limits.memory', { sidecars: [{ name: 's', image: WEB.image, resources: { memory: '9Gi' } }] }],
])('every container is checked against the LimitRange: %s of %j', (path, props) => {
  const { app, shop } = shopApp();
  new SecureDeployment(shop, 'web', { ...WEB, ...props });
  const paths = judgementOf(app)
    .findings.filter((item) => item.control === 'limit-range')
    .map((item) => item.path);
  expect(paths.some((item) => item.endsWith(path))).toBe(true);
});
