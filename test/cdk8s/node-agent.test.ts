import {
  HardenedApp,
  IsolatedNamespace,
  type IsolatedNamespaceProps,
  SecureCronJob,
  SecureDaemonSet,
  type SecureDaemonSetProps,
  SecureDeployment,
  SecureJob,
  SecurePod,
  SecureStatefulSet,
} from 'bulwark/cdk8s';
import { ApiObject } from 'cdk8s';
import { at, errorOf, IMAGE, objectsOf, one, TODAY, WEB } from './support';

const WHY = {
  reason: 'log agents read /var/log of their nodes',
  owner: 'team-platform',
  expires: '2027-01-31',
} as const;
const LOGS: SecureDaemonSetProps = { image: IMAGE, hostPaths: { '/var/log': {} } };

function agentsApp(props: IsolatedNamespaceProps = { nodeAgents: WHY }): {
  app: HardenedApp;
  agents: IsolatedNamespace;
} {
  const app = new HardenedApp({ today: TODAY });
  return { app, agents: new IsolatedNamespace(app, 'agents', props) };
}

/** What a set of findings is about, without opt-outs. */
function waived(app: HardenedApp): string[] {
  const { judgement } = app.synthesize();
  expect(judgement.findings).toEqual([]);
  return judgement.suppressed
    .filter(({ suppression }) => 'expires' in suppression)
    .map(({ control, object, suppression }) => {
      expect(suppression).toMatchObject(WHY);
      return `${control} on ${object.kind} ${object.name}`;
    })
    .sort();
}

test('an agent reads named folders of its node, by dated waivers that it takes from its namespace', () => {
  const { app, agents } = agentsApp();
  new SecureDaemonSet(agents, 'logs', {
    ...LOGS,
    hostPaths: { '/var/log': {}, '/opt/agent/id': { path: '/etc/agent/id', type: 'File' } },
  });
  expect(waived(app)).toEqual([
    'no-host-path-volumes on DaemonSet logs',
    'no-host-path-volumes on DaemonSet logs',
    'pod-security-baseline-enforced on Namespace agents',
    'pod-security-restricted-enforced on Namespace agents',
    'restricted-volume-types on DaemonSet logs',
    'restricted-volume-types on DaemonSet logs',
  ]);
  const pod = at(one(objectsOf(app), 'DaemonSet', 'logs'), 'spec.template.spec');
  expect(at(pod, 'volumes')).toEqual([
    expect.objectContaining({ emptyDir: { sizeLimit: '64Mi' } }),
    { name: 'host-var-log', hostPath: { path: '/var/log', type: 'Directory' } },
    { name: 'etc-agent-id', hostPath: { path: '/opt/agent/id', type: 'File' } },
  ]);
  const mount = { readOnly: true, recursiveReadOnly: 'IfPossible' };
  expect(at(pod, 'containers.0.volumeMounts')).toEqual([
    { mountPath: '/tmp', name: 'tmp' },
    { mountPath: '/host/var/log', name: 'host-var-log', ...mount },
    { mountPath: '/etc/agent/id', name: 'etc-agent-id', ...mount },
  ]);
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC', 'tolerations'])
    expect(at(pod, field)).toBeUndefined();
  expect(at(pod, 'securityContext.runAsNonRoot')).toBe(true);
  expect(at(pod, 'securityContext.supplementalGroups')).toBeUndefined();
});

test('it may read as the group of root and run on every node: a waiver for each', () => {
  const { app, agents } = agentsApp();
  new SecureDaemonSet(agents, 'logs', {
    ...LOGS,
    hostGroup: 'root',
    nodes: 'all',
    podSecurity: { supplementalGroups: [20_000] },
  });
  expect(waived(app)).toEqual(
    expect.arrayContaining(['no-root-group on DaemonSet logs', 'no-pinned-node-placement on DaemonSet logs']),
  );
  const pod = at(one(objectsOf(app), 'DaemonSet', 'logs'), 'spec.template.spec');
  expect(at(pod, 'securityContext.supplementalGroups')).toEqual([20_000, 0]);
  expect(at(pod, 'tolerations')).toEqual([{ operator: 'Exists' }]);
});

test('groups of a wrong form are not made good by the group of root', () => {
  const { agents } = agentsApp();
  const props = { ...LOGS, hostGroup: 'root', podSecurity: { supplementalGroups: 'x' } } as const;
  expect(errorOf(() => new SecureDaemonSet(agents, 'logs', props)).message).toContain(
    'podSecurity.supplementalGroups: found "x"; needs a list',
  );
});

