import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { DUMP_COMMAND } from '../../lib/core/cluster/discover';
import { daemonSet, dumpOf, node } from '../core/cluster/dumps';
import { fakeIo } from './fake-io';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bulwark-profile-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

async function bulwark(args: readonly string[], stdin = '') {
  const io = fakeIo({ cwd, stdin });
  return { code: await run(args, io), out: io.out(), err: io.err() };
}

const LIST = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: dumpOf({ nodes: [node('n', 'v1.35.1+k3s1')], daemonSets: [daemonSet('cilium')] }),
});

test('without a dump it prints the command that makes one', async () => {
  const { code, out, err } = await bulwark(['profile']);
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')[0]).toBe(`${DUMP_COMMAND} > dump.json`);
  expect(readFileSync(join(__dirname, '../../docs/cli.md'), 'utf8')).toContain(`${DUMP_COMMAND} > dump.json`);
});

test('a file, standard input by - and by nothing give the same profile, which --cluster takes', async () => {
  writeFileSync(join(cwd, 'dump.json'), LIST);
  const named = await bulwark(['profile', '--from-cluster', 'dump.json']);
  expect(named.code).toBe(0);
  expect(named.out).toContain('preset: k3s\n');
  expect(named.out).toContain('cni: cilium\n');
  expect(named.out).toContain('#   dns.domain: no object says it');
  expect(named.err).toContain('bulwark: not known: dns.domain: no object says it');
  expect(named.out).not.toContain('hunter2');
  expect((await bulwark(['profile', '--from-cluster', '-'], LIST)).out).toBe(named.out);
  expect((await bulwark(['profile', '--from-cluster'], LIST)).out).toBe(named.out);

  writeFileSync(join(cwd, 'cluster.yaml'), named.out);
  writeFileSync(
    join(cwd, 'web.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop }\n',
  );
  const { err } = await bulwark(['check', 'web.yaml', '--cluster', 'cluster.yaml']);
  expect(err).not.toContain('cluster.yaml');
});

test('several outputs of kubectl, one after the other, are one dump', async () => {
  const stdin = dumpOf({ nodes: [node('n', 'v1.35.1+k3s1')] })
    .map((object) => JSON.stringify(object))
    .join('\n---\n');
  expect((await bulwark(['profile', '--from-cluster'], stdin)).out).toContain('preset: k3s\n');
});

test.each([
  ['nothing', ''],
  ['no YAML', '{"kind": "List", "items": ['],
  ['text', 'error: You must be logged in to the server (Unauthorized)'],
  [
    'other objects',
    '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}]}',
  ],
  ['an empty List', '{"apiVersion":"v1","kind":"List","items":[]}'],
  ['a list of lists', '[[[[]]]]'],
  ['very deep', `${'['.repeat(3000)}${']'.repeat(3000)}`],
  ['bytes', '\u0000\u0001\u0002'],
])('%s is refused, and nothing is written', async (_, stdin) => {
  const { code, out, err } = await bulwark(['profile', '--from-cluster'], stdin);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^bulwark: /);
  expect(err).not.toMatch(/\n {4}at /);
});

test('a file that is not there is said', async () => {
  const { code, err } = await bulwark(['profile', '--from-cluster', 'none.json']);
  expect(code).toBe(2);
  expect(err).toContain('bulwark: none.json: found no such file');
});

test('names of the cluster are shown, never obeyed', async () => {
  const evil = 'own\n::add-mask::x\u001b[2J';
  const items = [
    ...dumpOf({}),
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: evil },
      provisioner: `x\nseLinuxType: spc_t`,
    },
  ];
  const { code, out, err } = await bulwark(
    ['profile', '--from-cluster'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );
  for (const text of [out, err]) {
    expect(text).not.toMatch(/^::|^seLinuxType: spc_t/m);
    expect(text).not.toContain('\u001b');
  }
  expect([0, 2]).toContain(code);
});
