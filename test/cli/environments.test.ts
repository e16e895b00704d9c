import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const ROOT = join(__dirname, '../..');
const TODAY = ['--today', '2026-11-21'];

/** Two environments, of which one has a waiver of its own and another cluster. */
const PROGRAM = `
import { clusters, environments, IsolatedNamespace, SecureDeployment } from '${ROOT}/lib/cdk8s';
const waiver = (control) => ({ control, reason: 'the release job writes the digest', owner: 'team-shop', expires: '2027-02-01' });
environments(
  (app) => {
    const shop = new IsolatedNamespace(app, 'shop');
    return { web: new SecureDeployment(shop, 'web', { image: 'r.example.com/x:v1', port: 8080, probe: 'tcp' }) };
  },
  {
    staging: {
      cluster: clusters.kind({ registries: ['mirror.example.com'] }),
      waivers: [waiver('image-pinned-to-digest'), waiver('images-from-allowed-registries')],
    },
    prod: { cluster: clusters.kubeadm(), workloads: { web: { image: 'r.example.com/x@sha256:${'a'.repeat(64)}' } } },
  },
).synth();
`;

const SYNTH = [
  'synth',
  '--app',
  `"${ROOT}/node_modules/.bin/tsx" main.ts`,
  '--report',
  'report.json',
  ...TODAY,
];

let made = '';
let folder = '';
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'environments-made-'));
  folder = made;
  writeFileSync(join(folder, 'main.ts'), PROGRAM);
  const exports = ['trivy=.trivyignore.yaml', 'kyverno=exceptions'].flatMap((to) => ['--export-waivers', to]);
  const { code, err } = await bulwark(...SYNTH, ...exports);
  expect([code, err]).toEqual([0, '']);
}, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'environments-'));
  cpSync(made, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => rmSync(made, { recursive: true }));

