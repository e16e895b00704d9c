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
  [{ cpu: 0 }, 2],
  [{ cpu: 35 }, 4],
  [{ cpu: 1000 }, 5],
  [{ cpu: 24 }, 3],
  [{ cpu: 0 }, 2],
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
    checks.equal('kubectl apply', await applyFolder(cluster, app.folder), { code: 0, lines: [] });
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