test('only enforce is privileged, and every pod there is judged as restricted all the same', () => {
  const { app, agents } = agentsApp();
  new SecureDaemonSet(agents, 'logs', LOGS);
  new SecureDaemonSet(agents, 'metrics', { image: IMAGE });
  const spec = { containers: [{ name: 'a', image: IMAGE, securityContext: { privileged: true } }] };
  const template = { metadata: { labels: { app: 'raw' } }, spec: { ...spec, hostNetwork: true } };
  new ApiObject(agents, 'raw', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'raw' },
    spec: { selector: { matchLabels: { app: 'raw' } }, template },
  });
  const { findings } = app.synthesize().judgement;
  const about = findings.filter(({ object }) => object.name !== 'raw');
  expect(about).toEqual([]);
  expect(findings.map(({ control }) => control)).toEqual(
    expect.arrayContaining(['no-privileged-containers', 'no-host-network']),
  );
  const labels = at(one(objectsOf(app), 'Namespace', 'agents'), 'metadata.labels');
  for (const [mode, level] of [
    ['enforce', 'privileged'],
    ['warn', 'restricted'],
    ['audit', 'restricted'],
  ])
    expect(at(labels, `"pod-security.kubernetes.io/${mode}"`)).toBe(level);
});

test('what no construct made is told to be beside an agent, too', () => {
  const { app, agents } = agentsApp();
  new SecureDaemonSet(agents, 'logs', LOGS);
  const template = {
    metadata: { labels: { app: 'raw' } },
    spec: { containers: [{ name: 'a', image: IMAGE }] },
  };
  new ApiObject(agents, 'raw', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'raw' },
    spec: { selector: { matchLabels: { app: 'raw' } }, template },
  });
  const told = app.synthesize().judgement.findings.filter(({ control }) => control === 'node-agents-alone');
  expect(told.map(({ object, needs }) => [object.name, needs])).toEqual([
    ['logs', 'a namespace with nothing but agents: Deployment agents/raw is in this one'],
  ]);
});

test('waivers end: after their day each is a finding', () => {
  const app = new HardenedApp({ today: '2027-02-01' });
  const agents = new IsolatedNamespace(app, 'agents', { nodeAgents: WHY });
  new SecureDaemonSet(agents, 'logs', LOGS);
  const { findings } = app.synthesize().judgement;
  expect(findings.map(({ control }) => control)).toEqual(
    expect.arrayContaining(['no-host-path-volumes', 'pod-security-restricted-enforced']),
  );
  expect(JSON.stringify(findings)).toContain('expired on 2027-01-31');
});

test.each<[name: string, make: (agents: IsolatedNamespace) => unknown]>([
  ['SecureDeployment', (agents) => new SecureDeployment(agents, 'web', WEB)],
  ['SecureStatefulSet', (agents) => new SecureStatefulSet(agents, 'web', { ...WEB, user: 20_001 })],
  ['SecureJob', (agents) => new SecureJob(agents, 'web', { image: IMAGE })],
  ['SecureCronJob', (agents) => new SecureCronJob(agents, 'web', { image: IMAGE, schedule: '@daily' })],
  ['SecurePod', (agents) => new SecurePod(agents, 'web', { image: IMAGE })],
])('a %s has no place among node agents', (_, make) => {
  const { agents } = agentsApp();
  expect(errorOf(() => make(agents)).message).toMatch(
    /namespace: found "agents"; needs a namespace without nodeAgents: .*only a SecureDaemonSet is there/,
  );
});

test.each<[field: string, props: object]>([
  ['hostPaths', {}],
  ['hostGroup', { hostGroup: 'root' }],
  ['nodes', { nodes: 'all' }],
])('%s has no place beside applications', (field, props) => {
  const needs = new RegExp(
    `${field}: .*namespace agents, which is not for node agents.*does not protect applications`,
  );
  const { app, agents } = agentsApp({});
  expect(errorOf(() => new SecureDaemonSet(agents, 'logs', { ...LOGS, ...props })).message).toMatch(needs);
  expect(errorOf(() => new SecureDaemonSet(app, 'logs', { ...LOGS, ...props })).message).toMatch(
    /it is in no IsolatedNamespace/,
  );
});

