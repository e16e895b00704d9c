import { clone, isPlain, objectAt, objectsAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../api';
import type { Pod } from '../pods';
import { podOf } from '../standins';
import { until } from '../wait';
import { type Judge, MUTATIONS, type Mutation, type Place } from './admission-mutations';
import type { Checks } from './checks';
import POLICY from './policy.json';

/** Words by which a judge is known. */
const WORDS: Readonly<Record<Judge, RegExp>> = {
  PodSecurity: /violates PodSecurity "restricted:v1\.\d+"/,
  LimitRange: /(maximum|minimum) \S+ usage per Container/,
  quota: /exceeded quota: quota/,
  policy: /ValidatingAdmissionPolicy 'suite'/,
};

/** The least number of refusals that this suite stands for. */
const REFUSALS = 60;

/** A pod of a workload's template, with a sidecar beside its init container. */
export function basePod(workload: PlainObject, namespace: string): PlainObject {
  const spec = clone(podOf(workload));
  const [first] = objectsAt(spec, 'containers');
  const sidecar = { ...clone(first), name: 'sidecar', restartPolicy: 'Always', ports: undefined };
  const initContainers = [...objectsAt(spec, 'initContainers'), sidecar];
  const metadata = { name: 'mutant', namespace };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...spec, initContainers } };
}

/**
 * One field broken each, over all kinds of container: refused by who should refuse it, with its words. Everything is
 * a dry run.
 * @param running a pod that ephemeral containers can be tried on
 */
export async function checkAdmission(
  api: Api,
  base: PlainObject,
  running: Pod,
  checks: Checks,
): Promise<void> {
  for (const object of POLICY) await api.apply(object);
  const create = (pod: PlainObject): Promise<Answer> => api.create(pod, { dryRun: 'All' });
  const debug = (patch: PlainObject): Promise<Answer> => addEphemeral(api, base, running, patch);
  await until('the admission policy', 30, async () => {
    const answer = await create(withPatch(base, 'container', { image: 'registry.example.com/app:v1' }));
    return WORDS.policy.test(messageOf(answer));
  });
  checks.equal('the pod as it is', said(await create(base)), 'admitted');
  checks.equal('an ephemeral container as it is', said(await debug({})), 'admitted');
  let refusals = 0;
  for (const mutation of MUTATIONS) {
    for (const place of mutation.places.length === 0 ? [undefined] : mutation.places) {
      const { name, patch } = mutation;
      const answer = place === 'ephemeral' ? await debug(patch) : await create(withPatch(base, place, patch));
      refusals += 1;
      judge(`${name} in ${place ?? 'the pod'}`, answer, mutation, checks);
    }
  }
  refusals += await checkQuota(api, base, checks);
  checks.count('pods and objects refused at admission for one broken field', refusals);
  checks.holds('refusals', refusals >= REFUSALS, `only ${refusals} of ${REFUSALS}`);
}

function judge(
  name: string,
  answer: Answer,
  { judge, says }: Pick<Mutation, 'judge' | 'says'>,
  checks: Checks,
): void {
  const found = said(answer);
  checks.equal(`${name}: status`, answer.status, 403 + (judge === 'policy' ? 19 : 0));
  checks.matches(`${name}: judge`, found, WORDS[judge]);
  checks.matches(`${name}: message`, found, says);
}

/** What an answer comes to. */
export const said = (answer: Answer): string => (answer.status < 300 ? 'admitted' : messageOf(answer));

/** A pod with one field broken. */
export function withPatch(
  base: PlainObject,
  place: Exclude<Place, 'ephemeral'> | undefined,
  patch: PlainObject,
): PlainObject {
  const pod = clone(base);
  const spec = objectAt(pod, 'spec') ?? {};
  const lists = { container: 'containers', init: 'initContainers', sidecar: 'initContainers' };
  if (place === undefined) {
    merge(spec, patch);
    return pod;
  }
  const list = objectsAt(spec, lists[place]);
  const target = place === 'sidecar' ? list.at(-1) : list[0];
  if (target === undefined) throw new Error(`the pod has no ${place}`);
  merge(target, patch);
  return pod;
}

/** Merges as RFC 7386 says, except that lists of volumes are joined. */
function merge(target: PlainObject, patch: PlainObject): void {
  for (const [key, value] of Object.entries(patch)) {
    const own = target[key];
    if (value === null) delete target[key];
    else if (isPlain(value) && isPlain(own)) merge(own, value);
    else if (key === 'volumes' && Array.isArray(own) && Array.isArray(value))
      target[key] = [...own, ...value];
    else target[key] = clone(value);
  }
}

/** Adds an ephemeral container to a pod that runs, as a dry run. */
async function addEphemeral(api: Api, base: PlainObject, pod: Pod, patch: PlainObject): Promise<Answer> {
  const [first = {}] = objectsAt(objectAt(base, 'spec'), 'containers');
  const ephemeral: PlainObject = {
    name: 'debug',
    image: first.image,
    securityContext: clone(first.securityContext),
  };
  merge(ephemeral, patch);
  const path = `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/ephemeralcontainers`;
  // A patch names no version of the pod, whose status the node still writes.
  return api.send('PATCH', path, {
    body: { spec: { ephemeralContainers: [ephemeral] } },
    contentType: 'application/strategic-merge-patch+json',
    query: { dryRun: 'All', fieldValidation: 'Strict' },
  });
}

/** What a namespace may hold. */
async function checkQuota(api: Api, base: PlainObject, checks: Checks): Promise<number> {
  const namespace = String(objectAt(base, 'metadata')?.namespace);
  const service = (type: string): PlainObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'mutant', namespace },
    spec: { type, ports: [{ port: 80 }] },
  });
  const [first = {}] = objectsAt(objectAt(base, 'spec'), 'containers');
  const huge = (resources: PlainObject): PlainObject => {
    const pod = clone(base);
    const many = Array.from({ length: 11 }, (_, index) => ({
      ...clone(first),
      name: `huge-${index}`,
      ports: undefined,
      resources,
    }));
    merge(objectAt(pod, 'spec') ?? {}, { containers: many });
    return pod;
  };
  const amounts = (amount: PlainObject): PlainObject => huge({ limits: amount, requests: amount });
  const cases: readonly [string, PlainObject, RegExp][] = [
    ['a load balancer', service('LoadBalancer'), /services\.loadbalancers|services\.nodeports/],
    ['a node port', service('NodePort'), /services\.nodeports/],
    ['more memory than the quota', amounts({ memory: '8Gi' }), /requests\.memory/],
    ['more CPU than the quota', amounts({ cpu: '4' }), /requests\.cpu/],
  ];
  // First what the quota allows: the same Service and the same pod, each within its bounds.
  checks.equal(
    'a Service as it is',
    said(await api.create(service('ClusterIP'), { dryRun: 'All' })),
    'admitted',
  );
  const small = amounts({ memory: '16Mi', cpu: '10m' });
  checks.equal('as many containers, but small', said(await api.create(small, { dryRun: 'All' })), 'admitted');
  for (const [name, object, says] of cases) {
    judge(name, await api.create(object, { dryRun: 'All' }), { judge: 'quota', says }, checks);
  }
  return cases.length;
}
