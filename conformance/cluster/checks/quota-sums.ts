import { clusters } from '../../../lib/core/cluster/presets';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import { objectAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { parseQuantity } from '../../../lib/core/manifest/quantity';
import { headroomOf } from '../../../lib/core/quota/headroom';
import type { Api } from '../api';
import { sleep, until } from '../wait';
import type { Checks } from './checks';

const SHOP = 'online-boutique';

/** Seconds that the update of all workloads may take on a busy machine. */
const PATIENCE = 400;

const MERGE = 'application/merge-patch+json';

/**
 * Updates all Deployments of the shop at once, and looks all the while at what the API server counts in the quota: at most what we
 * say of a rollout with pods that still end, and at some moment all that we say everything needs.
 */
export async function checkQuotaSums(
  api: Api,
  objects: readonly PlainObject[],
  checks: Checks,
): Promise<void> {
  const set = new ManifestSet(objects.map((manifest) => ({ manifest })));
  const ours = headroomOf(set, clusters.kubeadm()).find(({ namespace }) => namespace === SHOP);
  if (ours === undefined) throw new Error('the shop has no quota');
  const path = `/api/v1/namespaces/${SHOP}/resourcequotas/${ours.quota}`;
  const most = new Map<string, bigint>();
  const look = async (): Promise<void> => {
    const used = objectAt(objectAt(await api.get(path), 'status'), 'used') ?? {};
    for (const [name, value] of Object.entries(used)) {
      const nanos = nanosOf(String(value));
      if (nanos > (most.get(name) ?? -1n)) most.set(name, nanos);
    }
  };
  const deployments = `/apis/apps/v1/namespaces/${SHOP}/deployments`;
  const names = (await api.list(deployments)).map((one) => stringAt(objectAt(one, 'metadata'), 'name') ?? '');
  const body = { spec: { template: { metadata: { annotations: { 'suite/update': 'all' } } } } };
  await Promise.all(
    names.map((name) => api.send('PATCH', `${deployments}/${name}`, { body, contentType: MERGE })),
  );
  let looks = 0;
  await until('the update of all Deployments', PATIENCE, async () => {
    for (looks += 1; looks % 10 !== 0; looks += 1) {
      await look();
      await sleep(20);
    }
    return (await api.list(deployments)).every(isUpdated);
  });
  checks.holds('looks at the quota', looks > 20, `only ${looks}`);
  for (const { name, needed, peak } of ours.amounts) {
    const found = most.get(name) ?? -1n;
    const [least, limit] = [nanosOf(needed), nanosOf(peak)];
    checks.holds(
      `${name} of the quota while all is updated`,
      least <= found && found <= limit,
      `${found} billionths, not from ${needed} to ${peak}`,
    );
  }
}

function nanosOf(quantity: string): bigint {
  return parseQuantity(quantity)?.nanos ?? -1n;
}

function isUpdated(deployment: PlainObject): boolean {
  const { replicas, updatedReplicas, availableReplicas, observedGeneration } =
    objectAt(deployment, 'status') ?? {};
  if (observedGeneration !== objectAt(deployment, 'metadata')?.generation) return false;
  const wanted = objectAt(deployment, 'spec')?.replicas;
  return replicas === wanted && updatedReplicas === wanted && availableReplicas === wanted;
}