test.each<[path: string, message: RegExp]>([
  ['/', /system directory/],
  ['/etc', /system directory/],
  ['/etc/passwd', /system directory/],
  ['/proc', /system directory/],
  ['/sys/fs/cgroup', /system directory/],
  ['/dev', /system directory/],
  ['/var', /system directory/],
  ['/var/lib', /system directory/],
  ['/var/lib/kubelet', /system directory/],
  ['/var/lib/kubelet/pods', /system directory/],
  ['/var/lib/docker/containers', /system directory/],
  ['/var/lib/etcd', /system directory/],
  ['/run', /system directory|socket/],
  ['/run/containerd/containerd.sock', /socket of a container runtime: .*read-only or not/],
  ['/opt/rt/crio.sock', /socket of a container runtime/],
  ['/var/run/docker.sock', /in its plain form, \/run\/docker\.sock/],
  ['/home/app/.aws/credentials', /signs in to its cloud/],
  ['/var/log/', /in its plain form, \/var\/log/],
  ['/var//log', /in its plain form/],
  ['/var/log/../../etc', /without : \\\\? ?\. and \.\.|absolute path/],
  ['/var/log/.', /absolute path/],
  ['var/log', /absolute path/],
  ['', /absolute path/],
  ['C:\\logs', /absolute path/],
  ['/var/log:/etc', /absolute path/],
  ['/var/log\u0000', /absolute path/],
  ['/var/log\n', /absolute path/],
  [`/var/${'x'.repeat(4096)}`, /at most 4095 characters/],
])('the path %j of a node is refused, with the reason', (path, message) => {
  const { agents } = agentsApp();
  const make = (): unknown =>
    new SecureDaemonSet(agents, 'logs', { image: IMAGE, hostPaths: { [path]: {} } });
  expect(errorOf(make).message).toMatch(/hostPaths\["/);
  expect(errorOf(make).message).toMatch(message);
});

test.each<[props: object, message: RegExp]>([
  [{ hostPaths: { '/var/log': { path: '/' } } }, /hostPaths\["\/var\/log"\]\.path: .*below \//],
  [{ hostPaths: { '/var/log': { path: '/tmp' } } }, /a folder that nothing else is mounted at/],
  [{ hostPaths: { '/var/log': { path: '/h' }, '/var/spool': { path: '/h' } } }, /nothing else is mounted at/],
  [{ hostPaths: { '/var/log': { readOnly: false } } }, /hostPaths.*readOnly/],
  [{ hostPaths: { '/var/log': { type: 'DirectoryOrCreate' } } }, /hostPaths.*type/],
  [{ hostPaths: { '/var/log': { type: 'Socket' } } }, /hostPaths.*type/],
  [{ hostPaths: ['/var/log'] }, /hostPaths/],
  [{ hostPaths: undefined, hostGroup: 'root' }, /hostGroup: .*needs hostPaths/],
  [{ hostPaths: {}, hostGroup: 'root' }, /hostGroup: .*needs hostPaths/],
  [{ hostGroup: 0 }, /hostGroup/],
  [{ nodes: 'all', pod: { tolerations: [] } }, /nodes: .*either nodes or pod\.tolerations/],
  [{ nodes: 'every' }, /nodes/],
  [{ pod: { hostPID: true } }, /pod\.hostPID/],
  [{ privileged: true }, /privileged/],
])('%j is refused', (props, message) => {
  const { agents } = agentsApp();
  expect(errorOf(() => new SecureDaemonSet(agents, 'logs', { ...LOGS, ...props })).message).toMatch(message);
});

test.each<[props: object, message: RegExp]>([
  [{ nodeAgents: WHY, podSecurity: 'baseline' }, /podSecurity: .*either podSecurity or nodeAgents/],
  [{ nodeAgents: { reason: WHY.reason } }, /nodeAgents.*(owner|expires)/s],
  [{ nodeAgents: true }, /nodeAgents/],
  [{ nodeAgents: { ...WHY, control: 'no-host-network' } }, /nodeAgents\.control/],
])('a namespace with %j is refused', (props, message) => {
  expect(errorOf(() => agentsApp(props)).message).toMatch(message);
});

test('a reason that is none, and a day too far away, are findings of the app', () => {
  const { app, agents } = agentsApp({ nodeAgents: { ...WHY, reason: 'logs', expires: '2099-01-01' } });
  new SecureDaemonSet(agents, 'logs', LOGS);
  const text = JSON.stringify(app.synthesize().judgement.findings);
  expect(text).toContain('the reason has 4 characters');
  expect(text).toContain('the policy allows');
});

test('of a namespace that exists nothing is waived, as nothing of it is written', () => {
  const app = new HardenedApp({ today: TODAY });
  const agents = IsolatedNamespace.existing(app, 'agents', { nodeAgents: WHY });
  new SecureDaemonSet(agents, 'logs', LOGS);
  expect(waived(app)).toEqual([
    'no-host-path-volumes on DaemonSet logs',
    'restricted-volume-types on DaemonSet logs',
  ]);
});
