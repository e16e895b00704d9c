import { join } from 'node:path';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import type { Api } from '../api';
import { AGENT_WARNING, applyFolder, deleteNamespaces } from '../apply';
import type { Cluster } from '../cluster';
import { type Example, synthesizeApp } from '../examples';
import { podsOf } from '../pods';
import { until } from '../wait';
import type { Checks } from './checks';

const APP = 'conformance/cluster/kinds/app.ts';
const IMAGE = 'registry.example.com/kinds/shell:v1';

/** Seconds that a Job has to end on a busy machine. */
const PATIENCE = 240;

/** How each Job ends: the condition, and the reason that the controller writes. */
const ENDS: Readonly<Record<string, readonly [condition: string, reason: RegExp]>> = {
  ends: ['Complete', /^CompletionsReached$/],
  'by-code': ['Failed', /^PodFailurePolicy$/],
  'by-count': ['Failed', /^BackoffLimitExceeded$/],
  'by-deadline': ['Failed', /^DeadlineExceeded$/],
  indexed: ['Complete', /^SuccessPolicy$/],
};

/** A node that is only an object, with a taint: nobody runs its pods. */
const TAINTED = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'tainted' },
  spec: { taints: [{ key: 'example.com/pool', value: 'batch', effect: 'NoSchedule' }] },
};

/** Pushes the image, and writes the app with its digest. */
async function stageKinds({ registry, server }: Cluster): Promise<Example> {
  const image = registry.withShell('kinds');
  await registry.push(image, 'kinds/shell');
  return synthesizeApp('kinds', APP, join(server.places.folder, 'kinds'), { [IMAGE]: image.digest });
}

/** Applies one workload of each kind, and holds how they end and where they land against what was said. */
export async function checkKinds(cluster: Cluster, checks: Checks): Promise<void> {
  const { api } = cluster;
  const { folder } = await stageKinds(cluster);
  const { code, lines } = await applyFolder(cluster, folder);
  checks.equal(
    'kubectl apply of every kind',
    [code, lines.filter((line) => !AGENT_WARNING.test(line))],
    [0, []],
  );
  checks.equal('the one warning, of the agent', lines.filter((line) => AGENT_WARNING.test(line)).length, 1);
  await checkJobs(api, checks);
  await checkCronJob(cluster, checks);
  await checkAgents(api, checks);
  await deleteNamespaces(cluster, ['jobs', 'agents']);
}

async function checkJobs(api: Api, checks: Checks): Promise<void> {
  for (const [name, [condition, reason]] of Object.entries(ENDS)) {
    const ended = await endOf(api, name);
    checks.equal(`Job ${name} ends`, ended.type, condition);
    checks.matches(`Job ${name} says why`, stringAt(ended, 'reason') ?? '', reason);
  }
  checks.count('Jobs that end, each as its props say', Object.keys(ENDS).length);
  const status = async (name: string): Promise<PlainObject> =>
    objectAt(await jobOf(api, name), 'status') ?? {};
  checks.equal('a failure by code is not tried again', (await status('by-code')).failed, 1);
  checks.equal('failures until the limit', (await status('by-count')).failed, 2);
  checks.equal('indexes that succeeded', (await status('indexed')).completedIndexes, '0,2');
  checks.equal('a suspended Job has no pod', (await status('waits')).active ?? 0, 0);
  const pods = await podsOf(api, 'jobs');
  const phase = (instance: string): unknown =>
    pods
      .filter(({ labels }) => labels['app.kubernetes.io/instance'] === instance)
      .map(({ object }) => objectAt(object, 'status')?.phase);
  checks.equal('the pod with a sidecar ended', phase('ends'), ['Succeeded']);
  checks.equal('the bare pod ended', phase('bare'), ['Succeeded']);
  const gone = await until('the end of what is kept for a second', PATIENCE, async () => {
    const { status: answer } = await api.send('GET', pathOf('short-lived'));
    return answer === 404 && answer;
  });
  checks.equal('a Job whose time has passed is deleted', gone, 404);
}

/** A run by hand of what the clock would start. */
async function checkCronJob({ api, server }: Cluster, checks: Checks): Promise<void> {
  const { code, stderr } = await server.kubectl(
    ...['create', 'job', '--from=cronjob/nightly', 'by-hand', '-n', 'jobs'],
  );
  checks.equal('kubectl create job --from=cronjob/nightly', [code, stderr], [0, '']);
  checks.equal('a run of the CronJob ends', (await endOf(api, 'by-hand')).type, 'Complete');
  checks.count('runs of a CronJob, by hand', 1);
}

/** An agent is on every node, tainted ones too; what is no agent is not. Reading works, writing does not. */
async function checkAgents(api: Api, checks: Checks): Promise<void> {
  const path = '/apis/apps/v1/namespaces/agents/daemonsets';
  const desired = async (name: string): Promise<unknown> =>
    objectAt(await api.get(`${path}/${name}`), 'status')?.desiredNumberScheduled;
  for (const name of ['every-node', 'plain-nodes'])
    await until(`the pod of ${name}`, PATIENCE, async () => {
      const [pod] = (await podsOf(api, 'agents')).filter(
        ({ labels }) => labels['app.kubernetes.io/instance'] === name,
      );
      if (pod !== undefined && !pod.ready) throw new Error(JSON.stringify(objectAt(pod.object, 'status')));
      return pod?.ready;
    });
  const restarts = (await podsOf(api, 'agents')).map((pod) => pod.restarts);
  checks.equal('agents that read and could not write: restarts', restarts, [0, 0]);
  checks.equal('nodes before', [await desired('every-node'), await desired('plain-nodes')], [1, 1]);
  await api.create(TAINTED);
  const nodes = await until('the pod for the tainted node', PATIENCE, async () => {
    const now = [await desired('every-node'), await desired('plain-nodes')];
    return now[0] === 2 && now;
  });
  checks.equal('nodes with one that is tainted', nodes, [2, 1]);
  checks.count('nodes that an agent lands on, of two, one of them tainted', 2);
  await api.send('DELETE', '/api/v1/nodes/tainted');
}

const pathOf = (name: string): string => `/apis/batch/v1/namespaces/jobs/jobs/${name}`;
const jobOf = (api: Api, name: string): Promise<PlainObject> => api.get(pathOf(name));

/** The condition that a Job ended with. */
async function endOf(api: Api, name: string): Promise<PlainObject> {
  return until(`the end of Job ${name}`, PATIENCE, async () => {
    const status = objectAt(await jobOf(api, name), 'status');
    return objectsAt(status, 'conditions').find(
      ({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True',
    );
  });
}