async function bulwark(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err() };
}
const check = (...args: string[]) => bulwark('check', ...args, '--report', 'report.json', ...TODAY);
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('every environment is judged as its run judged it', async () => {
  const { code, out, err } = await check('dist');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(
    /^environment staging \(kind, Kubernetes 1\.\d+\):\nas the run of report\.json, environment staging judged, for cluster kind\n.* 0 findings, .*\nenvironment prod \(kubeadm, /,
  );
});

test.each([
  ['dist/staging', ['staging']],
  ['dist/prod/', ['prod']],
  ['./dist/../dist/prod', ['prod']],
])('%s is of %j alone', async (path, names) => {
  const { code, out } = await check(path);
  expect(code).toBe(0);
  expect(out.match(/^environment \w+/gm)).toEqual(names.map((name) => `environment ${name}`));
});

test('a waiver of one environment suppresses nothing in another', async () => {
  const prod = join(folder, 'dist/prod/01-shop.k8s.yaml');
  writeFileSync(prod, text('dist/staging/01-shop.k8s.yaml'));
  const { code, out } = await check('dist');
  expect(code).toBe(1);
  expect(out).toMatch(/environment prod [\s\S]*image-pinned-to-digest[\s\S]*it is not as the run wrote it/);
  expect(out.slice(0, out.indexOf('environment prod'))).toMatch(/ 0 findings, [1-9]\d* suppressed\n$/);
});

test('JSON has all of them together, and each by itself', async () => {
  writeFileSync(
    join(folder, 'dist/prod/more.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: default }\n',
  );
  const { code, out } = await check('dist', '--format', 'json');
  expect(code).toBe(1);
  const { findings, suppressed, environments, unreadable, ...rest } = JSON.parse(out);
  const { objects } = rest;
  expect(unreadable).toEqual([]);
  expect(new Set(findings.map(({ environment }: { environment: string }) => environment))).toEqual(
    new Set(['prod']),
  );
  expect(findings[0].message).toMatch(/^prod: /);
  expect(findings[0].file).toMatch(/^dist\/prod\//);
  expect(suppressed[0].environment).toBe('staging');
  expect(environments).toMatchObject([
    { name: 'staging', report: { cluster: 'kind', findings: [], run: { fits: true } } },
    { name: 'prod', report: { cluster: 'kubeadm', run: { fits: false } } },
  ]);
  expect(objects).toBe(environments[0].report.objects + environments[1].report.objects);
});

test.each<[string, () => void, string, string]>([
  [
    'another folder',
    () => cpSync(join(folder, 'dist/prod'), join(folder, 'out'), { recursive: true }),
    'out',
    'out: the report report.json has the environments staging, prod; needs the folder of one of them, or the one above. Fix: dist/staging',
  ],
  ['standard input', () => {}, '-', '-: the report report.json has the environments staging, prod'],
  [
    'a folder that lacks one',
    () => rmSync(join(folder, 'dist/staging'), { recursive: true }),
    'dist',
    'dist: staging: the run wrote it, and it is not here',
  ],
  [
    'a folder with a file beside them',
    () => writeFileSync(join(folder, 'dist/evil.yaml'), ''),
    'dist',
    'dist: evil.yaml: it is of no environment',
  ],
  [
    'a folder with a hidden one beside them',
    () => cpSync(join(folder, 'dist/prod'), join(folder, 'dist/.prod'), { recursive: true }),
    'dist',
    'dist: .prod: it is of no environment',
  ],
])('%s is refused', async (_, change, path, message) => {
  change();
  const { code, err } = await check(path);
  expect(err).toContain(message);
  expect(code).toBe(2);
});

test.each<[string, (report: { environments: { name: string; report: object }[] }) => void, string]>([
  ['no environment', (report) => report.environments.splice(0), 'found no environment'],
  [
    'one twice',
    ({ environments }) => environments.push(...environments.slice(0, 1)),
    'found the environment staging twice',
  ],
  [
    'one without rules',
    ({ environments }) => Object.assign(environments[1]?.report ?? {}, { rules: null }),
    'report.json, environment prod: rules: found none',
  ],
])('a report with %s is refused', async (_, change, message) => {
  const report = JSON.parse(text('report.json'));
  change(report);
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
  const { code, err } = await check('dist');
  expect(err).toContain(message);
  expect(code).toBe(2);
});

test('what cannot be read is worse than a finding, whichever environment comes first', async () => {
  writeFileSync(join(folder, 'dist/staging/broken.yaml'), 'a: [');
  writeFileSync(
    join(folder, 'dist/prod/more.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
  );
  const { code, out, err } = await check('dist');
  expect(err).toContain('dist/staging/broken.yaml');
  expect(out).toContain('environment prod');
  expect(code).toBe(2);
});

test('--against compares each with its own folder of an earlier output', async () => {
  cpSync(join(folder, 'dist'), join(folder, 'old'), { recursive: true });
  const selector = /selector:\n {4}matchLabels:\n/;
  const shop = 'old/prod/01-shop.k8s.yaml';
  expect(text(shop)).toMatch(selector);
  writeFileSync(
    join(folder, shop),
    text(shop).replace(selector, (found) => `${found}      old: "yes"\n`),
  );
  const { code, out } = await check('dist', '--against', 'old');
  expect(code).toBe(1);
  expect(out.slice(0, out.indexOf('environment prod'))).not.toContain('immutable-field');
  expect(out).toContain('immutable-field');
  rmSync(join(folder, 'old/prod'), { recursive: true });
  expect(await check('dist', '--against', 'old')).toMatchObject({ code: 0 });
  expect((await check('dist', '--against', 'main.ts')).err).toContain(
    '--against: found no folder of staging, prod in main.ts',
  );
});

test('waivers go to a file for each environment, by the files in its folder', async () => {
  const synthesized = [
    '.trivyignore.staging.yaml',
    '.trivyignore.prod.yaml',
    'exceptions.staging',
    'exceptions.prod',
  ];
  for (const name of synthesized) expect(existsSync(join(folder, name))).toBe(true);
  expect(text('.trivyignore.staging.yaml')).toContain('the release job writes the digest');
  expect(text('.trivyignore.staging.yaml')).toContain('01-shop.k8s.yaml');
  expect(text('.trivyignore.staging.yaml')).not.toContain('staging/');
  expect(text('.trivyignore.prod.yaml')).not.toContain('the release job writes the digest');
  expect(text('exceptions.staging')).toContain('require-image-checksum');
  expect(text('exceptions.prod')).not.toContain('require-image-checksum');
  expect(existsSync(join(folder, '.trivyignore.yaml'))).toBe(false);
  await check('dist', '--export-waivers', 'trivy=out.yaml');
  expect(text('out.staging.yaml')).toBe(text('.trivyignore.staging.yaml'));
  expect(text('out.prod.yaml')).toBe(text('.trivyignore.prod.yaml'));
  await check('dist/staging', '--export-waivers', 'trivy=one.yaml');
  expect(text('one.yaml')).toBe(text('.trivyignore.staging.yaml'));
  const { code, err } = await check(
    'dist',
    ...['trivy=a', 'kyverno=a'].flatMap((to) => ['--export-waivers', to]),
  );
  expect([code, err]).toEqual([2, expect.stringContaining('found a twice')]);
});
