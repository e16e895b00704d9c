import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../lib/cli/program';
import { fakeIo } from '../fake-io';

const REPORT = {
  profile: 'restricted-2026-11',
  cluster: 'kubeadm',
  kubernetes: '1.36',
  today: '2026-11-21',
  objects: 2,
  controls: 100,
  judgements: 200,
  findings: [],
  suppressed: [],
  unjudged: [],
  declared: [],
  without: [],
};
const finding = (name: string, found: string) => ({
  control: 'image-pinned-to-digest',
  severity: 'medium',
  verdict: 'fail',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name },
  construct: `shop/${name}`,
  path: 'spec.template.spec.containers[0].image',
  container: name,
  found,
  needs: 'name:tag@sha256:…',
  fix: 'lock it',
  waivable: true,
  lock: null,
  message: 'the whole message',
});
const deployment = (app: string) =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector:\n    matchLabels:\n      app: ${app}\n`;
const MAP = '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synth-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An app that writes these files and this report, as a HardenedApp does, and then runs some code. */
function app(files: Record<string, string>, report: unknown = REPORT, code = ''): void {
  const lines = [
    "const { mkdirSync, writeFileSync } = require('node:fs');",
    'const out = process.env.CDK8S_OUTDIR;',
    'mkdirSync(out, { recursive: true });',
    report === null
      ? ''
      : `writeFileSync(process.env.BULWARK_REPORT, ${JSON.stringify(JSON.stringify(report))});`,
    `for (const [name, text] of Object.entries(${JSON.stringify(files)})) writeFileSync(out + '/' + name, text);`,
    code,
  ];
  writeFileSync(join(folder, 'app.js'), lines.join('\n'));
  writeFileSync(join(folder, 'cdk8s.yaml'), `app: '"${process.execPath}" app.js'\n`);
}

async function synth(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  const code = await run(['synth', ...args], io);
  return { code, out: io.out(), err: io.err() };
}
const written = () => readdirSync(join(folder, 'dist')).sort();

test('writes what the app rendered, and prints a short table', async () => {
  app({ '01-b.k8s.yaml': MAP, '00-a.k8s.yaml': deployment('web'), '.bulwark-index': '00-a.k8s.yaml\n' });
  const { code, out, err } = await synth();
  expect(err).toBe('');
  expect(out).toBe(`objects     2 (1 ConfigMap, 1 Deployment)
controls    100 of restricted-2026-11, 200 judgements
findings    0
suppressed  0
cluster     kubeadm, Kubernetes 1.36
time        0.0 s
files       2 files in dist
  00-a.k8s.yaml: 1 object
  01-b.k8s.yaml: 1 object
`);
  expect(code).toBe(0);
  expect(written()).toEqual(['.bulwark-index', '00-a.k8s.yaml', '01-b.k8s.yaml']);
});

test('removes what the previous run wrote, and nothing else', async () => {
  app({ '00-a.k8s.yaml': MAP });
  await synth();
  writeFileSync(join(folder, 'dist/mine.yaml'), 'mine');
  app({ '00-b.k8s.yaml': MAP });
  await synth();
  expect(written()).toEqual(['.bulwark-index', '00-b.k8s.yaml', 'mine.yaml']);
});

test('tells the app the day, the lock and where to write, and shows what it prints', async () => {
  const variables = "['BULWARK_TODAY', 'BULWARK_IMAGE_LOCK'].map((name) => process.env[name]).join(' ')";
  app({ '00-a.k8s.yaml': MAP }, REPORT, `console.log(${variables}); console.error('a warning');`);
  writeFileSync(join(folder, 'other.lock.json'), '{ "images": {} }');
  const { err } = await synth('--today', '2026-12-24', '--images', 'other.lock.json', '--out', 'elsewhere');
  expect(err).toBe(`2026-12-24 ${join(folder, 'other.lock.json')}\na warning\n`);
  expect(existsSync(join(folder, 'elsewhere/00-a.k8s.yaml'))).toBe(true);
});

test('findings: grouped by cause, the old output stays, the report is kept', async () => {
  app({ '00-old.k8s.yaml': MAP });
  await synth();
  const findings = [finding('web', '"web:1"'), finding('cart', '"cart:1"')];
  app({}, { ...REPORT, findings }, "throw new Error('[BulwarkError: 2 findings');");
  const { code, out, err } = await synth('--report', 'report.json');
  expect(out).toBe('');
  expect(err).toBe(`medium image-pinned-to-digest, 2 places: needs name:tag@sha256:…
  - shop/web (Deployment shop/web, spec.template.spec.containers[0].image, container web): found "web:1"
  - shop/cart (Deployment shop/cart, spec.template.spec.containers[0].image, container cart): found "cart:1"
  Fix: lock it
  Or waive: waive(…, { control: 'image-pinned-to-digest', reason: '…at least 20 characters…', owner: '…', expires: 'YYYY-MM-DD' })

