import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../api';
import { ask, instancesOf, type Pod, podsOf, textsIn } from '../pods';
import { sleep, until } from '../wait';
import type { Checks } from './checks';

const SHOP = 'online-boutique';

/** New connections that a rolling update must let pass, none of them failing. */
const REQUESTS = 1000;

/** Seconds of load: the update begins after the first of them, and ends before the last. */
const LOAD_SECONDS = 60;

const MERGE = 'application/merge-patch+json';

/** Replaces the pods of the front end under load, without a failed request. */
export async function checkRollingUpdate(api: Api, checks: Checks): Promise<void> {
  const before = await podsOf(api, SHOP);
  const [generator] = instancesOf(before, 'loadgenerator');
  if (generator === undefined) throw new Error('the load generator is not ready');
  const path = `/apis/apps/v1/namespaces/${SHOP}/deployments/frontend`;
  const url = encodeURIComponent('http://frontend:80/');
  const load = ask(api, generator, `load?seconds=${LOAD_SECONDS}&url=${url}`);
  await sleep(1000);
  const annotations = { 'suite/update': 'one' };
  const body = { spec: { template: { metadata: { annotations } } } };
  const patched = await api.send('PATCH', path, { body, contentType: MERGE });
  checks.equal('the update is accepted', patched.status, 200);
  const generation =
    typeof patched.body === 'string' ? undefined : objectAt(patched.body, 'metadata')?.generation;
  await until('the rolling update', LOAD_SECONDS - 2, async () => {
    const status = objectAt(await api.get(path), 'status') ?? {};
    const { replicas, updatedReplicas, availableReplicas, observedGeneration } = status;
    return (
      observedGeneration === generation && replicas === 2 && updatedReplicas === 2 && availableReplicas === 2
    );
  });
  const answer = await load;
  const result: PlainObject = isPlain(answer) ? answer : {};
  checks.holds('requests during the update', Number(result.requests) >= REQUESTS, `only ${result.requests}`);
  checks.equal('failed requests', [result.failed, textsIn(result.errors).slice(0, 5)], [0, []]);
  checks.holds('pods that answered', textsIn(result.servers).length >= 3, `only ${textsIn(result.servers)}`);
}

/** The first eviction is allowed, the second waits for the replacement of the first. */
export async function checkEviction(api: Api, checks: Checks): Promise<void> {
  const [first, second] = instancesOf(await podsOf(api, SHOP), 'shippingservice');
  if (first === undefined || second === undefined) throw new Error('the service has no two ready pods');
  checks.equal('the first eviction', (await evict(api, first)).status, 201);
  const refused = await evict(api, second);
  checks.equal('the second eviction', refused.status, 429);
  checks.matches('the second eviction says', messageOf(refused), /disruption budget/);
  await until(
    'the replacement',
    60,
    async () => instancesOf(await podsOf(api, SHOP), 'shippingservice').length === 2,
  );
  const allowed = await until('the next eviction', 20, async () => {
    const answer = await evict(api, second, true);
    return answer.status === 201 && answer;
  });
  checks.equal('an eviction after the replacement', allowed.status, 201);
}

function evict(api: Api, { namespace, name }: Pod, dryRun = false): Promise<Answer> {
  const body = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace },
    deleteOptions: dryRun ? { dryRun: ['All'] } : {},
  };
  return api.send('POST', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, { body });
}

/** A pod over its memory and one over its disk end, each alone. */
export async function checkLimits(api: Api, checks: Checks): Promise<void> {
  const before = await podsOf(api, SHOP);
  const [hungry] = instancesOf(before, 'currencyservice');
  const [full] = instancesOf(before, 'paymentservice');
  if (hungry === undefined || full === undefined) throw new Error('the pods are not ready');
  const others = before.filter(({ name }) => name !== hungry.name && name !== full.name);
  ask(api, hungry, 'memory?mib=512').catch(() => undefined); // nobody is left to answer
  await ask(api, full, `disk?mib=100&folder=${encodeURIComponent('/tmp')}`);
  const killed = await until('the end of the pod over its memory', 30, async () => {
    const { object } = await podNamed(api, hungry);
    const [state] = objectsAt(objectAt(object, 'status'), 'containerStatuses');
    return stringAt(objectAt(objectAt(state, 'lastState'), 'terminated'), 'reason');
  });
  checks.equal('the pod over its memory ends with', killed, 'OOMKilled');
  const message = await until('the eviction of the pod over its disk', 60, () => evictionOf(api, full));
  checks.matches('the pod over its disk ends with', message, /exceeds the limit "64Mi"/);
  const after = await podsOf(api, SHOP);
  for (const { name, restarts } of others) {
    const now = after.find((pod) => pod.name === name);
    checks.equal(`${name} lives on`, [now?.ready, now?.restarts], [true, restarts]);
  }
}

/** What the node said when it evicted a pod. */
async function evictionOf(api: Api, { namespace, name }: Pod): Promise<string | undefined> {
  const fieldSelector = `involvedObject.name=${name},reason=Evicted`;
  const [event] = await api.list(`/api/v1/namespaces/${namespace}/events`, { fieldSelector });
  return stringAt(event, 'message');
}

async function podNamed(api: Api, { namespace, name }: Pod): Promise<{ readonly object: PlainObject }> {
  return { object: await api.get(`/api/v1/namespaces/${namespace}/pods/${name}`) };
}

/** A namespace holds as many objects as its quota says, and not one more. */
export async function checkQuotaHolds(api: Api, checks: Checks): Promise<void> {
  const limit = 50;
  const metadata = (index: number): object => ({ name: `filler-${index}`, namespace: 'tools' });
  const made: Answer[] = [];
  for (let index = 0; index <= limit; index++) {
    made.push(await api.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(index) }));
    if (made.at(-1)?.status !== 201) break;
  }
  const last = made.at(-1);
  checks.equal('the object beyond the quota', last?.status, 403);
  checks.matches(
    'it is refused by',
    last === undefined ? '' : messageOf(last),
    /exceeded quota: quota.*count\/configmaps=50/,
  );
  const listed = await api.list('/api/v1/namespaces/tools/configmaps');
  checks.equal('objects in the namespace', listed.length, limit);
}
