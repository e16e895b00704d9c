import {
  clone,
  isPlain,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../../../lib/core/manifest/plain';
import { type Api, messageOf } from '../api';
import { ask, INSTANCE, instancesOf, type Pod, podsOf, textsOf } from '../pods';
import type { Staged } from '../standins';
import { sleep, until } from '../wait';
import type { Checks } from './checks';
import { checkMatrix, FINAL, type Graph, measure, type ServicePort, type Target, targetsOf } from './matrix';

/** Name and namespace of the pod that no policy selects. */
const CONTROL = { name: 'control', namespace: 'control' };

/**
 * A pod that serves nothing and may reach everything, hardened like the rest.
 * @param where its name and namespace
 * @param labels that it has besides
 */
export async function startControl(
  api: Api,
  image: string,
  where: { readonly name: string; readonly namespace: string } = CONTROL,
  labels: Readonly<Record<string, string>> = {},
): Promise<Pod> {
  const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const metadata = { name: where.namespace, labels: restricted };
  await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata });
  const capabilities = { drop: ['ALL'] };
  const securityContext = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...where, labels: { [INSTANCE]: where.name, ...labels } },
    spec: {
      automountServiceAccountToken: false,
      hostUsers: false,
      terminationGracePeriodSeconds: 1,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'control', image, securityContext }],
    },
  };
  await until('the control pod', 120, async () => {
    const answer = await api.apply(pod); // its account may not be there yet
    if (answer.status >= 300) throw new Error(messageOf(answer));
    return true;
  });
  return until('the control pod', 120, async () => {
    const [started] = await podsOf(api, where.namespace);
    if (started?.ready !== true) return undefined;
    await ask(api, started, 'report'); // without a probe it is ready before it listens
    return started;
  });
}

/** A pod in a user namespace of its own runs for real: its root is nobody on the node. */
export async function checkUsers(api: Api, control: Pod, checks: Checks): Promise<void> {
  const report = await ask(api, control, 'report');
  const users = textsOf(objectAt(isPlain(report) ? report : {}, 'status')).Users ?? '';
  const [inside, outside, count] = users.split(' ').map(Number);
  checks.equal('users inside', [inside, count], [0, 65536]);
  checks.holds('root of the pod on the node', Number(outside) >= 65536, `it is ${users}`);
}

/** What is measured, and by whose word. */
export interface Measured {
  readonly examples: readonly Staged[];
  /** Their namespaces. */
  readonly spaces: readonly string[];
  readonly graph: Graph;
  /** Number of workloads that are tried from inside. */
  readonly sources: number;
  /** Who calls whom on the route that is taken away, and whom it calls besides. */
  readonly route: { readonly caller: string; readonly called: string; readonly other: string };
}

/**
 * Measures who reaches whom, and that adding and removing a route opens and closes exactly it.
 * @returns what was tried to reach
 */
export async function checkNetwork(
  api: Api,
  { examples, spaces: names, graph, sources: count, route }: Measured,
  control: Pod,
  checks: Checks,
): Promise<Target[]> {
  const listed = await Promise.all(names.map((name) => podsOf(api, name)));
  const pods = listed.flat().filter(({ ready }) => ready);
  const dns = (await podsOf(api, 'kube-system')).find(({ ready }) => ready);
  if (dns === undefined) throw new Error('DNS is not ready');
  const objects = examples.flatMap((example) => example.objects);
  const services = Object.fromEntries(
    objects.filter(({ kind }) => kind === 'Service').map((service) => [nameOf(service), portsOf(service)]),
  );
  const targets = targetsOf(pods, dns, services, graph);
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const spaces = await namespaceLabels(api);
  const workloads = [...new Set(pods.map(({ labels }) => labels[INSTANCE] ?? ''))];
  const sources = workloads.flatMap((name) => instancesOf(pods, name).slice(0, 1));
  checks.holds('sources', sources.length === count, `only ${sources.map(({ name }) => name)}`);
  const [open] = await Promise.all([
    measure(api, control, targets, FINAL),
    checkMatrix(api, sources, targets, policies, spaces, checks),
  ]);
  for (const [index, target] of targets.entries()) {
    // A namespace without policies opens nothing at the other end: only what selects no pod is reached from there.
    const expected = target.workload === undefined ? 'connected' : 'timeout';
    checks.equal(`control to ${target.name}`, open[index], expected);
  }
  await checkWithoutPolicies(api, policies, control, targets, checks);
  await checkRoute(api, policies, sources, targets, route, checks);
  return targets;
}

