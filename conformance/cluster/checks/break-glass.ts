import { join, resolve } from 'node:path';
import { objectAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { run } from '../../lib/command';
import { type Answer, type Api, messageOf } from '../api';
import { sleep, until } from '../wait';
import { objectsIn } from '../yaml';
import { said } from './api-server';
import type { Checks } from './checks';
import { groupsOf, isAllowed } from './rights';

const ROOT = resolve(__dirname, '../../..');
const NAMESPACE = 'delivery';
const UNTIL = 'bulwark.dev/until';
const SHORT = 8_000;

/**
 * Gives people rights for an emergency by the file that the command writes, and breaks one thing of it at a time. The platform's part has been applied.
 * @param folder where files go
 */
export async function checkBreakGlass(api: Api, folder: string, checks: Checks): Promise<void> {
  const file = objectsIn(await writtenFile(folder, byCronJob(`sha256:${'a'.repeat(64)}`)));
  const binding = file.at(-1) ?? {};
  const create = (object: PlainObject, dryRun = true): Promise<Answer> =>
    api.create(object, dryRun ? { dryRun: 'All' } : {});
  // A policy holds some moments after it was made.
  await until('the policy over bindings', 60, async () =>
    /its end has passed/.test(messageOf(await create(ending(binding, -1000)))),
  );
  const oncall = { user: 'alice', groups: ['oncall', 'system:authenticated'] };
  const scale = ['patch', 'apps', 'deployments/scale', NAMESPACE, 'web'];
  checks.equal('on-call may scale before', await isAllowed(api, oncall, scale), false);
  for (const object of file.slice(0, -1))
    checks.equal(`${object.kind} of what removes it is applied`, said(await api.apply(object)), TAKEN);
  checks.equal('the binding is made', said(await create(binding, false)), TAKEN);
  checks.equal('on-call may scale', await isAllowed(api, oncall, scale), true);
  checks.equal('the binding is applied again', said(await api.apply(binding, { force: 'true' })), TAKEN);

  const named = (object: PlainObject): PlainObject => renamed(object, 'another');
  const metadata = objectAt(binding, 'metadata') ?? {};
  const refused: readonly (readonly [string, PlainObject, RegExp])[] = [
    ['whose end has passed', ending(binding, -1000), /its end has passed/],
    ['that lasts too long', ending(binding, 5 * 3_600_000), /it may last 4h at most/],
    ['without an end', { ...binding, metadata: { ...metadata, annotations: {} } }, /says when it ends/],
    ['with an end that is none', withEnd(binding, 'tomorrow'), /says when it ends/],
    ['with a day that there is not', withEnd(binding, '2027-99-99T00:00:00Z'), UNREADABLE],
    ['without its label', { ...binding, metadata: { ...metadata, labels: {} } }, /has the label/],
    [
      'to another Role',
      { ...binding, roleRef: { ...objectAt(binding, 'roleRef'), name: 'team-edit' } },
      /is to the Role/,
    ],
    [
      'for an account',
      { ...binding, subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: NAMESPACE }] },
      /it is for people/,
    ],
    ['for everybody', { ...binding, subjects: [group('system:authenticated')] }, /it is for people/],
  ];
  checks.equal('another binding, as it is written, is taken', said(await create(named(binding))), TAKEN);
  for (const [what, object, words] of refused) {
    const answer = await create(named(object));
    // An expression that cannot be evaluated is invalid, one that does not hold forbidden.
    const status = words === UNREADABLE ? 422 : 403;
    checks.equal(`a binding ${what} is refused`, answer.status, status);
    checks.matches(`a binding ${what} is refused in its words`, messageOf(answer), words);
    checks.count('bindings for an emergency refused for one broken thing, over three versions', 1);
  }
  const changed: readonly (readonly [string, PlainObject, RegExp])[] = [
    ['its end', ending(binding, 3_600_000), /its end cannot be changed/],
    ['whom it is for', { ...binding, subjects: [group('others')] }, /whom it is for cannot be changed/],
    ['its label', { ...binding, metadata: { ...metadata, labels: {} } }, /has the label/],
  ];
  const path = await api.pathOf(binding);
  for (const [what, object, words] of changed) {
    const answer = await api.send('PUT', path, { body: object });
    checks.matches(
      `a change of ${what} is refused`,
      `${answer.status} ${messageOf(answer)}`,
      new RegExp(`^403 .*${words.source}`),
    );
    checks.count('bindings for an emergency refused for one broken thing, over three versions', 1);
  }
  await checkRemover(api, stringAt(metadata, 'name') ?? '', checks);
  checks.equal('the binding is deleted', (await api.send('DELETE', path)).status, 200);
  checks.equal('on-call may scale afterwards', await isAllowed(api, oncall, scale), false);

  const short = ending(binding, SHORT);
  checks.equal('a binding with an end that is near is made', said(await create(short, false)), TAKEN);
  checks.equal('it is deleted', (await api.send('DELETE', path)).status, 200);
  await sleep(SHORT);
  const revived = await api.apply(short, { force: 'true' });
  checks.matches('applied again after its end it is refused', messageOf(revived), /its end has passed/);
}

