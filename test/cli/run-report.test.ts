import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { CAN_OPT_OUT } from '../../lib/core/policy/can-opt-out';
import { fakeIo } from './fake-io';

const ROOT = join(__dirname, '../..');
const TODAY = ['--today', '2026-11-21'];
const LOCK = 'locked.yaml';

/** A control that finds something on each Deployment. */
const TEAM = `module.exports = [{
  id: 'acme/team', on: 'object', title: 'A team', category: 'workload', severity: 'low', why: 'Who.', fix: 'a label',
  refs: {}, kinds: ['Deployment'], params: { label: 'none' }, examples: { good: [], bad: [] },
  check(manifest, report, { params }) {
    if (manifest.metadata.labels[params.label] === undefined)
      report({ path: 'metadata.labels', found: undefined, needs: 'the label ' + params.label });
  },
}];
`;

/** A program with opt-outs, waivers, a control, a cluster and an owner of its own. */
const PROGRAM = `
import { clusters, HardenedApp, IsolatedNamespace, restricted, SecureDeployment, waive } from '${ROOT}/lib/cdk8s';
const waiver = { reason: 'the release job writes the digest', owner: 'team-shop', expires: '2027-02-01' };
const app = new HardenedApp({
  policy: restricted({
    owner: 'team-shop',
    without: ['sorted-keys'],
    params: { 'dns-config-ndots': { ndots: 3 }, 'acme/team': { label: 'team' } },
    controls: require('./team.cjs'),
  }),
  cluster: clusters.kind({ dns: { port: 5353 } }),
});
const shop = new IsolatedNamespace(app, 'shop');
waive(app, { control: 'image-pinned-to-digest', ...waiver }, { control: 'acme/team', ...waiver });
for (const name of ['web', 'api']) {
  new SecureDeployment(shop, name, { image: 'r.example.com/x:v1', port: 8080, probe: 'tcp', spread: 'optOut' });
}
const batch = new IsolatedNamespace(app, 'batch', { cpuLimits: 'optOut' });
new SecureDeployment(batch, 'worker', { image: 'r.example.com/x:v1', resources: { cpuLimit: 'optOut' } });
app.synth();
`;

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'run-report-'));
  writeFileSync(join(folder, 'main.ts'), PROGRAM);
  writeFileSync(join(folder, 'team.cjs'), TEAM);
  writeFileSync(
    join(folder, LOCK),
    'owner: team-shop\nlocked: [image-pinned-to-digest, pod-anti-affinity]\n',
  );
  const app = `"${ROOT}/node_modules/.bin/tsx" main.ts`;
  const made = await bulwark('synth', '--app', app, '--report', 'report.json', ...TODAY);
  expect([made.code, made.err]).toEqual([0, '']);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

async function bulwark(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err() };
}

async function report(...args: string[]) {
  const { code, out } = await bulwark('check', 'dist', '--format', 'json', ...TODAY, ...args);
  const parsed: {
    findings: { control: string; message: string }[];
    suppressed: { control: string; by: string }[];
    without: string[];
    run: { fits: boolean; misfits: string[] } | null;
  } = JSON.parse(out);
  return { code, ...parsed, controls: [...new Set(parsed.findings.map(({ control }) => control))].sort() };
}

/** A report with something else in it. */
function forged(change: (report: Record<string, unknown>) => void): string {
  const value = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  change(value);
  writeFileSync(join(folder, 'forged.json'), JSON.stringify(value));
  return 'forged.json';
}

test('what a run wrote passes with its report, and with nothing else', async () => {
  const without = await report();
  expect([without.code, without.run]).toEqual([1, null]);
  expect(without.controls).toEqual(expect.arrayContaining(['image-pinned-to-digest', 'pod-anti-affinity']));
  const checked = await report('--report', 'report.json');
  expect([checked.code, checked.findings]).toEqual([0, []]);
  expect(checked.run).toEqual({ file: 'report.json', fits: true, misfits: [] });
  expect(checked.without).toEqual(['sorted-keys']);
  expect(new Set(checked.suppressed.map(({ by }) => by))).toEqual(new Set(['waiver', 'opt-out']));
  const { out } = await bulwark('check', 'dist', '--report', 'report.json', ...TODAY);
  expect(out).toMatch(
    /^as the run of report\.json judged, for cluster kind; its policy leaves out sorted-keys\n/,
  );
});

