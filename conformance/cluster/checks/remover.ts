import { join } from 'node:path';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import type { Api } from '../api';
import { applyFolder, deleteNamespaces } from '../apply';
import type { Cluster } from '../cluster';
import { synthesizeApp } from '../examples';
import { containersOf } from '../standins';
import { until } from '../wait';
import { objectsIn } from '../yaml';
import { byCronJob, writtenFile } from './break-glass';
import type { Checks } from './checks';
import { isAllowed } from './rights';

const APP = 'conformance/cluster/rights/emergency.ts';
const BINDINGS = '/apis/rbac.authorization.k8s.io/v1/namespaces/delivery/rolebindings';
const JOBS = '/apis/batch/v1/namespaces/platform/jobs';

/** Seconds that a Job has to end on a busy machine. */
const PATIENCE = 240;

/** Gives rights for an emergency by files that the command writes: what is said to remove them does, and nothing else. */
export async function checkRemoval(cluster: Cluster, kyverno: string, checks: Checks): Promise<void> {
  const folder = join(cluster.server.places.folder, 'emergency');
  const app = await synthesizeApp('emergency', APP, folder);
  const applied = await applyFolder(cluster, app.folder);
  checks.equal('kubectl apply of rights for an emergency', applied, { code: 0, lines: [] });
  await checkCronJob(cluster, folder, checks);
  await checkKyverno(cluster, folder, kyverno, checks);
  await deleteNamespaces(cluster, ['platform', 'delivery']);
}

/**
 * The CronJob runs by hand, with the real kubectl in its image: the binding is gone. The same pod under the same account, told to take
 * away another binding, fails.
 */
async function checkCronJob(cluster: Cluster, folder: string, checks: Checks): Promise<void> {
  const { api, registry, server } = cluster;
  const image = registry.kubectl();
  await registry.push(image, 'kubectl');
  const file = await writtenFile(folder, byCronJob(image.digest));
  const given = await server.kubectl('apply', '-f', file);
  checks.equal('kubectl apply of the file', [given.code, given.stderr], [0, '']);

  const objects = objectsIn(file);
  const cronJob = objects.find(({ kind }) => kind === 'CronJob') ?? {};
  const binding = nameOf(objects.at(-1) ?? {});
  const oncall = { user: 'alice', groups: ['oncall', 'system:authenticated'] };
  const may = (): Promise<boolean> =>
    isAllowed(api, oncall, ['patch', 'apps', 'deployments/scale', 'delivery', 'web']);
  const others = (await namesOf(api)).filter((name) => name !== binding);
  checks.equal(
    'other bindings there',
    others,
    [...objects.slice(0, -1).filter(isBinding).map(nameOf), 'team-view'].sort(),
  );
  checks.equal('on-call may scale until the CronJob runs', await may(), true);

  checks.equal('what removes it, told to remove another', await ranWith(api, cronJob, 'team-view'), 'Failed');
  checks.equal('bindings after that', await namesOf(api), [binding, ...others].sort());
  await startByHand(cluster, cronJob, 'by-hand', checks);
  checks.equal('the CronJob at the end', await endOf(api, 'by-hand'), 'Complete');
  checks.equal('bindings that are left', await namesOf(api), others);
  checks.equal('on-call may scale afterwards', await may(), false);
  await startByHand(cluster, cronJob, 'once-more', checks);
  checks.equal('the CronJob, with nothing to do', await endOf(api, 'once-more'), 'Complete');
  checks.count('bindings for an emergency that their CronJob removed', 1);
}

/** Milliseconds until the end of a binding that Kyverno removes: longer than the command and kubectl need. */
const SOON = 30_000;

/** The part of Kyverno that reads its label, with no other right than to delete bindings, removes the binding at its end. */
async function checkKyverno(
  cluster: Cluster,
  folder: string,
  kyverno: string,
  checks: Checks,
): Promise<void> {
  const { api, server } = cluster;
  for (const object of CLEANER) await api.create(object);
  const config = join(server.places.pki, 'admin.kubeconfig');
  server.inside.start('kyverno', ['timeout', '150', join(kyverno, 'kyverno-ttl'), config, 'cleaner']);
  const others = await namesOf(api);
  const end = Math.ceil((Date.now() + SOON) / 1000) * 1000;
  const moment = `${new Date(end).toISOString().slice(0, 19)}Z`;
  const file = await writtenFile(folder, ['--until', moment, '--remove-by', 'kyverno']);
  const given = await server.kubectl('apply', '-f', file);
  checks.equal('kubectl apply of the file for Kyverno', [given.code, given.stderr], [0, '']);
  checks.equal('bindings before the end', (await namesOf(api)).length, others.length + 1);
  const gone = await until('Kyverno', 90, async () => {
    const names = await namesOf(api);
    return names.length === others.length && { names, at: Date.now() };
  });
  checks.equal('bindings that Kyverno leaves', gone.names, others);
  checks.holds('Kyverno waits for the end', gone.at >= end, `${end - gone.at} ms before`);
  checks.count('bindings for an emergency that Kyverno removed at their end', 1);
  for (const object of CLEANER) await api.send('DELETE', await api.pathOf(object));
}

const GROUP = 'rbac.authorization.k8s.io';

/** What the page says that Kyverno needs. */
const CLEANER: readonly PlainObject[] = [
  {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: { name: 'cleaner' },
    rules: [{ apiGroups: [GROUP], resources: ['rolebindings'], verbs: ['list', 'watch', 'delete'] }],
  },
  {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'cleaner' },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'cleaner' },
    subjects: [{ apiGroup: GROUP, kind: 'User', name: 'cleaner' }],
  },
];

const nameOf = (object: PlainObject): string => stringAt(objectAt(object, 'metadata'), 'name') ?? '';

const isBinding = ({ kind }: PlainObject): boolean => kind === 'RoleBinding';

async function namesOf(api: Api): Promise<string[]> {
  return objectsAt(await api.get(BINDINGS), 'items')
    .map(nameOf)
    .sort();
}

async function startByHand(
  { server }: Cluster,
  cronJob: PlainObject,
  name: string,
  checks: Checks,
): Promise<void> {
  const from = `--from=cronjob/${nameOf(cronJob)}`;
  const { code, stderr } = await server.kubectl('create', 'job', from, name, '-n', 'platform');
  checks.equal(`kubectl create job ${name}`, [code, stderr], [0, '']);
}

/** How a Job of the same template ends that names another binding, and that is not tried again. */
async function ranWith(api: Api, cronJob: PlainObject, binding: string): Promise<string | undefined> {
  const template = objectAt(objectAt(cronJob, 'spec'), 'jobTemplate') ?? {};
  const [container] = containersOf(cronJob).main;
  const text = JSON.stringify({ ...objectAt(template, 'spec'), backoffLimit: 0 });
  const [, , , own] = commandOf(container);
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...objectAt(template, 'metadata'), name: 'another', namespace: 'platform' },
    spec: JSON.parse(text.replaceAll(`"${own}"`, JSON.stringify(binding))),
  };
  await api.create(job);
  return endOf(api, 'another');
}

function commandOf(container: PlainObject | undefined): readonly unknown[] {
  return Array.isArray(container?.command) ? container.command : [];
}

/** The condition that a Job ended with. */
async function endOf(api: Api, name: string): Promise<string | undefined> {
  return until(`the end of Job ${name}`, PATIENCE, async () => {
    const status = objectAt(await api.get(`${JOBS}/${name}`), 'status');
    const end = objectsAt(status, 'conditions').find(
      ({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True',
    );
    return end === undefined ? undefined : stringAt(end, 'type');
  });
}