const UNREADABLE = /type conversion error/;
const TAKEN = { accepted: true, warnings: [] };

const group = (name: string): PlainObject => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name });

/** The account of the CronJob may delete this one binding, and nothing besides. */
async function checkRemover(api: Api, name: string, checks: Checks): Promise<void> {
  const user = `system:serviceaccount:platform:${name.replace('break-glass', 'remove')}`;
  const who = { user, groups: groupsOf(user) };
  const may = (verb: string, resource: string, of: string): Promise<boolean> =>
    isAllowed(api, who, [verb, 'rbac.authorization.k8s.io', resource, NAMESPACE, of]);
  checks.equal('what removes it may delete it', await may('delete', 'rolebindings', name), true);
  for (const [verb, resource, of] of [
    ['delete', 'rolebindings', 'team-view'],
    ['delete', 'rolebindings', ''],
    ['deletecollection', 'rolebindings', ''],
    ['get', 'rolebindings', name],
    ['patch', 'rolebindings', name],
    ['create', 'rolebindings', ''],
    ['delete', 'roles', 'break-glass'],
  ] as const)
    checks.equal(`what removes it may ${verb} ${resource} ${of}`, await may(verb, resource, of), false);
}

/** Options of the command by which a CronJob removes the binding. @param digest that of an image with kubectl */
export function byCronJob(digest: string): string[] {
  const image = `registry.example.com/kubectl:v1.36.0@${digest}`;
  const cluster = join(ROOT, 'conformance/cluster/rights/cluster.yaml');
  const place = ['--remover-namespace', 'platform', '--image', image, '--cluster', cluster];
  return ['--for', '2h', '--remove-by', 'cron-job', ...place];
}

/** The file, as somebody on call writes it. @param options its end, and what removes it. @returns its path */
export async function writtenFile(folder: string, options: readonly string[]): Promise<string> {
  const file = join(folder, 'incident.yaml');
  const tsx = join(ROOT, 'node_modules/.bin/tsx');
  const reason = 'orders are stuck, incident 4711';
  const who = ['--namespace', NAMESPACE, '--group', 'oncall', '--reason', reason];
  const command = [tsx, 'lib/cli/main.ts', 'break-glass', ...who, ...options, '--out', file];
  const { code, stderr } = await run(command, { cwd: ROOT });
  if (code !== 0) throw new Error(`bulwark break-glass: exit code ${code}\n${stderr.trim()}`);
  return file;
}

function ending(binding: PlainObject, fromNow: number): PlainObject {
  return withEnd(binding, `${new Date(Date.now() + fromNow).toISOString().slice(0, 19)}Z`);
}

function withEnd(binding: PlainObject, end: string): PlainObject {
  const metadata = objectAt(binding, 'metadata') ?? {};
  const annotations = { ...objectAt(metadata, 'annotations'), [UNTIL]: end };
  return { ...binding, metadata: { ...metadata, annotations } };
}

function renamed(binding: PlainObject, name: string): PlainObject {
  return { ...binding, metadata: { ...objectAt(binding, 'metadata'), name } };
}
