import { clone, isPlain, objectAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { type Answer, type Api, messageOf } from '../api';
import type { Example } from '../examples';
import { podOf } from '../standins';
import { until } from '../wait';
import { named, said } from './api-server';
import type { Checks } from './checks';
import POOLS from './pools.json';

/** What is applied: no quota, whose controller does not run here. */
const KINDS: readonly unknown[] = ['Namespace', 'PriorityClass', 'RuntimeClass', 'ServiceAccount'];
const POLICIES: readonly unknown[] = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];

const REFUSED = /pool sensitive/;

/** Applies a pool with namespaces around it, and holds who may run there against what was declared. */
export async function checkPools(api: Api, { objects }: Example, checks: Checks): Promise<void> {
  const apply = async (object: PlainObject): Promise<void> => {
    checks.equal(`${named(object)} is applied`, said(await api.apply(object)), {
      accepted: true,
      warnings: [],
    });
  };
  for (const object of objects.filter(({ kind }) => KINDS.includes(kind))) await apply(object);
  const pods = new Map(
    objects.filter(({ kind }) => kind === 'Deployment').map((object) => [named(object), podOf(object)]),
  );
  const plain = [...pods].find(([name]) => name.includes('shop'))?.[1];
  const dedicated = [...pods].find(([name]) => name.includes('vault'))?.[1];
  if (plain === undefined || dedicated === undefined) throw new Error('the app has no workloads');
  const spec: PlainObject = { ...clone(plain), serviceAccountName: 'default' };
  const old = make('Deployment', 'old', 'shop', withTolerations(spec, [{ operator: 'Exists' }]));
  checks.equal('a workload from before the pool', (await api.create(old)).status, 201);

  for (const object of objects.filter(({ kind }) => POLICIES.includes(kind))) await apply(object);
  const refused = withTolerations(spec, [{ operator: 'Exists' }]);
  await until('the policy', 60, async () => !isTaken(await dry(api, make('Pod', 'a', 'shop', refused))));

  for (const [name, tolerations] of Object.entries(POOLS.tolerations)) {
    const changed = withTolerations(spec, tolerations);
    const isRefused = POOLS.refused.includes(name);
    await judge(
      api,
      `shop: a pod that tolerates ${name}`,
      make('Pod', 'a', 'shop', changed),
      isRefused,
      checks,
    );
    for (const space of ['vault', 'mixed', 'agents'])
      await judge(
        api,
        `${space}: a pod that tolerates ${name}`,
        make('Pod', 'a', space, changed),
        false,
        checks,
      );
    for (const kind of POOLS.makers)
      await judge(
        api,
        `shop: a ${kind} that tolerates ${name}`,
        make(kind, 'a', 'shop', changed),
        isRefused,
        checks,
      );
  }
  const onNode: PlainObject = { ...spec, nodeName: 'node-1' };
  await judge(api, 'shop: a pod with a node', make('Pod', 'a', 'shop', onNode), true, checks);
  await judge(api, 'shop: a DaemonSet with a node', make('DaemonSet', 'a', 'shop', onNode), true, checks);
  await judge(api, 'agents: a pod with a node', make('Pod', 'a', 'agents', onNode), false, checks);
  await judge(api, 'kube-system: an agent', make('DaemonSet', 'a', 'kube-system', refused), false, checks);

  const labelled = {
    ...old,
    metadata: { ...objectAt(old, 'metadata'), labels: { app: 'a', changed: 'yes' } },
  };
  checks.equal('what is from before can be changed', (await api.apply(labelled, FORCE)).status, 200);
  const wider = make(
    'Deployment',
    'old',
    'shop',
    withTolerations(spec, [{ key: 'bulwark.dev/pool', operator: 'Exists' }]),
  );
  checks.matches('but not into the pool', messageOf(await api.apply(wider, FORCE)), REFUSED);

  const answer = await dry(
    api,
    make('Pod', 'a', 'vault', { ...clone(dedicated), serviceAccountName: 'default' }),
  );
  const taken = isPlain(answer.body) ? objectAt(answer.body, 'spec') : undefined;
  checks.equal('a pod of the pool', answer.status, 201);
  checks.equal('its overhead', taken?.overhead, { cpu: '250m', memory: '160Mi' });
  checks.equal('its priority', taken?.priority, 200_000);
}

const FORCE = { dryRun: 'All', force: 'true' };

async function judge(
  api: Api,
  name: string,
  object: PlainObject,
  refused: boolean,
  checks: Checks,
): Promise<void> {
  const answer = await dry(api, object);
  const told = isTaken(answer) ? '' : messageOf(answer);
  if (refused) checks.matches(name, told, REFUSED);
  else checks.equal(name, told, '');
  const what = refused
    ? 'pods and what makes them, kept off a pool of nodes'
    : 'pods and what makes them, let by';
  checks.count(`${what}, over three versions`, 1);
}

function dry(api: Api, object: PlainObject): Promise<Answer> {
  return api.create(object, { dryRun: 'All' });
}

function isTaken({ status }: Answer): boolean {
  return status === 201;
}

function withTolerations(spec: PlainObject, tolerations: readonly unknown[]): PlainObject {
  return { ...spec, tolerations };
}

/** An object that is a pod, or makes it. */
function make(kind: string, name: string, namespace: string, spec: PlainObject): PlainObject {
  const metadata = { name, namespace, labels: { app: 'a' } };
  if (kind === 'Pod') return { apiVersion: 'v1', kind, metadata, spec };
  const ends = kind === 'Job' || kind === 'CronJob';
  const template = {
    metadata: { labels: { app: 'a' } },
    spec: ends ? { ...spec, restartPolicy: 'Never' } : spec,
  };
  if (kind === 'Job') return { apiVersion: 'batch/v1', kind, metadata, spec: { template } };
  if (kind === 'CronJob') {
    const jobTemplate = { spec: { template } };
    return { apiVersion: 'batch/v1', kind, metadata, spec: { schedule: '0 3 * * *', jobTemplate } };
  }
  const selector = { matchLabels: { app: 'a' } };
  const service = kind === 'StatefulSet' ? { serviceName: 'a' } : {};
  return { apiVersion: 'apps/v1', kind, metadata, spec: { selector, template, ...service } };
}
