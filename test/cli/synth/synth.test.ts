import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, deployment, finding, folder, MAP, REPORT, synth, written } from './fake-app';

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

test('what validations of constructs say is beside the findings', async () => {
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
    'bulwark: the app failed: TypeError: x is not a function\n  at app.js:10:7\n',
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
