import { objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../api';
import { allPods, ask, instancesOf, type Pod, podsOf } from '../pods';
import { until } from '../wait';
import type { Checks } from './checks';

const SHOP = 'online-boutique';

/** Seconds in which the node has to act: it looks at disks every ten. */
const PATIENCE = 300;

/** What a pod that takes too much asks of its stand-in, and how its end is told. */
interface Excess {
  readonly workload: string;
  readonly question: string;
  /** How its end is told. */
  readonly says: RegExp;
}

const MEMORY: Excess = { workload: 'currencyservice', question: 'memory?mib=512', says: /^OOMKilled$/ };

/** A writable folder over its size, and output over what the node keeps of it: the root file system is read-only. */
const DISKS: readonly Excess[] = [
  { workload: 'paymentservice', question: 'disk?mib=100&folder=/tmp', says: /exceeds the limit "64Mi"/ },
  {
    workload: 'emailservice',
    question: 'say?mib=300',
    // The pod or its only container: the node looks at the one first, and then at the other.
    says: /exceeds the total limit of containers 178Mi|exceeded its local ephemeral storage limit "178Mi"/,
  },
];

/** A pod over its memory and two over their disk end, each alone: no other pod of the cluster ends or restarts. */
export async function checkLimits(api: Api, checks: Checks): Promise<void> {
  const before = await allPods(api);
  const podFor = ({ workload }: Excess): Pod => {
    const [pod] = instancesOf(
      before.filter(({ namespace }) => namespace === SHOP),
      workload,
    );
    if (pod === undefined) throw new Error(`${workload} is not ready`);
    return pod;
  };
  const hungry = podFor(MEMORY);
  const full = DISKS.map((excess) => ({ ...excess, pod: podFor(excess) }));
  const ending = [hungry, ...full.map(({ pod }) => pod)].map(({ name }) => name);
  const others = before.filter(({ name }) => !ending.includes(name));
  ask(api, hungry, MEMORY.question).catch(() => undefined); // nobody is left to answer
  for (const { pod, question } of full) ask(api, pod, question).catch(() => undefined); // it may end meanwhile
  const killed = await until('the end of the pod over its memory', PATIENCE, () => lastEnd(api, hungry));
  checks.matches('the pod over its memory ends with', killed, MEMORY.says);
  for (const { pod, says } of full) {
    const message = await until(`the eviction of ${pod.name}`, PATIENCE, () => evictionOf(api, pod));
    checks.matches(`${pod.name}, over its disk, ends with`, message, says);
  }
  for (const workload of [MEMORY, ...DISKS].map((excess) => excess.workload)) {
    await until(`${workload} again`, PATIENCE, async () => {
      return instancesOf(await podsOf(api, SHOP), workload).length === 2;
    });
  }
  checks.count('pods over memory, a folder or ephemeral storage that end alone', ending.length);
  const after = new Map((await allPods(api)).map((pod) => [pod.uid, pod]));
  for (const { name, uid, restarts } of others) {
    const now = after.get(uid);
    checks.equal(`${name} lives on`, [now?.ready, now?.restarts], [true, restarts]);
  }
  checks.equal(
    'the container over its memory was restarted',
    after.get(hungry.uid)?.restarts,
    hungry.restarts + 1,
  );
}

/** Why the container of a pod ended last. */
async function lastEnd(api: Api, { namespace, name }: Pod): Promise<string | undefined> {
  const pod: PlainObject = await api.get(`/api/v1/namespaces/${namespace}/pods/${name}`);
  const [state] = objectsAt(objectAt(pod, 'status'), 'containerStatuses');
  return stringAt(objectAt(objectAt(state, 'lastState'), 'terminated'), 'reason');
}

/** What the node said when it evicted a pod. */
async function evictionOf(api: Api, { namespace, name }: Pod): Promise<string | undefined> {
  const fieldSelector = `involvedObject.name=${name},reason=Evicted`;
  const [event] = await api.list(`/api/v1/namespaces/${namespace}/events`, { fieldSelector });
  return stringAt(event, 'message');
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
    /exceeded quota: quota.*requested: count\/configmaps=1, used: count\/configmaps=50, limited: count\/configmaps=50/,
  );
  const listed = await api.list('/api/v1/namespaces/tools/configmaps');
  checks.equal('objects in the namespace', listed.length, limit);
}
