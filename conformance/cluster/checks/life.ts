import { isPlain, objectAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../api';
import { ask, INSTANCE, instancesOf, type Pod, podsOf, textsIn, textsOf } from '../pods';
import { sleep, until } from '../wait';
import type { Checks } from './checks';

const SHOP = 'online-boutique';

/** New connections that rolling updates must let pass, none of them failing. */
const REQUESTS = 1000;

/** Seconds that one rolling update may take on a busy machine. */
const PATIENCE = 300;

/** Updates that are tried until enough connections fell into them; one is enough where nothing else runs. */
const UPDATES = 5;

const MERGE = 'application/merge-patch+json';

/**
 * Replaces the pods of the front end under load, without a failed request. The load begins before the update and ends
 * after the last old pod is gone; what is counted fell in between. The stand-in ends at SIGTERM at once: nobody but
 * the manifest keeps connections from it.
 */
export async function checkRollingUpdate(api: Api, checks: Checks): Promise<void> {
  const [generator] = instancesOf(await podsOf(api, SHOP), 'loadgenerator');
  if (generator === undefined) throw new Error('the load generator is not ready');
  const load = async (what: 'start' | 'look' | 'stop'): Promise<PlainObject> => {
    const url = encodeURIComponent('http://frontend:80/');
    const answer = await ask(api, generator, `load?do=${what}&url=${url}`);
    return isPlain(answer) ? answer : {};
  };
  await load('start');
  let during = 0;
  const uids = new Set(await frontends(api));
  let result: PlainObject = {};
  try {
    await until('the first requests', 60, async () => Number((await load('look')).requests) > 10);
    for (let update = 1; update <= UPDATES && during < REQUESTS; update++) {
      const before = Number((await load('look')).requests);
      await replaceFrontend(api, `update ${update}`, checks);
      for (const uid of await frontends(api)) uids.add(uid);
      during += Number((await load('look')).requests) - before;
    }
  } finally {
    result = await load('stop');
  }
  checks.count('new connections during a rolling update of which none fails, at least', REQUESTS);
  checks.holds('requests during the update', during >= REQUESTS, `only ${during}`);
  checks.equal('failed requests', [result.failed, textsIn(result.errors).slice(0, 5)], [0, []]);
  const servers = textsIn(result.servers).length;
  checks.equal('pods that answered', servers, uids.size);
}

/** Changes the template of the front end, and waits until it is replaced and nothing of the old one is left. */
async function replaceFrontend(api: Api, update: string, checks: Checks): Promise<void> {
  const path = `/apis/apps/v1/namespaces/${SHOP}/deployments/frontend`;
  const old = await frontends(api);
  const body = { spec: { template: { metadata: { annotations: { 'suite/update': update } } } } };
  const patched = await api.send('PATCH', path, { body, contentType: MERGE });
  checks.equal(`${update} is accepted`, patched.status, 200);
  const generation =
    typeof patched.body === 'string' ? undefined : objectAt(patched.body, 'metadata')?.generation;
  await until(update, PATIENCE, async () => {
    const status = objectAt(await api.get(path), 'status') ?? {};
    const { replicas, updatedReplicas, availableReplicas, observedGeneration } = status;
    return (
      observedGeneration === generation && replicas === 2 && updatedReplicas === 2 && availableReplicas === 2
    );
  });
  await until(`the end of the pods before ${update}`, PATIENCE, async () => {
    const left = await frontends(api);
    return old.every((uid) => !left.includes(uid));
  });
}

/** Uids of the pods of the front end, those included that are being deleted. */
async function frontends(api: Api): Promise<string[]> {
  const listed = await api.list(`/api/v1/namespaces/${SHOP}/pods`);
  const metadata = listed.map((pod) => objectAt(pod, 'metadata') ?? {});
  const own = metadata.filter((entry) => textsOf(objectAt(entry, 'labels'))[INSTANCE] === 'frontend');
  return own.map((entry) => stringAt(entry, 'uid') ?? '');
}

/** The first eviction is allowed; the second is refused until the replacement of the first is ready. */
export async function checkEviction(api: Api, checks: Checks): Promise<void> {
  const name = 'shippingservice';
  const [first, second] = instancesOf(await podsOf(api, SHOP), name);
  if (first === undefined || second === undefined) throw new Error('the service has no two ready pods');
  checks.equal('the first eviction', (await evict(api, first)).status, 201);
  const refused = await evict(api, second);
  checks.equal('the second eviction', refused.status, 429);
  checks.matches('the second eviction says', messageOf(refused), /disruption budget/);
  const refusals = new Set<number>();
  await until('an eviction after the replacement', PATIENCE, async () => {
    const { status } = await evict(api, second, true);
    if (status !== 201) refusals.add(status);
    return status === 201;
  });
  const ready = instancesOf(await podsOf(api, SHOP), name);
  const others = ready.filter((pod) => pod.name !== first.name && pod.name !== second.name);
  checks.equal('the replacement is ready when an eviction is allowed again', others.length, 1);
  checks.equal('every answer until then', [...refusals], [429]);
  const again = await evict(api, second);
  checks.equal('the second eviction after the replacement', again.status, 201);
  await until('the second replacement', PATIENCE, async () => {
    const now = instancesOf(await podsOf(api, SHOP), name).map((pod) => pod.name);
    return now.length === 2 && !now.includes(second.name);
  });
}

async function evict(api: Api, { namespace, name }: Pod, dryRun = false): Promise<Answer> {
  const body = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace },
    deleteOptions: dryRun ? { dryRun: ['All'] } : {},
  };
  if (dryRun) await sleep(400); // asked again and again
  return api.send('POST', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, { body });
}
