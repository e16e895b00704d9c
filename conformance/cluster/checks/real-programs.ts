import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { type Api, messageOf } from '../api';
import type { Cluster } from '../cluster';
import { type Example, synthesizeApp } from '../examples';
import { instancesOf, type Pod, podsOf } from '../pods';
import { type Process, processesOf } from '../processes';
import { realImages } from '../real-programs/images';
import { RECIPES, referenceOf } from '../real-programs/recipes';
import { repositoryOf, workloadsOf } from '../standins';
import { sleep, until } from '../wait';
import type { Checks } from './checks';
import { replicasOf } from './pods';

/** The namespace of the programs. */
export const NAMESPACE = 'visits';

const APP = 'conformance/cluster/real-programs/app.ts';

/** Seconds that a program has to stay up after all of them are ready. */
const STAYS = 60;

/** Seconds that they have to come up on a busy machine. */
const PATIENCE = 300;

const NAMES = Object.keys(RECIPES);

/** What was started, and when all of it was ready. */
export interface RealPrograms {
  readonly pods: readonly Pod[];
  /** Milliseconds since 1970, by the API server: when the last pod became ready. */
  readonly since: number;
}

/** Pushes the images, and writes the app with their digests. */
export async function stageRealPrograms(
  { registry, server }: Cluster,
  say: (line: string) => void,
): Promise<Example> {
  const images = await realImages(say);
  for (const { name, version } of images) say(`${name} ${version} in an image of Debian packages`);
  await Promise.all(images.map((image) => registry.push(image, repositoryOf(referenceOf(image.name)))));
  const digests = Object.fromEntries(images.map(({ name, digest }) => [referenceOf(name), digest]));
  return synthesizeApp('real programs', APP, join(server.places.folder, 'real-programs'), digests);
}

/** Brings password and key, as someone does whose secrets are not in the manifests. @throws Error where they are refused */
export async function bringSecrets({ api, server }: Cluster): Promise<void> {
  const password = randomBytes(16).toString('hex');
  const file = (name: string): string => readFileSync(join(server.places.pki, name), 'utf8');
  const secrets = {
    database: { password, pgpass: `*:*:*:postgres:${password}\n` },
    'postgresql-tls': { 'tls.crt': file('postgresql.crt'), 'tls.key': file('postgresql.key') },
  };
  for (const [name, stringData] of Object.entries(secrets)) {
    const metadata = { name, namespace: NAMESPACE };
    const answer = await api.create({ apiVersion: 'v1', kind: 'Secret', metadata, stringData });
    if (answer.status !== 201) throw new Error(`Secret ${name}: ${answer.status} ${messageOf(answer)}`);
  }
}

/**
 * Every program is ready under Pod Security's `restricted`, as a user without a name and with a read-only root, and
 * they work together: nginx asks the app, the app counts in Redis and keeps in PostgreSQL.
 */
export async function checkRealPrograms(api: Api, app: Example, checks: Checks): Promise<RealPrograms> {
  const space = objectAt(await api.get(`/api/v1/namespaces/${NAMESPACE}`), 'metadata');
  const enforced = stringAt(objectAt(space, 'labels'), 'pod-security.kubernetes.io/enforce');
  checks.equal('Pod Security of their namespace', enforced, 'restricted');
  const pods = await until('the real programs', PATIENCE, async () => {
    const all = await podsOf(api, NAMESPACE);
    const deferred = all.filter(({ ready }) => !ready);
    if (deferred.length > 0) throw new Error(`not ready: ${deferred.map(stateOf).join(', ')}`);
    return all.length === replicasOf(app) && all;
  });
  const workloads = workloadsOf(app).map((object) => stringAt(objectAt(object, 'metadata'), 'name'));
  checks.equal('the programs', workloads.sort(), [...NAMES].sort());
  for (const [name, { process }] of Object.entries(RECIPES)) {
    for (const pod of instancesOf(pods, name)) checkProcesses(pod, process, checks);
  }
  await visit(api, pods, 1, checks);
  await visit(api, pods, 2, checks);
  checks.count('pods of real programs that stay up', pods.length);
  return { pods, since: Math.max(...pods.map(readySince)) };
}

/** A minute after all were ready, none was restarted, replaced or has become unready, and they still work. */
export async function checkTheyStay(api: Api, { pods, since }: RealPrograms, checks: Checks): Promise<void> {
  await sleep(Math.max(0, since + STAYS * 1000 - Date.now()));
  const after = await podsOf(api, NAMESPACE);
  checks.equal('pods after a minute', after.map(({ uid }) => uid).sort(), pods.map(({ uid }) => uid).sort());
  for (const pod of after) {
    checks.equal(`${pod.name} after a minute: ready, restarts`, [pod.ready, pod.restarts], [true, 0]);
    checks.holds(
      `${pod.name}: seconds ready`,
      Date.now() - readySince(pod) >= STAYS * 1000,
      `since ${new Date(readySince(pod)).toISOString()}`,
    );
  }
  await visit(api, pods, 3, checks);
}

/**
 * Asks nginx for a visit, by its pod: the answer went through all four programs.
 * @param kept visits that the database has then
 */
export async function visit(
  api: Api,
  pods: readonly Pod[],
  number: number,
  checks: Checks,
  kept = number,
): Promise<void> {
  const [nginx] = instancesOf(pods, 'nginx');
  if (nginx === undefined) throw new Error('nginx is not ready');
  const path = `/api/v1/namespaces/${NAMESPACE}/pods/${nginx.name}:8080/proxy/visit`;
  const answer = await api.send('GET', path);
  checks.equal(`visit ${number}`, [answer.status, answer.json], [200, { counted: number, kept }]);
}

/** What the kernel says of the processes of a pod. */
function checkProcesses(pod: Pod, name: string, checks: Checks): void {
  const uid = runAsUser(pod);
  const processes = processesOf(pod.uid).filter((process) => process.name === name); // beside pause and probes
  checks.holds(`${pod.name}: processes`, processes.length > 0, `none is named ${name}`);
  checks.holds(`${pod.name}: uid`, Number(uid) > 10000, `the uid is ${uid}`);
  const expected: Omit<Process, 'name'> = {
    uids: Array(4).fill(String(uid)),
    capabilities: ['0000000000000000'],
    seccomp: '2',
    noNewPrivileges: '1',
    root: 'ro',
  };
  for (const { name: _, ...seen } of processes) checks.equal(`${pod.name}: ${name}`, seen, expected);
}

function runAsUser(pod: Pod): unknown {
  const spec = objectAt(pod.object, 'spec');
  const [container] = objectsAt(spec, 'containers');
  return objectAt(container, 'securityContext')?.runAsUser ?? objectAt(spec, 'securityContext')?.runAsUser;
}

function readySince({ object }: Pod): number {
  const conditions = objectsAt(objectAt(object, 'status'), 'conditions');
  return Date.parse(stringAt(readyOf(conditions), 'lastTransitionTime') ?? '');
}

const readyOf = (conditions: readonly PlainObject[]): PlainObject | undefined =>
  conditions.find(({ type }) => type === 'Ready');

/** Why a pod is not ready, in a few words. */
function stateOf({ name, restarts, object }: Pod): string {
  const states = objectsAt(objectAt(object, 'status'), 'containerStatuses');
  const last = states.map((state) => JSON.stringify(objectAt(state, 'state') ?? {}));
  return `${name} (${restarts} restarts) ${last.join()}`;
}
