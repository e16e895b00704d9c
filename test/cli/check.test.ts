import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const MANIFESTS = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: { name: one, namespace: shop }
  spec:
    hostPID: true
    containers:
    - name: a
      image: one:1
- apiVersion: v1
  kind: Pod
  metadata: { name: two, namespace: shop }
  spec:
    containers:
    - name: a
      image: two:1
`;
const FINE = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\n';
const waiver = (fields: string) =>
  `- { control: no-host-pid, reason: the agent looks at the processes of its node, owner: us, ${fields} target: { kind: Pod, namespace: shop, name: one } }\n`;
/** A StatefulSet with a claim for each pod, and a claim next to it. */
const database = (size: string, storageClass: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  volumeClaimTemplates:
  - metadata: { name: data }
    spec: { resources: { requests: { storage: ${size} } } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: backup, namespace: shop }
spec:
  storageClassName: ${storageClass}
  resources: { requests: { storage: 1Gi } }
`;
const TODAY = ['--today', '2026-11-21'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  const files = {
    'web.yaml': MANIFESTS,
    'fine.yaml': FINE,
    'broken.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: [1] }\n',
    'waivers.yaml': waiver('expires: 2027-01-01,'),
    'expired.yaml': waiver('expires: 2026-01-01,'),
    'old.yaml': database('10Gi', 'slow'),
    'now.yaml': database('20Gi', 'fast'),
    'gone.yaml': FINE,
    'form.yaml': '- { control: no-host-pidd, reason: 7, owner: us, expires: 2027-01-01, until: x, on: 3 }\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function check(file: string, ...args: string[]) {
  const io = fakeIo({ cwd: folder, stdin: MANIFESTS });
  const code = await run(['check', file === '-' ? '-' : join(folder, file), ...TODAY, ...args], io);
  return { code, out: io.out().replaceAll(`${folder}/`, ''), err: io.err().replaceAll(`${folder}/`, '') };
}

test('says file, line, object and field, the item of a List too', async () => {
  const { code, out, err } = await check('web.yaml');
  expect(code).toBe(1);
  expect(err).toBe('');
  expect(out).toContain('high no-host-pid: found true;');
  expect(out).toContain('  - web.yaml:8 (Pod shop/one, spec.hostPID)\n');
});

test('says a cause once, with every place and what was found there', async () => {
  const { out } = await check('web.yaml');
  expect(out.match(/image-pinned-to-digest, /g)).toHaveLength(1);
  expect(out).toContain('image-pinned-to-digest, 2 places: needs name:tag@sha256:…\n');
  expect(out).toContain('web.yaml:11 (Pod shop/one, spec.containers[0].image, container a): found "one:1"');
  expect(out).toContain('web.yaml:18 (Pod shop/two, spec.containers[0].image, container a): found "two:1"');
});

test('says the worst first', async () => {
  const { out } = await check('web.yaml');
  const severities = [...out.matchAll(/^(critical|high|medium|low) /gm)].map(
    ([, severity]) => severity ?? '',
  );
  const ranks = severities.map((severity) => ['critical', 'high', 'medium', 'low'].indexOf(severity));
  expect(new Set(ranks).size).toBeGreaterThan(1);
  expect(ranks).toEqual([...ranks].sort());
});

test('reads standard input', async () => {
  expect((await check('-')).out).toContain('  - -:8 (Pod shop/one, spec.hostPID)');
});

test('ends with 0 where there is nothing to say', async () => {
  const { code, out } = await check('fine.yaml');
  expect(out).toMatch(
    /^1 object, \d+ controls of restricted-2026-11, Kubernetes 1.36: 0 findings, 0 suppressed\n$/,
  );
  expect(code).toBe(0);
});

test('the policy decides: dev takes tags', async () => {
  expect((await check('web.yaml', '--policy', 'dev')).out).not.toContain('image-pinned-to-digest');
});

test('a waiver suppresses its object only, and shows in the summary', async () => {
  const { out } = await check('web.yaml', '--waivers', 'waivers.yaml');
  expect(out).not.toContain('no-host-pid');
  expect(out).toContain('1 suppressed');
  expect((await check('web.yaml', '--waivers', 'waivers.yaml', '--no-waivers')).out).toContain('no-host-pid');
});

test('an expired waiver suppresses nothing', async () => {
  const { out } = await check('web.yaml', '--waivers', 'expired.yaml');
  expect(out).toContain('no-host-pid: found true');
  expect(out).toContain('it expired on 2026-01-01 (today is 2026-11-21)');
});

test('a waiver of a file that suppresses nothing is named by its line', async () => {
  const unused = waiver('expires: 2027-01-01,').replace('no-host-pid', 'no-host-ipc');
  writeFileSync(join(folder, 'unused.yaml'), `${waiver('expires: 2027-01-01,')}${unused}`);
  const { out } = await check('web.yaml', '--waivers', 'unused.yaml');
  expect(out).toContain(
    "waiver-unused: found the waiver of 'no-host-ipc' on Pod shop/one: it suppresses nothing",
  );
  expect(out).toContain('  - unused.yaml:2\n');
});

test('a waiver is shown as a file of waivers takes it', async () => {
  const { out } = await check('web.yaml');
  const shown = /no-host-pid: [\s\S]*?Or waive: (.*)\n/.exec(out)?.[1] ?? '';
  expect(shown).toContain("target: { kind: 'Pod', namespace: 'shop', name: 'one' } }");
  const filled = shown
    .replace('…at least 20 characters…', 'the agent looks at the processes of its node')
    .replace("owner: '…'", "owner: 'us'")
    .replace('YYYY-MM-DD', '2027-01-01');
  writeFileSync(join(folder, 'shown.yaml'), `${filled}\n`);
  expect((await check('web.yaml', '--waivers', 'shown.yaml')).out).toContain('1 suppressed');
});

test('a waiver file may be JSON', async () => {
  const on = { kind: 'Pod', namespace: 'shop', name: 'one' };
  const fields = {
    reason: 'the agent looks at the processes of its node',
    owner: 'us',
    expires: '2027-01-01',
  };
  writeFileSync(
    join(folder, 'waivers.json'),
    JSON.stringify([{ control: 'no-host-pid', ...fields, target: on }]),
  );
  expect((await check('web.yaml', '--waivers', 'waivers.json')).out).toContain('1 suppressed');
});

test('JSON is the report, with file and line', async () => {
  const { out } = await check('web.yaml', '--waivers', 'waivers.yaml', '--format', 'json');
  const report: unknown = JSON.parse(out);
  expect(report).toMatchObject({ profile: 'restricted-2026-11', objects: 2, today: '2026-11-21' });
  expect(report).toMatchObject({ suppressed: [{ control: 'no-host-pid', file: 'web.yaml', line: 8 }] });
  expect(JSON.stringify(report)).toContain('web.yaml:18 (Pod shop/two');
});

const unreadable: [string, string[], string[]][] = [
  ['missing.yaml', [], ['bulwark: missing.yaml: found no such file or folder']],
  ['broken.yaml', [], ['bulwark: broken.yaml: document 0, line 3: found metadata.name: a list']],
  ['web.yaml', ['--kubernetes', '1.5'], ['bulwark: --kubernetes: found "1.5"; needs one of 1.33']],
  ['web.yaml', ['--today', 'tomorrow'], ['bulwark: --today: found "tomorrow"']],
  ['web.yaml', ['--waivers', 'none.yaml'], ['bulwark: none.yaml: found no such file']],
  ['web.yaml', ['--waivers', 'web.yaml'], ['needs a list of waivers']],
  [
    'web.yaml',
    ['--waivers', 'form.yaml'],
    [
      "waiver 1: there is no field 'until'",
      'target: needs { kind, namespace, name }',
      "there is no control 'no-host-pidd'; did you mean 'no-host-pid'?",
      'reason: needs a string',
    ],
  ],
];
test.each(unreadable)('ends with 2: %s %j', async (file, args, messages) => {
  const { code, out, err } = await check(file, ...args);
  for (const message of messages) expect(err).toContain(message);
  expect(out).toBe('');
  expect(code).toBe(2);
});

test('judging nothing is no pass', async () => {
  const io = fakeIo({ stdin: '# nothing\n' });
  expect(await run(['check'], io)).toBe(2);
  expect(io.err()).toContain('found no objects');
});

describe('--against an earlier version', () => {
  const about = ({ out }: { readonly out: string }): string =>
    out
      .split('\n')
      .filter((line) => /immutable-field|data-loss|cascade|copy the data|(old|now)\.yaml/.test(line))
      .join('\n');

  test('finds what the API server would refuse, with the order that loses nothing', async () => {
    const result = await check('now.yaml', '--against', 'old.yaml');
    expect(result.code).toBe(1);
    const text = about(result);
    expect(text).toContain('high immutable-field');
    expect(text).toContain('now.yaml:5 (StatefulSet shop/db, spec.volumeClaimTemplates)');
    expect(text).toContain(
      'kubectl delete statefulset db -n shop --cascade=orphan, which keeps its pods and claims',
    );
    expect(text).toContain('now.yaml:13 (PersistentVolumeClaim shop/backup, spec.storageClassName)');
    expect(text).toContain('copy the data');
  });

  test('finds what goes, where it stood', async () => {
    const text = about(await check('gone.yaml', '--against', 'old.yaml'));
    expect(text).toContain('high data-loss');
    expect(text).toContain('old.yaml:1 (StatefulSet shop/db)');
    expect(text).toContain('old.yaml:9 (PersistentVolumeClaim shop/backup)');
  });

  test('says them in JSON, and nothing where nothing is lost', async () => {
    const { out, code } = await check('gone.yaml', '--against', 'old.yaml', '--format', 'json');
    expect(code).toBe(1);
    const { findings } = JSON.parse(out);
    const lost = findings.filter(({ control }: { control: string }) => control === 'data-loss');
    expect(lost).toHaveLength(2);
    expect(lost[0]).toMatchObject({ file: 'old.yaml', waivable: false });
    expect(
      about(await check('old.yaml', '--against', 'old.yaml')).match(/data-loss|immutable-field/),
    ).toBeNull();
    expect((await check('fine.yaml', '--against', 'fine.yaml')).code).toBe(0);
  });

  test('asks for a file that can be read', async () => {
    const { code, err } = await check('fine.yaml', '--against', 'none');
    expect([code, err]).toEqual([2, expect.stringContaining('found no such file or folder')]);
  });
});