test('a report in the terms of a former version is read, with a note', async () => {
  const name = forged((value) => {
    const { suppressed } = value;
    delete value.suppressed;
    const former = (finding: Record<string, unknown>) => {
      const { suppression, by, ...rest } = finding;
      const { optOut, ...excuse } = Object(suppression);
      return optOut === true
        ? { ...rest, excuse: { ...excuse, concession: true }, by: 'default refused' }
        : { ...rest, excuse, by };
    };
    value.excused = Array.isArray(suppressed) ? suppressed.map(former) : [];
  });
  const { code, out, err } = await bulwark('check', 'dist', '--report', name, ...TODAY);
  expect(err).toBe(
    'bulwark: forged.json: its words are those of a former version, which are read until 1.0: run bulwark synth --report again\n',
  );
  expect([code, out.match(/, 0 findings, .*suppressed$/m) === null]).toEqual([0, true]);
  const both = forged((value) => Object.assign(value, { excused: [] }));
  expect((await bulwark('check', 'dist', '--report', both, ...TODAY)).code).toBe(0);
});

test('what a program opted out of by annotations holds with its report, and with nothing else', async () => {
  const limits = ['cpu-limits', 'limit-range', 'resource-quota'];
  expect((await report()).controls).toEqual(expect.arrayContaining(limits));
  const checked = await report('--report', 'report.json');
  expect(checked.controls).toEqual([]);
});

test('a control that the program brought is named where nobody hands it in, and judges where someone does', async () => {
  const { code, out } = await bulwark('check', 'dist', '--report', 'report.json', ...TODAY);
  expect(code).toBe(0);
  expect(out).toContain(
    'controls of the run that are not known here: acme/team; give them with --controls\n',
  );
  const handed = ['--controls', 'team.cjs'];
  const checked = await report('--report', 'report.json', ...handed);
  expect([checked.code, checked.findings]).toEqual([0, []]);
  expect(checked.suppressed.map(({ control }) => control)).toContain('acme/team');
  expect((await bulwark('check', 'dist', '--report', 'report.json', ...handed, ...TODAY)).out).not.toContain(
    'not known here',
  );
  const judged = await report('--report', 'report.json', '--no-waivers', ...handed);
  expect(judged.findings.filter(({ message }) => message.includes('the label team'))).toHaveLength(3);
});

test('annotations alone suppress nothing', async () => {
  const { controls } = await report(
    '--report',
    forged((value) => Object.assign(value, { suppressed: [] })),
  );
  expect(controls).toContain('image-pinned-to-digest');
});

test('a waiver that has expired since then is said, with its place, once', async () => {
  const { code, findings } = await report('--report', 'report.json', '--today', '2027-02-01');
  expect(code).toBe(1);
  const about = findings.filter(({ control }) => control === 'waiver-invalid');
  expect(about).toHaveLength(1);
  expect(about[0]?.message).toMatch(
    /^waiver-invalid at shop\/.*in the report report\.json: it expired on 2027-02-01/,
  );
});

test('--no-waivers leaves opt-outs', async () => {
  expect((await report('--report', 'report.json', '--no-waivers')).controls).toEqual([
    'image-pinned-to-digest',
  ]);
});

test('nothing that a policy locks is suppressed by a report', async () => {
  const { code, suppressed, controls } = await report('--report', 'report.json', '--policy', LOCK);
  expect(code).toBe(1);
  expect(controls).toEqual(
    expect.arrayContaining(['image-pinned-to-digest', 'pod-anti-affinity', 'waiver-invalid']),
  );
  expect(suppressed.map(({ control }) => control)).not.toContain('pod-anti-affinity');
});

