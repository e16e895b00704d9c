import { join } from 'node:path';
import { objectAt, objectsAt } from '../../../lib/core/manifest/plain';
import { applyFolder, deleteNamespaces } from '../apply';
import type { Built } from '../build';
import type { Cluster } from '../cluster';
import { type Example, synthesizeApp } from '../examples';
import { type Load, Metrics } from '../metrics';
import { instancesOf, podsOf } from '../pods';
import { sleep, until } from '../wait';
import type { Checks } from './checks';

const IMAGE = 'registry.example.com/scaled/serving:v1';
const SPACE = 'scaled';

/** Seconds in which the pods have to follow on a busy machine. */
const PATIENCE = 180;

/** Milliseconds in which a number that was reached has to stay: several looks of the autoscaler. */
const STAYS = 4000;

/** What a workload uses in all, and how many pods come of it. */
type Step = readonly [load: Load, pods: number];

/** 20m are requested and half of them wanted: each pod may use 10m. */
const BY_CPU: readonly Step[] = [
  [{ cpu: 35 }, 4],
  [{ cpu: 1000 }, 5],
  [{ cpu: 24 }, 3],
  [{ cpu: 0 }, 2],
  [{ cpu: 28 }, 3],
];

/** Each pod may use 10Mi. */
const BY_MEMORY: readonly Step[] = [
  [{ memory: 8 }, 1],
  [{ memory: 25 }, 3],
  [{ memory: 15 }, 2],
  [{ memory: 8 }, 1],
];

/** The pods follow the load between minimum and maximum, and applying the manifests again changes nothing of it. */
export async function checkAutoscaling(cluster: Cluster, built: Built, checks: Checks): Promise<void> {
  const { api, registry, server } = cluster;
  const image = registry.serving('scaled', 'http:8080');
  await registry.push(image, 'scaled/serving');
  const folder = join(server.places.folder, 'scaled');
  const app = await synthesizeApp('scaled', 'conformance/cluster/autoscaling/app.ts', folder, {
    [IMAGE]: image.digest,
  });
  const metrics = await Metrics.start(cluster, built);
  try {
    await checkSwitch(cluster, app, metrics, image.digest, checks);
    await Promise.all([
      follow(cluster, app, metrics, 'by-cpu', BY_CPU, checks),
      follow(cluster, app, metrics, 'by-memory', BY_MEMORY, checks),
    ]);
    checks.holds('the metrics API was asked', metrics.asked > 0, 'never');
    await checkEvictionOfOne(cluster, checks);
  } finally {
    await metrics.end();
  }
  const refusals = (await api.list(`/api/v1/namespaces/${SPACE}/events`)).filter(
    ({ reason }) => reason === 'FailedCreate',
  );
  checks.equal('pods that the quota refused', refusals.length, 0);
  await deleteNamespaces(cluster, [SPACE]);
}

/** The annotation by which kubectl sees what a manifest no longer says. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Deployment with a fixed number of pods keeps them when an autoscaler takes over, as the docs say how. */
async function checkSwitch(
  cluster: Cluster,
  app: Example,
  metrics: Metrics,
  digest: string,
  checks: Checks,
): Promise<void> {
  const folder = join(cluster.server.places.folder, 'fixed');
  const main = 'conformance/cluster/autoscaling/fixed.ts';
  const fixed = await synthesizeApp('fixed', main, folder, { [IMAGE]: digest });
  checks.equal('kubectl apply', await applyFolder(cluster, fixed.folder), { code: 0, lines: [] });
  const path = `/apis/apps/v1/namespaces/${SPACE}/deployments/by-cpu`;
  await until('the pods of a fixed number', PATIENCE, async () => {
    return objectAt(await cluster.api.get(path), 'status')?.readyReplicas === 4;
  });
  metrics.set(SPACE, 'by-cpu', { cpu: 35 });
  const { code } = await cluster.server.kubectl(
    'annotate',
    'deployment',
    'by-cpu',
    '-n',
    SPACE,
    `${LAST_APPLIED}-`,
  );
  checks.equal('kubectl annotate', code, 0);
  const { code: applied, lines } = await applyFolder(cluster, app.folder);
  const others = lines.filter((line) => !/deployments\/by-cpu is missing the kubectl/.test(line));
  checks.equal('kubectl apply with an autoscaler', [applied, others], [0, []]);
  checks.equal('pods that are wanted then', objectAt(await cluster.api.get(path), 'spec')?.replicas, 4);
}

async function follow(
  cluster: Cluster,
  app: Example,
  metrics: Metrics,
  workload: string,
  steps: readonly Step[],
  checks: Checks,
): Promise<void> {
  const count = async (): Promise<number> => instancesOf(await podsOf(cluster.api, SPACE), workload).length;
  for (const [load, pods] of steps) {
    metrics.set(SPACE, workload, load);
    const what = `${workload} at ${JSON.stringify(load)}`;
    await until(`${pods} pods of ${what}`, PATIENCE, async () => {
      const now = await count();
      if (now !== pods) throw new Error(`${now} pods; ${await stateOf(cluster, workload)}`);
      return true;
    });
    const again = await applyFolder(cluster, app.folder);
    checks.equal(`kubectl apply again, ${what}`, again, { code: 0, lines: [] });
    await sleep(STAYS);
    checks.equal(`pods of ${what}`, await count(), pods);
    checks.count('numbers of pods that an autoscaler reaches and keeps', 1);
  }
}

/** The budget lets the only pod of a workload with a minimum of one go. */
async function checkEvictionOfOne({ api }: Cluster, checks: Checks): Promise<void> {
  const [pod] = instancesOf(await podsOf(api, SPACE), 'by-memory');
  if (pod === undefined) throw new Error('the only pod is not ready');
  const { namespace, name } = pod;
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { namespace, name } };
  const { status } = await api.send('POST', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, {
    body,
  });
  checks.equal('the eviction of the only pod', status, 201);
}

/** What the autoscaler says of itself. */
async function stateOf({ api }: Cluster, name: string): Promise<string> {
  const path = `/apis/autoscaling/v2/namespaces/${SPACE}/horizontalpodautoscalers/${name}`;
  const conditions = objectsAt(objectAt(await api.get(path), 'status'), 'conditions');
  return conditions.map(({ type, status, message }) => `${type} ${status}: ${message}`).join('; ');
}
