import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { readManifests } from '../../lib/core/yaml';
import { at, one } from '../cdk8s/support';
import { fakeIo } from './fake-io';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'break-glass-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NOW = new Date('2027-01-31T12:00:30Z');

async function breakGlass(...args: readonly string[]) {
  const io = { ...fakeIo({ cwd: folder }), now: () => NOW };
  const code = await run(['break-glass', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

const WHO = ['--namespace', 'shop', '--group', 'oncall', '--reason', 'orders are stuck, incident 4711'];
const IMAGE = `registry.example.com/kubectl:v1.36.0@sha256:${'a'.repeat(64)}`;
const CRON_JOB = [
  '--remove-by',
  'cron-job',
  '--remover-namespace',
  'platform',
  '--image',
  IMAGE,
  '--cluster',
  'cluster.yaml',
];
const objectsIn = (text: string) =>
  readManifests(text, 'break-glass.yaml').documents.map(({ value }) => value);
const withCluster = (): void =>
  writeFileSync(
    join(folder, 'cluster.yaml'),
    'preset: kubeadm\napiServer:\n  service: { cidr: 10.96.0.1/32, port: 443 }\n  endpoints: [{ cidr: 192.0.2.10/32, port: 6443 }]\n',
  );

test('a binding has an absolute end, from now or as it is said', async () => {
  const { code, out } = await breakGlass(...WHO, '--for', '2h', '--remove-by', 'kyverno');
  expect(code).toBe(0);
  const [binding, ...others] = objectsIn(out);
  expect(others).toEqual([]);
  expect(binding).toMatchObject({
    kind: 'RoleBinding',
    metadata: {
      namespace: 'shop',
      annotations: {
        'bulwark.dev/until': '2027-01-31T14:00:30Z',
        'bulwark.dev/reason': 'orders are stuck, incident 4711',
      },
      labels: { 'bulwark.dev/break-glass': 'true', 'cleanup.kyverno.io/ttl': '2027-01-31T140030Z' },
    },
    roleRef: { kind: 'Role', name: 'break-glass' },
    subjects: [{ kind: 'Group', name: 'oncall' }],
  });
  const said = await breakGlass(...WHO, '--until', '2027-01-31T15:00:00+01:00', '--remove-by', 'kyverno');
  expect(said.out).toContain('bulwark.dev/until: "2027-01-31T14:00:00Z"');
});

test('a CronJob of another namespace deletes this one binding at its end, and may do nothing else', async () => {
  withCluster();
  const { code, err, out } = await breakGlass(...WHO, '--for', '2h', ...CRON_JOB);
  expect([code, err]).toEqual([0, '']);
  const objects = objectsIn(out);
  // What removes it comes first: where that cannot be applied, nothing is given.
  const name = at(objects.at(-1), 'metadata.name');
  expect(objects.at(-1)).toMatchObject({ kind: 'RoleBinding', metadata: { namespace: 'shop' } });
  const remover = 'remove-2027-01-31t140030z-34d7e85b';
  const role = one(objects, 'Role', `platform:${remover}`);
  expect(at(role, 'metadata.namespace')).toBe('shop');
  expect(role.rules).toEqual([
    {
      apiGroups: ['rbac.authorization.k8s.io'],
      resourceNames: [name],
      resources: ['rolebindings'],
      verbs: ['delete'],
    },
  ]);
  expect(objects.filter(({ kind }) => /Role$/.test(String(kind)))).toHaveLength(1);
  const job = one(objects, 'CronJob', remover);
  expect(job).toMatchObject({
    metadata: { namespace: 'platform' },
    spec: { schedule: '1 14 31 1 *', timeZone: 'Etc/UTC' },
  });
  expect(at(job, 'spec.jobTemplate.spec.template.spec.containers.0.command')).toEqual([
    'kubectl',
    'delete',
    'rolebinding',
    name,
    '--namespace=shop',
    '--ignore-not-found',
    '--wait=false',
  ]);
  expect(objects.map(({ kind }) => kind)).toContain('NetworkPolicy');
});

test('what a control finds is not written', async () => {
  withCluster();
  const image = ['--image', 'registry.example.com/kubectl:latest', '--out', 'file.yaml'];
  const { code, err, out } = await breakGlass(...WHO, '--for', '2h', ...CRON_JOB, ...image);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('image-pinned-to-digest');
  expect(existsSync(join(folder, 'file.yaml'))).toBe(false);
});

test('a CronJob needs to know the API server', async () => {
  const { code, err } = await breakGlass(...WHO, '--for', '2h', ...CRON_JOB.slice(0, -2));
  expect([code, err]).toEqual([1, expect.stringContaining('cluster.apiServer')]);
});

test('a file says what was written; one in an output is refused, as a controller would apply it again', async () => {
  const args = [...WHO, '--for', '2h', '--remove-by', 'kyverno', '--out', 'file.yaml'];
  const { code, out } = await breakGlass(...args);
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('file.yaml: group oncall in shop until 2027-01-31T14:00:30Z'),
  ]);
  expect(readFileSync(join(folder, 'file.yaml'), 'utf8')).toContain('kind: RoleBinding');
  rmSync(join(folder, 'file.yaml'));
  mkdirSync(join(folder, 'dist/teams'), { recursive: true });
  writeFileSync(join(folder, 'dist/.bulwark-index'), '');
  symlinkSync(join(folder, 'dist/teams'), join(folder, 'link'), 'dir');
  for (const out of ['dist/file.yaml', 'dist/teams/file.yaml', 'link/file.yaml'])
    expect((await breakGlass(...args.slice(0, -1), out)).code).toBe(2);
  writeFileSync(join(folder, '.bulwark-index'), '');
  const refused = await breakGlass(...args);
  expect([refused.code, refused.err]).toEqual([
    2,
    expect.stringContaining('--out: found a file in an output'),
  ]);
  expect(existsSync(join(folder, 'file.yaml'))).toBe(false);
});

test.each<[string, readonly string[], string]>([
  [
    'both ends',
    [...WHO, '--for', '2h', '--until', '2027-01-31T14:00:00Z', '--remove-by', 'kyverno'],
    '--until: needs either',
  ],
  ['no end', [...WHO, '--remove-by', 'kyverno'], '--for, --until: needs one'],
  [
    'an end that has passed',
    [...WHO, '--until', '2027-01-31T12:00:30Z', '--remove-by', 'kyverno'],
    'which has passed',
  ],
  [
    'an end that is far',
    [...WHO, '--until', '2027-02-01T12:00:31Z', '--remove-by', 'kyverno'],
    'within a day',
  ],
  ['a time that is none', [...WHO, '--for', 'ever', '--remove-by', 'kyverno'], '--for: found "ever"'],
  ['nothing that removes it', [...WHO, '--for', '2h'], '--remove-by: needs kyverno or cron-job'],
  ['a remover of another kind', [...WHO, '--for', '2h', '--remove-by', 'hand'], '--remove-by'],
  [
    'two people',
    [...WHO, '--user', 'alice', '--for', '2h', '--remove-by', 'kyverno'],
    '--user: needs either',
  ],
  ['everybody', ['--namespace', 'shop', '--group', 'system:authenticated', '--for', '2h'], 'needs people'],
  [
    'a short reason',
    ['--namespace', 'shop', '--user', 'a', '--reason', 'why not', '--for', '2h'],
    '--reason',
  ],
  ['a role with a long name', [...WHO, '--role', 'a'.repeat(36), '--for', '2h'], '--role: needs at most 35'],
  ['a namespace that is none', ['--namespace', '../etc', '--user', 'a', '--for', '2h'], '--namespace'],
  [
    'a CronJob that its user could delete',
    [...WHO, '--for', '2h', '--remove-by', 'cron-job', '--image', IMAGE, '--remover-namespace', 'shop'],
    '--remover-namespace: needs a namespace of the platform',
  ],
  [
    'a CronJob without an image',
    [...WHO, '--for', '2h', '--remove-by', 'cron-job'],
    '--image: needs an image',
  ],
  [
    'an image without a CronJob',
    [...WHO, '--for', '2h', '--remove-by', 'kyverno', '--image', IMAGE],
    '--image: needs --remove-by cron-job',
  ],
])('%s: wrong usage', async (_, args, message) => {
  const { code, err, out } = await breakGlass(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});
