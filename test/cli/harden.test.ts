import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { readManifests } from '../../lib/core/yaml';
import { fakeIo } from './fake-io';

const pod = (name: string, more = '') => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec:
  ${more}
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  containers:
  - name: a
    image: a:1
    securityContext: { allowPrivilegeEscalation: true, capabilities: { drop: [ALL] } }
`;
const HOST = pod('host', 'volumes: [{ name: root, hostPath: { path: / } }]');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harden-'));
  mkdirSync(join(folder, 'in/sub'), { recursive: true });
  writeFileSync(join(folder, 'in/a.yaml'), pod('a'));
  writeFileSync(join(folder, 'in/sub/b.json'), JSON.stringify(readManifests(pod('b')).documents[0]?.value));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function harden(args: string[], stdin = '') {
  const io = fakeIo({ cwd: folder, stdin });
  const code = await run(['harden', ...args], io);
  return { code, out: io.out(), err: io.err().replaceAll(`${folder}/`, '') };
}

test('writes hardened manifests, and tells which control changed what', async () => {
  const { code, out, err } = await harden(['-'], `${pod('a')}---\n${pod('b')}`);
  const [first, second] = readManifests(out).documents;
  expect(first?.value).toMatchObject({
    spec: { containers: [{ securityContext: { allowPrivilegeEscalation: false } }] },
  });
  expect(second?.value).toMatchObject({ metadata: { name: 'b' } });
  expect(err).toMatch(/^Pod shop\/a at -:1: changed by .*\bno-privilege-escalation\b/);
  expect(err).toContain('2 objects, 2 changed; all pods pass restricted\n');
  expect(code).toBe(0);
});

test('tells each field that it wrote, with its old and new value, where it is asked', async () => {
  const { err } = await harden(['-', '--changes'], pod('a'));
  const line =
    /^Pod shop\/a at -:1: changed spec\.hostIPC: .*|^Pod shop\/a at -:1: changed \S+: absent to false \(\S+\)$/m;
  expect(err).toMatch(line);
  expect((await harden(['-'], pod('a'))).err).not.toMatch(line);
});

test('what is hardened already stays as it is, byte for byte', async () => {
  const { out } = await harden(['-'], pod('a'));
  const again = await harden(['-'], out);
  expect(again.out).toBe(out);
  expect(again.err).toContain('1 object, 0 changed');
  expect(again.err).not.toContain('changed by');
});

test('says what it cannot do, by the check of the standards, and ends with 1', async () => {
  const { code, err } = await harden(['-'], HOST);
  expect(err).toContain(
    'Pod shop/host at -:1: not hardenable: restrictedVolumes: restricted volume types (volume "root" uses',
  );
  expect(err).toContain('1 object not hardenable\n');
  expect(code).toBe(1);
});

test('names no PriorityClass that nobody made', async () => {
  expect((await harden(['-'], pod('a'))).out).not.toContain('priorityClassName');
});

test('writes one file for each input into a folder', async () => {
  const { code, out } = await harden([join(folder, 'in'), '--out', 'out']);
  expect(code).toBe(0);
  expect(out).toBe('');
  expect(readdirSync(join(folder, 'out')).sort()).toEqual(['.bulwark-index', 'a.yaml', 'sub-b.yaml']);
  expect(readFileSync(join(folder, 'out/sub-b.yaml'), 'utf8')).toContain('  name: b\n');
});

test('refuses two inputs for one file, and writes nothing', async () => {
  writeFileSync(join(folder, 'in/sub-b.yaml'), pod('c'));
  const { code, err } = await harden([join(folder, 'in'), '--out', 'out']);
  expect(code).toBe(2);
  expect(err).toContain('with the same name sub-b.yaml');
  expect(readdirSync(folder)).toEqual(['in']);
});

test('writes nothing where one input cannot be read', async () => {
  const { code, out, err } = await harden(['-'], `${pod('a')}---\na: 1\na: 2\n`);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain('bulwark: -: document 1');
});

test('documents keep their places, and what kubectl would not take in that order is said', async () => {
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
  const { out, err } = await harden(['-'], `${pod('a')}---\n${namespace}`);
  expect(readManifests(out).documents.map(({ value }) => Object(value).kind)).toEqual(['Pod', 'Namespace']);
  expect(err).toMatch(
    /\norder: Pod shop\/a at -:1 is before Namespace shop at -:\d+, which it needs: kubectl apply does not take it at the first try\n/,
  );
  expect((await harden(['-'], `${namespace}---\n${pod('a')}`)).err).not.toContain('order:');
});

test('objects of a kind that the same manifests define need a second run of kubectl', async () => {
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions: []
---
apiVersion: example.com/v1
kind: Widget
metadata: { name: one, namespace: shop }
`;
  expect((await harden(['-'], definition)).err).toContain(
    'order: 1 object whose kinds are defined here too, by CustomResourceDefinition widgets.example.com: apply the definitions first',
  );
});

test.each([
  ['a kind that there is not', pod('a').replace('kind: Pod', 'kind: pod'), 1, '1 object not judged'],
  [
    'no pod at all',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\n',
    0,
    'none carries a pod',
  ],
])('%s is not said to pass', async (_, stdin, expected, message) => {
  const { code, err } = await harden(['-'], stdin);
  expect(err).toContain(message);
  expect(err).not.toContain('all pods pass restricted');
  expect(code).toBe(expected);
});