const nameOf = (object: PlainObject): string => stringAt(objectAt(object, 'metadata'), 'name') ?? '';

const portsOf = (service: PlainObject): ServicePort[] =>
  objectsAt(objectAt(service, 'spec'), 'ports').map(({ port, targetPort }) => ({
    port: Number(port),
    targetPort: targetPort ?? port,
  }));

async function namespaceLabels(api: Api): Promise<Record<string, Record<string, string>>> {
  const listed = await api.list('/api/v1/namespaces');
  return Object.fromEntries(
    listed.map((space) => [nameOf(space), textsOf(objectAt(objectAt(space, 'metadata'), 'labels'))]),
  );
}

/** With no policy at all the control pod reaches everything, so that what was blocked was blocked by policies. */
async function checkWithoutPolicies(
  api: Api,
  policies: readonly PlainObject[],
  control: Pod,
  targets: readonly Target[],
  checks: Checks,
): Promise<void> {
  for (const policy of policies) await api.send('DELETE', await api.pathOf(policy));
  const all = targets.map(() => 'connected');
  const reached = await settled(all, (patience) => measure(api, control, targets, patience));
  for (const [index, target] of targets.entries()) {
    checks.equal(`without policies, control to ${target.name}`, reached[index], 'connected');
  }
  for (const policy of policies)
    checks.holds('policies again', (await api.apply(policy)).status < 300, nameOf(policy));
  const blocked = targets.map(({ workload }) => (workload === undefined ? 'connected' : 'timeout'));
  checks.count('targets that a pod reaches where no policy is, and only there', targets.length);
  const again = await settled(blocked, (patience) => measure(api, control, targets, patience));
  checks.equal('with them again', again, blocked);
}

/** Closes and opens again one route, and nothing else. */
async function checkRoute(
  api: Api,
  policies: readonly PlainObject[],
  sources: readonly Pod[],
  targets: readonly Target[],
  { caller: from, called, other }: Measured['route'],
  checks: Checks,
): Promise<void> {
  const policy = policies.find((candidate) => nameOf(candidate) === called);
  const caller = sources.find(({ labels }) => labels[INSTANCE] === from);
  if (policy === undefined || caller === undefined) throw new Error('the route is not there');
  const tried = [called, other].flatMap((end) => targets.filter(({ name }) => name === `${end} by address`));
  const ask = (patience: number): Promise<string[]> => measure(api, caller, tried, patience);
  const both = ['connected', 'connected'];
  checks.equal('the route', await settled(both, ask), both);
  const closed = clone(policy);
  const spec = objectAt(closed, 'spec') ?? {};
  spec.ingress = objectsAt(spec, 'ingress').filter(
    (rule) => !JSON.stringify(rule).includes(JSON.stringify(from)),
  );
  checks.holds(
    'a rule was removed',
    JSON.stringify(closed) !== JSON.stringify(policy),
    'nothing was removed',
  );
  await api.apply(closed);
  checks.equal('the route removed', await settled(['timeout', 'connected'], ask), ['timeout', 'connected']);
  await api.apply(policy);
  checks.equal('the route added', await settled(['connected', 'connected'], ask), ['connected', 'connected']);
}

/** Milliseconds after which a look counts as blocked while a change is awaited. */
const LOOK = 1000;

/** Looks, each a second at most, that a change of a policy has to take effect. */
const LOOKS = 20;

/** Waits until a change has taken effect. @returns what is answered then, by patient asking */
async function settled(
  expected: readonly string[],
  ask: (patience: number) => Promise<string[]>,
): Promise<string[]> {
  for (let look = 0; look < LOOKS; look++) {
    if (JSON.stringify(await ask(LOOK)) === JSON.stringify(expected)) break;
    await sleep(200);
  }
  return ask(FINAL);
}
