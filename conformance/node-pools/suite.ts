/** Holds a pool of nodes against the real scheduler and the real controllers, on nodes that are objects alone. */
import { join } from 'node:path';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import type { Api } from '../cluster/api';
import { messageOf } from '../cluster/api';
import { Checks } from '../cluster/checks/checks';
import { synthesizeApp } from '../cluster/examples';
import { PROGRAMS } from '../cluster/programs';
import { podOf } from '../cluster/standins';
import { until } from '../cluster/wait';
import { startControlPlane } from '../pulumi/control-plane';
import type { SuiteResult } from '../suite';

const APP = 'conformance/cluster/pools/app.ts';
const TAINT = { key: 'bulwark.dev/pool', value: 'sensitive', effect: 'NoExecute' };
const PATIENCE = 120;

/** Where the pods of each workload run; `agents/agent` tolerates every taint. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'agents/agent': ['plain', 'sensitive'],
  'mixed/keys': ['sensitive'],
  'mixed/web': ['plain'],
  'shop/everywhere': ['plain'],
  'shop/web': ['plain'],
  'vault/keys': ['sensitive'],
};

/** Runs the suite. */
export async function run(): Promise<readonly SuiteResult[]> {
  const { version } = PROGRAMS.kubernetes;
  const checks = new Checks(version);
  const server = await startControlPlane();
  try {
    const { objects } = await synthesizeApp('pools', APP, join(server.places.folder, 'pools'));
    await checks.group('node pools, with the scheduler', () => check(server.api, objects, checks), version);
  } finally {
    checks.equal('what the control plane left behind', await server.end(), []);
  }
  return checks.results;
}

async function check(api: Api, objects: readonly PlainObject[], checks: Checks): Promise<void> {
  await makeNode(api, 'plain', {});
  await makeNode(api, 'sensitive', { 'node-restriction.kubernetes.io/pool': 'sensitive' }, [TAINT]);
  const isSpace = ({ kind }: PlainObject): boolean => kind === 'Namespace';
  for (const object of [...objects.filter(isSpace), ...objects.filter((object) => !isSpace(object))]) {
    const answer = await api.apply(object);
    checks.holds(`${stringAt(object, 'kind')}`, answer.status < 300, messageOf(answer));
  }
  const web = objects.find(({ kind, metadata }) => kind === 'Deployment' && isIn('shop', metadata));
  if (web === undefined) throw new Error('the app has no workload');
  const spec = { ...podOf(web), serviceAccountName: 'default' };
  const everything = { ...spec, tolerations: [{ operator: 'Exists' }] };
  await accountsOf(api, 'agents');
  checks.equal('an agent', (await api.create(daemonSet('agent', 'agents', everything))).status, 201);
  checks.equal('a pod on every node', (await api.create(daemonSet('everywhere', 'shop', spec))).status, 201);

  const wanted = JSON.stringify(PLACES);
  let found = '';
  await until('the pods', PATIENCE, async () => {
    found = JSON.stringify(await placesIn(api));
    return found === wanted;
  }).catch(() => undefined);
  checks.equal('where pods run', JSON.parse(found), PLACES);

  await until('the policy', PATIENCE, async () => {
    const answer = await api.create(daemonSet('thief', 'shop', everything), { dryRun: 'All' });
    return answer.status !== 201;
  });
  for (const [name, thief] of Object.entries({
    'a pod that tolerates everything': pod('thief', everything),
    'a pod with a node': pod('thief', { ...spec, nodeName: 'sensitive' }),
  }))
    checks.matches(name, messageOf(await api.create(thief)), /pool sensitive/);

  // Once a node is of the pool, what runs there and is not of it has to go.
  const tainted = await api.send('PATCH', '/api/v1/nodes/plain', {
    body: { spec: { taints: [TAINT] } },
    contentType: 'application/merge-patch+json',
  });
  checks.equal('a node comes to the pool', tainted.status, 200);
  let leaving: string[] = [];
  await until('the end of other pods', PATIENCE, async () => {
    leaving = await endingIn(api);
    return leaving.length === 3;
  }).catch(() => undefined);
  checks.equal('who has to leave', leaving, ['mixed/web', 'shop/everywhere', 'shop/web']);
}

function isIn(namespace: string, metadata: unknown): boolean {
  return isPlain(metadata) && metadata.namespace === namespace;
}

async function makeNode(
  api: Api,
  name: string,
  labels: Readonly<Record<string, string>>,
  taints: readonly object[] = [],
): Promise<void> {
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...labels } },
    spec: { taints },
  };
  const created = await api.create(node);
  if (created.status !== 201) throw new Error(messageOf(created));
  const now = new Date().toISOString();
  const amounts = { cpu: '64', memory: '256Gi', 'ephemeral-storage': '256Gi', pods: '110' };
  const conditions = [{ type: 'Ready', status: 'True', lastHeartbeatTime: now, lastTransitionTime: now }];
  const ready = await api.send('PATCH', `/api/v1/nodes/${name}/status`, {
    body: { status: { capacity: amounts, allocatable: amounts, conditions } },
    contentType: 'application/merge-patch+json',
  });
  if (ready.status !== 200) throw new Error(messageOf(ready));
}

function accountsOf(api: Api, namespace: string): Promise<unknown> {
  return until('the account', PATIENCE, () =>
    api.get(`/api/v1/namespaces/${namespace}/serviceaccounts/default`),
  );
}

function pod(name: string, spec: PlainObject): PlainObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec };
}

function daemonSet(name: string, namespace: string, spec: PlainObject): PlainObject {
  const labels = { 'app.kubernetes.io/instance': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

/** The nodes of the pods of each workload; a pod without one is on `nowhere`. */
async function placesIn(api: Api): Promise<Record<string, string[]>> {
  const places = new Map<string, Set<string>>();
  for (const one of await api.list('/api/v1/pods')) {
    const nodes = places.get(workloadOf(one)) ?? new Set();
    places.set(workloadOf(one), nodes.add(stringAt(objectAt(one, 'spec'), 'nodeName') ?? 'nowhere'));
  }
  return Object.fromEntries([...places].sort().map(([name, nodes]) => [name, [...nodes].sort()]));
}

/** The workloads whose pods are told to end. */
async function endingIn(api: Api): Promise<string[]> {
  const all = await api.list('/api/v1/pods');
  const ending = all.filter((one) => stringAt(objectAt(one, 'metadata'), 'deletionTimestamp') !== undefined);
  return [...new Set(ending.map(workloadOf))].sort();
}

function workloadOf(one: PlainObject): string {
  const metadata = objectAt(one, 'metadata');
  const instance = stringAt(objectAt(metadata, 'labels'), 'app.kubernetes.io/instance');
  return `${stringAt(metadata, 'namespace')}/${instance}`;
}