bulwark: 2 findings; nothing was written
`);
  expect(code).toBe(1);
  expect(written()).toEqual(['.bulwark-index', '00-old.k8s.yaml']);
  expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toEqual({ ...REPORT, findings });
});

test('what validations of constructs say stands beside the findings', async () => {
  const invalid = ['shop: company rule: no', 'shop/web: second\n::error::'];
  app(
    {},
    { ...REPORT, findings: [finding('web', '"web:1"')], invalid },
    "throw new Error('[BulwarkError: 2');",
  );
  const { code, err } = await synth();
  expect(err).toContain('image-pinned-to-digest: found "web:1"');
  expect(err).toContain('bulwark: 1 finding; nothing was written\nbulwark: shop: company rule: no\n');
  expect(err).toContain('\nshop/web: second\\u000a::error::\n');
  expect(code).toBe(1);
  // An app that catches its error is no better.
  app({}, { ...REPORT, invalid });
  const caught = await synth('--format', 'json');
  expect(JSON.parse(caught.out)).toMatchObject({ written: false, problems: invalid });
  expect(caught.code).toBe(1);
});

const broken: [string, unknown, string, string][] = [
  [
    'throws',
    null,
    "throw new TypeError('x is not a function');",
    'bulwark: the app failed: TypeError: x is not a function\n  at app.js:6:7\n',
  ],
  ['ends', null, 'process.exit(3);', 'bulwark: the app ended with exit code 3 and said nothing\n'],
  ['judges nothing', null, '', 'bulwark: the app judged nothing: needs `new HardenedApp()`'],
  ['writes no report that can be read', { profile: 1 }, '', 'bulwark: the app judged nothing'],
  ['fails after its report', REPORT, "throw new Error('late');", 'bulwark: the app failed: late\n'],
];
test.each(broken)(
  'an app that %s is an error, and nothing is written',
  async (_title, report, code, message) => {
    app({ '00-a.k8s.yaml': MAP }, report, code);
    const result = await synth();
    expect(result.err).toContain(message);
    expect(result.code).toBe(1);
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  },
);

test('an app that writes to folders of its own is judged; --out is refused, and dist stays as it is', async () => {
  app({});
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/.bulwark-index'), 'kept.yaml\n');
  writeFileSync(join(folder, 'dist/kept.yaml'), 'kept');
  expect(await synth()).toMatchObject({
    code: 0,
    out: expect.stringContaining('where the code of the app says'),
  });
  expect(await synth('--out', 'dist')).toMatchObject({
    code: 1,
    err: expect.stringContaining('--out needs an app'),
  });
  expect(written()).toEqual(['.bulwark-index', 'kept.yaml']);
});

test('--against refuses to replace what runs, before anything is written', async () => {
  app({ '00-a.k8s.yaml': deployment('old') + MAP });
  await synth();
  app({ '00-a.k8s.yaml': deployment('new') });
  const { code, out, err } = await synth('--against', 'dist');
  expect(out).toBe(`against dist: 0 added, 1 removed, 1 changed, 0 unchanged
  - ConfigMap settings
  ~ Deployment web
