import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { isPlain, objectsAt, type PlainObject } from '../../lib/core/manifest/plain';
import { fakeIo } from './fake-io';

const POD = `kind: Pod
apiVersion: v1
metadata: { name: web, namespace: shop, labels: { app.kubernetes.io/instance: web } }
spec:
  containers:
  - name: app
    image: registry.example.com/shop/web:v1
    env:
    - { name: DB_PASSWORD, value: hunter2hunter2 }
    - { name: API_TOKEN, value: hunter3hunter3 }
`;
const DEPLOYMENT = `kind: Deployment
apiVersion: apps/v1
metadata: { name: web, namespace: shop, labels: { app.kubernetes.io/instance: release } }
spec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: web }] } } }
`;
const WAIVER = 'reason: the reason of a test is long enough, owner: us, expires: 2027-01-01';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audience-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function check(files: Record<string, string>, ...args: string[]) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const io = fakeIo({ cwd: folder });
  const code = await run(['check', ...args, '--today', '2026-11-21'], io);
  return { code, out: io.out(), err: io.err() };
}

async function findings(files: Record<string, string>, ...args: string[]): Promise<PlainObject[]> {
  const report: unknown = JSON.parse((await check(files, ...args, '--format', 'json')).out);
  return isPlain(report) ? objectsAt(report, 'findings') : [];
}

test('check speaks YAML, and its JSON has the fix for each audience', async () => {
  const { out } = await check({ 'pod.yaml': POD }, 'pod.yaml');
  expect(out).toContain('Fix: readinessProbe: { httpGet: { path: /readyz, port: 8080 } }');
  expect(out).not.toMatch(/probe: \{ http: |SecureDeployment|IsolatedNamespace|waive\(/);
  const probe = (await findings({}, 'pod.yaml')).find(({ control }) => control === 'readiness-probe');
  expect(probe).toMatchObject({
    fix: 'readinessProbe: { httpGet: { path: /readyz, port: 8080 } }',
    fixes: {
      constructs: "probe: { http: '/readyz' }",
      manifests: 'readinessProbe: { httpGet: { path: /readyz, port: 8080 } }',
    },
    findingId: null,
  });
});

test('the id of a finding is printed and in JSON, and a waiver by it suppresses that one alone', async () => {
  const target = 'target: { kind: Pod, namespace: shop, name: web }';
  const { out } = await check({ 'pod.yaml': POD }, 'pod.yaml');
  expect(out).toContain('container app, finding DB_PASSWORD)');
  const waivers = `- { control: no-credentials-in-env, ${WAIVER}, finding: DB_PASSWORD, ${target} }\n`;
  const left = await findings({ 'one.yaml': waivers }, 'pod.yaml', '--waivers', 'one.yaml');
  const ids = left
    .filter(({ control }) => control === 'no-credentials-in-env')
    .map(({ findingId }) => findingId);
  expect(ids).toEqual(['API_TOKEN']);
});

test('the key of before is read, with one note; two that differ are refused', async () => {
  const old = 'on: { kind: Pod, namespace: shop, name: web }';
  const text = ['liveness-probe', 'readiness-probe']
    .map((id) => `- { control: ${id}, ${WAIVER}, ${old} }\n`)
    .join('');
  const read = await check({ 'pod.yaml': POD, 'old.yaml': text }, 'pod.yaml', '--waivers', 'old.yaml');
  expect(read.out).toContain('2 suppressed');
  expect(read.err).toBe("bulwark: old.yaml: the key 'on' of a waiver is read until 1.0: write 'target'\n");
  const policy = `waivers:\n${text}`;
  const inPolicy = await check({ 'policy.yaml': policy }, 'pod.yaml', '--policy', 'policy.yaml');
  expect(inPolicy.out).toContain('2 suppressed');
  expect(inPolicy.err).toContain("policy.yaml: the key 'on' of a waiver is read until 1.0");
  const both = text.replaceAll(old, `${old}, target: { kind: Pod, namespace: shop, name: cart }`);
  const refused = await check({ 'both.yaml': both }, 'pod.yaml', '--waivers', 'both.yaml');
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('say different things');
});

test('what is taste does not speak about third-party manifests, unless the policy asks for it', async () => {
  const ids = async (...args: string[]): Promise<unknown[]> =>
    (await findings({ 'd.yaml': DEPLOYMENT }, 'd.yaml', ...args)).map(({ control }) => control);
  expect(await ids()).not.toEqual(expect.arrayContaining(['sorted-keys']));
  expect(await ids()).not.toEqual(expect.arrayContaining(['instance-label-matches-name']));
  writeFileSync(join(folder, 'taste.yaml'), 'everywhere: [sorted-keys, instance-label-matches-name]\n');
  expect(await ids('--policy', 'taste.yaml')).toEqual(
    expect.arrayContaining(['sorted-keys', 'instance-label-matches-name']),
  );
  writeFileSync(join(folder, 'locked.yaml'), 'locked: [sorted-keys]\n');
  expect(await ids('--policy', 'locked.yaml')).toEqual(expect.arrayContaining(['sorted-keys']));
});
