import { join } from 'node:path';
import { applyFolder, deleteNamespaces, inPod } from '../apply';
import type { Cluster } from '../cluster';
import { type Example, synthesizeAgainst, synthesizeApp } from '../examples';
import type { Volumes } from '../volumes';
import { until } from '../wait';
import type { Checks } from './checks';
import { checkMoreClaims, checkReplacement } from './replaced';
import { PATIENCE, SPACE, STORES, Stores } from './stores';

const IMAGE = 'registry.example.com/data/shell:v1';

/**
 * Claims keep what was written to them when a pod is replaced, when there are fewer pods and then more again, when the
 * StatefulSet is deleted and applied again, and when it is replaced because of a field that nobody can change, in the
 * order that `--against` tells. Those of a StatefulSet that says so are deleted, with their volumes.
 */
export async function checkData(cluster: Cluster, volumes: Volumes, checks: Checks): Promise<void> {
  const stores = new Stores(cluster, volumes, checks);
  const image = cluster.registry.withShell('data');
  await cluster.registry.push(image, 'data/shell');
  const digests = { [IMAGE]: image.digest };
  const folder = (name: string): string => join(cluster.server.places.folder, name);
  const first = await synthesizeApp('stores', 'conformance/cluster/data/app.ts', folder('stores'), digests);
  const applied = await applyFolder(cluster, first.folder);
  checks.equal('kubectl apply of the stores', applied, { code: 0, lines: [] });
  await stores.pods('store', 3);
  await stores.haveStarted('at first', [1, 1, 1]);
  const [owner] = (await inPod(cluster, SPACE, 'store-0', 'ls', '-ln', '/data/starts')).split('\n');
  checks.matches('user and group of a file', owner ?? '', /^-rw-r--r-- +1 20001 +20001 /);
  await checkRestart(stores, checks);
  await checkScale(stores, checks);
  await checkDeletion(cluster, stores, first, checks);
  await checkDeployment(stores, checks);
  const later = (against?: string): ReturnType<typeof synthesizeAgainst> =>
    synthesizeAgainst('conformance/cluster/data/changed.ts', folder('stores-changed'), digests, against);
  await checkReplacement(cluster, stores, first, later, checks);
  await checkMoreClaims(cluster, stores, folder('stores-changed/dist'), digests, checks);
  checks.count(
    'claims that keep their data over a restart, a scale, a deletion and a replacement',
    STORES.length,
  );
  await deleteNamespaces(cluster, [SPACE]);
}

async function checkRestart(stores: Stores, checks: Checks): Promise<void> {
  const before = await stores.pods('store', 3);
  const { code } = await stores.kubectl('delete', 'pod', 'store-1', '-n', SPACE);
  const after = await stores.pods('store', 3);
  checks.equal(
    'pods that are the same',
    [code, STORES.map((name) => after[name] === before[name])],
    [0, [true, false, true]],
  );
  await stores.haveStarted('after a restart', [1, 2, 1]);
}

async function checkScale(stores: Stores, checks: Checks): Promise<void> {
  const claims = await stores.claims('data-store-');
  const scale = async (name: string, replicas: number): Promise<void> => {
    const { code, stderr } = await stores.kubectl(
      'scale',
      'sts',
      name,
      `--replicas=${replicas}`,
      '-n',
      SPACE,
    );
    checks.equal(`${name} with ${replicas}`, [code, stderr], [0, '']);
    await stores.pods(name, replicas);
  };
  await scale('store', 1);
  checks.equal('claims while two pods are gone', await stores.claims('data-store-'), claims);
  await scale('store', 3);
  await stores.haveStarted('with as many pods again', [1, 3, 2]);
  checks.equal('claims afterwards', await stores.claims('data-store-'), claims);
  await stores.pods('temporary', 2);
  const temporary = await stores.claims('data-temporary-');
  await scale('temporary', 1);
  await stores.onlyClaims('data-temporary-', temporary, ['data-temporary-0']);
}

async function checkDeletion(
  cluster: Cluster,
  stores: Stores,
  first: Pick<Example, 'folder'>,
  checks: Checks,
): Promise<void> {
  const claims = await stores.claims('data-');
  const { code } = await stores.kubectl('delete', 'sts', 'store', 'temporary', '-n', SPACE);
  checks.equal('kubectl delete sts', code, 0);
  await stores.pods('store', 0);
  await stores.onlyClaims('data-temporary-', { 'data-temporary-0': claims['data-temporary-0'] ?? '' }, []);
  const kept = Object.fromEntries(Object.entries(claims).filter(([name]) => name.startsWith('data-store-')));
  checks.equal('claims without their StatefulSet', await stores.claims('data-store-'), kept);
  checks.equal('kubectl apply again', await applyFolder(cluster, first.folder), { code: 0, lines: [] });
  await stores.pods('store', 3);
  await stores.haveStarted('after a deletion', [2, 4, 3]);
}

/** A Deployment with a claim stops the old pod before the new one starts, which then finds the data. */
async function checkDeployment(stores: Stores, checks: Checks): Promise<void> {
  const [old = ''] = Object.keys(await stores.pods('single', 1));
  const { code } = await stores.kubectl('rollout', 'restart', 'deployment', 'single', '-n', SPACE);
  checks.equal('kubectl rollout restart', code, 0);
  const current = await until('the next pod', PATIENCE, async () => {
    const [name = ''] = Object.keys(await stores.pods('single', 1));
    return name !== old && name;
  });
  const starts = await stores.startsOf(current, 2);
  checks.equal('starts of the Deployment', starts, [`${old} started`, `${current} started`]);
}