describe('a report that does not fit', () => {
  const path = () => join(folder, 'dist/01-shop.k8s.yaml');
  let text = '';
  beforeEach(() => {
    text = readFileSync(path(), 'utf8');
  });
  afterEach(() => {
    writeFileSync(path(), text);
    rmSync(join(folder, 'dist/more.yaml'), { force: true });
  });

  test.each<[string, () => void, string]>([
    [
      'one byte changed',
      () => writeFileSync(path(), text.replace('replicas: 2', 'replicas: 3')),
      'dist/01-shop.k8s.yaml: it is not as the run wrote it',
    ],
    [
      'a byte that means nothing',
      () => writeFileSync(path(), `${text}\n`),
      'dist/01-shop.k8s.yaml: it is not as the run wrote it',
    ],
    [
      'a byte order mark',
      () => writeFileSync(path(), `\ufeff${text}`),
      'dist/01-shop.k8s.yaml: it is not as the run wrote it',
    ],
    [
      'a file more',
      () =>
        writeFileSync(
          join(folder, 'dist/more.yaml'),
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\n',
        ),
      'dist/more.yaml: the run did not write it',
    ],
    ['a file less', () => rmSync(path()), '01-shop.k8s.yaml: the run wrote it, and it is not here'],
  ])('%s is said, and nothing of it is used', async (_, change, message) => {
    change();
    const { code, run: of, without, suppressed } = await report('--report', 'report.json');
    expect(code).toBe(1);
    expect(of).toEqual({ file: 'report.json', fits: false, misfits: [message] });
    expect([without, suppressed]).toEqual([[], []]);
    const { out } = await bulwark('check', 'dist', '--report', 'report.json', ...TODAY);
    expect(out).toContain(
      `the report report.json does not fit the files, so nothing of it was used:\n  - ${message}\n`,
    );
  });

  test('a name alone is no difference', async () => {
    renameSync(path(), join(folder, 'dist/more.yaml'));
    expect((await report('--report', 'report.json')).code).toBe(0);
  });

  test('what an option leaves out is missing', async () => {
    const { run: of } = await report('--report', 'report.json', '--exclude', '01-*');
    expect(of?.misfits).toEqual(['01-shop.k8s.yaml: the run wrote it, and it is not here']);
  });
});

describe('what is no report of a run', () => {
  const suppression = { control: 'no-host-pid', reason: 'because I say so in here', optOut: true };
  test.each<[string, () => string, RegExp]>([
    ['no such file', () => 'none.json', /^bulwark: none\.json: found no such file/],
    ['no JSON', () => 'main.ts', /^bulwark: main\.ts: /],
    ['no report', () => LOCK, /^bulwark: locked\.yaml: /],
    [
      'of a run that wrote nothing',
      () => forged((value) => delete value.files),
      /found no files; needs the report of a run/,
    ],
    ['without rules', () => forged((value) => Object.assign(value, { rules: null })), /rules: found none/],
    [
      'with rules that are wrong',
      () => forged((value) => Object.assign(value, { rules: { policy: { lock: 1 }, cluster: {} } })),
      /forged\.json: lock: there is no such field/,
    ],
    [
      'with files of a wrong form',
      () => forged((value) => Object.assign(value, { files: [1] })),
      /files: needs name and sha256/,
    ],
    [
      'with a refusal of what cannot be refused',
      () =>
        forged(
          (value) => Array.isArray(value.suppressed) && Object.assign(value.suppressed[0], { suppression }),
        ),
      /suppressed\[0\]: the control 'no-host-pid' has no default that you can opt out of/,
    ],
    [
      'with a waiver without an end',
      () =>
        forged(
          (value) =>
            Array.isArray(value.suppressed) &&
            Object.assign(value.suppressed[0], { suppression: { ...suppression, optOut: false } }),
        ),
      /suppressed\[0\]: there is no field 'optOut'/,
    ],
  ])('%s', async (_, make, message) => {
    const { code, out, err } = await bulwark('check', 'dist', '--report', make());
    expect(err).toMatch(message);
    expect([code, out]).toEqual([2, '']);
  });
});

test('every default that a prop opts out of is one that a report may opt out of', () => {
  const value = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const refused: string[] = value.suppressed
    .filter(({ by }: { by: string }) => by === 'opt-out')
    .map(({ control }: { control: string }) => control);
  expect(refused.filter((id) => !CAN_OPT_OUT.some((known) => known === id))).toEqual([]);
});