`);
  expect(err).toContain('bulwark: 1 object would have to be replaced');
  expect(err).toContain('Deployment web, spec.selector: found {"matchLabels":{"app":"new"}}');
  expect(err).toContain("Fix: selector: { 'app': 'old' }");
  expect(code).toBe(1);
  expect(readFileSync(join(folder, 'dist/00-a.k8s.yaml'), 'utf8')).toContain('app: old');
  expect((await synth()).code).toBe(0);
});

test('--against says that a Job with other pods needs another name, and does not call that a mistake', async () => {
  const job = (name: string, image: string): string =>
    `apiVersion: batch/v1\nkind: Job\nmetadata: { name: ${name} }\nspec: { template: { spec: { containers: [{ name: a, image: '${image}' }] } } }\n---\n`;
  app({ '00-a.k8s.yaml': job('migrate', 'a:1') });
  await synth();
  app({ '00-a.k8s.yaml': job('migrate', 'a:2') });
  const refused = await synth('--against', 'dist');
  expect(refused.err).toContain('Job migrate, spec.template: found');
  expect(refused.err).toContain("Fix: name: 'migrate-2', since what a Job does is never changed");
  app({ '00-a.k8s.yaml': job('migrate-2', 'a:2') });
  const renamed = await synth('--against', 'dist');
  expect(renamed.code).toBe(0);
  expect(renamed.out).not.toContain('keep the old one');
});

test('--against lets other changes through', async () => {
  app({ '00-a.k8s.yaml': deployment('web') });
  await synth();
  app({ '00-a.k8s.yaml': deployment('web') + MAP });
  const { code, out } = await synth('--against', 'dist/00-a.k8s.yaml');
  expect(out).toContain('1 added, 0 removed, 0 changed, 1 unchanged\n  + ConfigMap settings\n');
  expect(code).toBe(0);
});

test('JSON is the same wherever it runs', async () => {
  app({ '00-a.k8s.yaml': MAP });
  const { out } = await synth('--format', 'json');
  expect(JSON.parse(out)).toEqual({
    written: true,
    out: 'dist',
    files: [{ name: '00-a.k8s.yaml', kinds: { ConfigMap: 1 } }],
    configuration: [],
    problems: [],
    report: REPORT,
    against: null,
  });
  expect(out).not.toContain(folder);
});

describe('files that are no objects', () => {
  const NAME = 'files/kube-apiserver/encryption.yaml';
  const REPORTED = {
    ...REPORT,
    configuration: [{ path: 'kube-apiserver/encryption.yaml', schema: 'EncryptionConfiguration' }],
  };
  const withFile = (text: string): void => {
    const made = `mkdirSync(out + '/files/kube-apiserver', { recursive: true });`;
    const put = `writeFileSync(out + '/${NAME}', ${JSON.stringify(text)});`;
    app({ '00-a.k8s.yaml': MAP }, REPORTED, `${made}\n${put}`);
  };
  const CONFIGURATION = 'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\n';

  test('are written in a folder of their own, listed, and counted as no objects', async () => {
    withFile(CONFIGURATION);
    const { code, out } = await synth('--report', 'report.json');
    expect(code).toBe(0);
    expect(out).toContain('objects     2 (1 ConfigMap)');
    expect(out).toContain(
      `files       2 files in dist\n  00-a.k8s.yaml: 1 object\n  ${NAME}: no object; install it`,
    );
    expect(readFileSync(join(folder, 'dist', NAME), 'utf8')).toBe(CONFIGURATION);
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report.files.map(({ name }: { name: string }) => name)).toEqual(['00-a.k8s.yaml']);
    expect(report.configuration).toEqual([
      { ...REPORTED.configuration[0], sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  test('are compared with those of an earlier output, and removed with their folder', async () => {
    withFile(CONFIGURATION);
    await synth();
    withFile(`${CONFIGURATION}resources: []\n`);
    const changed = await synth('--against', 'dist', '--format', 'json');
    expect(JSON.parse(changed.out)).toMatchObject({
      configuration: [NAME],
      against: {
        unchanged: 1,
        changed: [],
        files: { added: [], removed: [], changed: [NAME], unchanged: 0 },
      },
    });
    app({ '00-a.k8s.yaml': MAP });
    const removed = await synth('--against', 'dist');
    expect(removed.out).toContain(
      `files that are no objects: 0 added, 1 removed, 0 changed, 0 unchanged\n  - ${NAME}\n`,
    );
    expect(written()).toEqual(['.bulwark-index', '00-a.k8s.yaml']);
  });

  test('of somebody else are not compared, and not touched', async () => {
    app({ '00-a.k8s.yaml': MAP });
    await synth();
    mkdirSync(join(folder, 'dist/files'));
    writeFileSync(join(folder, 'dist/files/notes.txt'), 'mine');
    const { out } = await synth('--against', 'dist');
    expect(out).not.toContain('no objects');
    expect(readdirSync(join(folder, 'dist/files'))).toEqual(['notes.txt']);
  });

  test.each<[string, () => void]>([
    ['a link that leads nowhere', () => symlinkSync('nowhere', join(folder, 'dist/files'))],
    ['a link to somewhere else', () => symlinkSync(folder, join(folder, 'dist/files'))],
    ['a file', () => writeFileSync(join(folder, 'dist/files'), '')],
    [
      'a folder in the place of the index',
      () => {
        rmSync(join(folder, 'dist/.bulwark-index'));
        mkdirSync(join(folder, 'dist/.bulwark-index'));
      },
    ],
  ])('%s in an earlier output is no file of ours, and no stack trace', async (_, put) => {
    app({ '00-a.k8s.yaml': MAP });
    await synth();
    put();
    const { code, out } = await synth('--against', 'dist', '--out', 'other');
    expect([code, out]).toEqual([0, expect.not.stringContaining('no objects')]);
  });

  test('are written into no link, and neither is anything else', async () => {
    app({ '00-a.k8s.yaml': MAP });
    await synth();
    symlinkSync(folder, join(folder, 'dist/files'));
    withFile(CONFIGURATION);
    const { code, err } = await synth();
    expect([code, err]).toEqual([
      expect.any(Number),
      expect.stringContaining('a link or a file where a folder'),
    ]);
    expect(code).not.toBe(0);
    expect(err).not.toMatch(/^\s+at /m);
    expect(existsSync(join(folder, 'kube-apiserver'))).toBe(false);
  });

  test('are not written where something stands against the app', async () => {
    withFile(CONFIGURATION);
    app(
      { '00-a.k8s.yaml': MAP },
      { ...REPORTED, findings: [finding('web', 'x')] },
      `mkdirSync(out + '/files'); writeFileSync(out + '/files/a', '');`,
    );
    expect((await synth()).code).toBe(1);
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });

  test('do not stand in the way of a check of the output by its report', async () => {
    withFile(CONFIGURATION);
    await synth('--report', 'report.json');
    const io = fakeIo({ cwd: folder });
    await run(['check', 'dist'], io);
    expect(io.out() + io.err()).toContain('a configuration of the API server');
  });
});

const usage: [string, string[], string][] = [
  ['', [], 'synth: found no app to run; needs --app'],
  ['app: [', [], 'cdk8s.yaml: document 0'],
  ['app: true.js', ['--today', 'x'], '--today: found "x"'],
  ['app: node x', ['--images', 'none.json'], '--images: found no file none.json'],
  ['app: node x', ['--against', 'none'], 'none: found no such file or folder'],
];
test.each(usage)('ends with 2: %j %j', async (config, args, message) => {
  if (config !== '') writeFileSync(join(folder, 'cdk8s.yaml'), config);
  const { code, err } = await synth(...args);
  expect(err).toContain(message);
  expect(code).toBe(2);
});

test('counts what was written into third-party objects, and lists it where it is asked', async () => {
  const changes = [
    {
      object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'raw' },
      construct: 'shop/raw',
      fields: [
        {
          path: 'spec.containers[0].imagePullPolicy',
          container: 'app',
          before: 'absent',
          after: '"Always"',
          by: 'image-pull-policy',
        },
        { path: 'spec.hostIPC', container: null, before: 'true', after: 'absent', by: '' },
      ],
    },
  ];
  app({ '01-b.k8s.yaml': MAP }, { ...REPORT, changes });
  const silent = await synth();
  expect(silent.out).toContain('changed     1 third-party object, 2 fields (--changes lists them)\n');
  expect(silent.err).toBe('');
  const { err } = await synth('--changes');
  expect(
    err,
  ).toBe(`Pod shop/raw at shop/raw: changed spec.containers[0].imagePullPolicy of app: absent to "Always" (image-pull-policy)
Pod shop/raw at shop/raw: changed spec.hostIPC: true to absent
`);
  const { out } = await synth('--format', 'json');
  expect(JSON.parse(out)).toMatchObject({ report: { changes } });
});

test('says what to check in third-party objects, one line for each reason', async () => {
  const decision = (path: string, container: string | null, reason: string) => ({
    control: 'run-as-high-uid',
    object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'raw' },
    construct: 'shop/raw',
    path,
    container,
    action: 'wrote',
    reason,
  });
  const decisions = [
    decision('spec.containers[0].securityContext.runAsUser', 'app', 'another user'),
    decision('spec.containers[1].securityContext.runAsUser', 'proxy', 'another user'),
    decision('spec.enableServiceLinks', null, 'no variables'),
  ];
  app({ '01-b.k8s.yaml': MAP }, { ...REPORT, decisions });
  const { code, err } = await synth();
  expect(code).toBe(0);
  expect(
    err,
  ).toBe(`Pod shop/raw at shop/raw: check this: wrote securityContext.runAsUser (app, proxy): another user
Pod shop/raw at shop/raw: check this: wrote spec.enableServiceLinks: no variables
`);
});
