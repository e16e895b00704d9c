import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../../lib/cli/program';
import { fakeIo } from '../fake-io';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synth-pulumi-'));
  symlinkSync(resolve(__dirname, '../../../node_modules'), join(folder, 'node_modules'), 'dir');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};

async function synth(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  const code = await run(['synth', '--pulumi', '--today', '2026-11-21', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

const LABELS =
  "{ 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/instance': 'shop', 'app.kubernetes.io/managed-by': 'pulumi', 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/component': 'settings', 'app.kubernetes.io/version': '1' }";

const HEAD = `const pulumi = require('@pulumi/pulumi');
const { ConfigMap } = require('@pulumi/kubernetes/core/v1');
const labels = ${LABELS};
const map = (name, data) => new ConfigMap(name, { metadata: { name, namespace: 'shop', labels }, data });
`;

describe('a program is a process of its own', () => {
  test('what it registers is written, and the next run replaces it', async () => {
    write({
      'Pulumi.yaml': 'name: shop\nruntime: nodejs\nconfig:\n  mode: { default: quiet }\n',
      'Pulumi.live.yaml': 'config:\n  shop:size: 3\n  shop:token: { secure: v1:abc }\n',
      'index.js': `${HEAD}
const config = new pulumi.Config();
map('b', { stack: pulumi.getStack(), mode: config.require('mode'), size: config.require('size'), more: config.require('more') });
map('a', { late: new Promise((resolve) => setTimeout(() => resolve('yes'), 50)) });
`,
    });
    const { code, err, out } = await synth('--config', 'more=x=y', '--config', 'size=4');
    expect(err).toContain(
      'warning: shop:token is encrypted, so it is not set: give it with --config shop:token=…',
    );
    expect([code, out]).toEqual([0, expect.stringContaining('objects     2 (2 ConfigMap)')]);
    expect(readdirSync(join(folder, 'dist-pulumi')).sort()).toEqual(['.bulwark-index', '01-shop.k8s.yaml']);
    const text = readFileSync(join(folder, 'dist-pulumi/01-shop.k8s.yaml'), 'utf8');
    expect(text.match(/^ {2}(?:late|mode|more|size|stack): .*$/gm)).toEqual([
      '  mode: quiet',
      '  more: x=y',
      '  size: "4"',
      '  stack: live',
      '  late: "yes"',
    ]);
    expect(text.match(/^ {2}name: .$/gm)).toEqual(['  name: b', '  name: a']);
  }, 120_000);

  test('the function that a program exports is called, and what it says late is there', async () => {
    write({
      'index.js': `${HEAD}module.exports = async () => { await new Promise((r) => setTimeout(r, 50)); map('late'); };`,
    });
    const { code, out } = await synth('--app', 'node index.js');
    expect([code, out]).toEqual([0, expect.stringContaining('objects     1 (1 ConfigMap)')]);
  }, 120_000);

  test('an ES module may export it by default', async () => {
    write({
      'index.mjs': `import { ConfigMap } from '@pulumi/kubernetes/core/v1/configMap.js';
export default async () => { new ConfigMap('late', { metadata: { name: 'late', namespace: 'shop' } }); };`,
    });
    const { code, out, err } = await synth('--app', 'node index.mjs', '--format', 'json');
    expect([code, err, JSON.parse(out).report.objects]).toEqual([expect.any(Number), '', 1]);
  }, 120_000);

  test.each([
    [
      'in an apply',
      "pulumi.output(1).apply(() => { throw new Error('inside'); });",
      'the app failed: inside',
    ],
    ['at once', "throw new TypeError('at once');", 'the app failed: TypeError: at once'],
    [
      'as a logged error',
      "pulumi.log.error('bad').then(() => {});",
      'the app failed: the program logged an error',
    ],
    [
      'never settled',
      "map('b', new Promise(() => {}));",
      'the app failed: the program waits for what never comes',
    ],
    [
      'in its function',
      "module.exports = () => Promise.reject(new Error('in main'));",
      'the app failed: in main',
    ],
    [
      'function that never ends',
      'module.exports = () => new Promise(() => {});',
      'the app failed: the program waits',
    ],
    ['nothing registered', '', 'the program registered nothing'],
  ])(
    'what fails %s fails the run, and the old output stays',
    async (_where, code, message) => {
      mkdirSync(join(folder, 'dist-pulumi'));
      write({ 'dist-pulumi/.bulwark-index': '01-shop.k8s.yaml\n', 'dist-pulumi/01-shop.k8s.yaml': 'before' });
      write({ 'bad.js': `${HEAD}${code === '' ? '' : "map('a');"}${code}` });
      const failed = await synth('--app', 'node bad.js');
      expect([failed.code, failed.err]).toEqual([1, expect.stringContaining(message)]);
      expect(failed.err).not.toMatch(/^ {4}at /m);
      expect(readFileSync(join(folder, 'dist-pulumi/01-shop.k8s.yaml'), 'utf8')).toBe('before');
    },
    60_000,
  );

  test('findings of a plain program are those of the policy; nothing is written', async () => {
    write({ 'index.js': `${HEAD}new ConfigMap('a', { metadata: { name: 'a', namespace: 'default' } });` });
    const { code, err } = await synth('--app', 'node index.js');
    expect([code, err]).toEqual([1, expect.stringContaining('no-default-namespace')]);
    expect(existsSync(join(folder, 'dist-pulumi'))).toBe(false);
  }, 120_000);

  test('a kind of which nothing is known refuses the run, until --kinds says what it carries', async () => {
    write({
      'index.js': `${HEAD}
const { CustomResource } = require('@pulumi/kubernetes/apiextensions');
map('a');
new CustomResource('w', { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'shop', labels } });
`,
      'kinds.yaml': '- { group: example.com, kind: Widget, pods: [] }',
    });
    const refused = await synth('--app', 'node index.js');
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining('unknown-kind: cannot be judged'),
    ]);
    const told = await synth('--app', 'node index.js', '--kinds', 'kinds.yaml');
    expect([told.code, told.out]).toEqual([
      0,
      expect.stringContaining(
        '1 object without pods because the policy or --kinds says so: Widget of example.com/v1',
      ),
    ]);
  }, 120_000);

  test('objects beside an app are judged with those of the app', async () => {
    const lib = JSON.stringify(resolve(__dirname, '../../../lib/pulumi'));
    const program = (namespace: string): string => `
import { ConfigMap } from '@pulumi/kubernetes/core/v1/configMap';
import { HardenedApp, IsolatedNamespace } from ${lib};
const app = new HardenedApp('app');
const shop = new IsolatedNamespace('shop', {}, { parent: app });
const labels = ${LABELS};
new ConfigMap('a', { metadata: { namespace: '${namespace}', name: 'a', labels } }, { parent: shop });
`;
    write({ 'bad.ts': program('default'), 'good.ts': program('shop') });
    const bad = await synth('--app', 'node --import tsx bad.ts');
    expect([bad.code, bad.err]).toEqual([1, expect.stringContaining('no-default-namespace')]);
    expect(existsSync(join(folder, 'dist-pulumi'))).toBe(false);
    const good = await synth('--app', 'node --import tsx good.ts');
    expect([good.code, good.out]).toEqual([0, expect.stringContaining('1 ConfigMap')]);
  }, 120_000);

  test('files that are no objects are written beside them', async () => {
    const lib = JSON.stringify(resolve(__dirname, '../../../lib/pulumi'));
    write({
      'index.ts': `
import { clusters, HardenedApp, IsolatedNamespace } from ${lib};
const encryption = { write: { secretbox: { name: 'key-1', variable: 'ETCD_KEY_1' } } };
new IsolatedNamespace('shop', {}, { parent: new HardenedApp('app', { cluster: clusters.kubeadm({ encryption }) }) });
`,
    });
    const { code, out } = await synth('--app', 'node --import tsx index.ts');
    const name = 'files/kube-apiserver/encryption.yaml';
    expect([code, out]).toEqual([0, expect.stringContaining(`${name}: no object`)]);
    expect(readFileSync(join(folder, 'dist-pulumi', name), 'utf8')).toContain(
      'kind: EncryptionConfiguration',
    );
  }, 120_000);

  const SECRET = `${HEAD}
const { Secret } = require('@pulumi/kubernetes/core/v1');
const key = new pulumi.Config().requireSecret('key');
map('a', { plain: 'x', key });
new Secret('s', { metadata: { name: 's', namespace: 'shop' }, stringData: { key } });
`;

  test('secrets are written where that is asked for alone, and then for the owner of the files', async () => {
    write({
      'index.js': SECRET,
      'Pulumi.yaml': 'name: shop\n',
      'waivers.yaml':
        '- { control: no-credentials-in-configmaps, reason: the reason of a test is long enough, owner: me, expires: 2027-01-01, target: { kind: ConfigMap, namespace: shop, name: a } }\n',
    });
    const program = [
      '--app',
      'node index.js',
      '--config',
      'key=hunter22-hunter22',
      '--report',
      'report.json',
    ];
    const refused = await synth(...program);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining(
        'no-credentials-in-configmaps: found "a value that the program says is secret, which is not shown"',
      ),
    ]);
    expect(refused.err).not.toContain('hunter22');
    const args = [...program, '--waivers', 'waivers.yaml'];
    const path = join(folder, 'dist-pulumi/01-shop.k8s.yaml');
    const hidden = await synth(...args);
    expect([hidden.code, hidden.err]).toEqual([
      0,
      expect.stringContaining('note: 2 secret values are not in the output'),
    ]);
    expect(hidden.err).toContain('Secret shop/s, stringData.key');
    expect(readFileSync(path, 'utf8')).toContain('key: "[secret]"');
    for (const text of [
      hidden.err,
      hidden.out,
      readFileSync(path, 'utf8'),
      readFileSync(join(folder, 'report.json'), 'utf8'),
    ])
      expect(text).not.toContain('hunter22');
    const shown = await synth(...args, '--show-secrets');
    expect([shown.code, shown.err]).toEqual([0, '']);
    expect(readFileSync(path, 'utf8').match(/hunter22-hunter22/g)).toHaveLength(2);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }, 120_000);

  test('policy, cluster and waivers of the command line reach it', async () => {
    write({
      'index.js': `${HEAD}new ConfigMap('a', { metadata: { name: 'a', namespace: 'default', labels } });`,
      'waivers.yaml':
        '- { control: no-default-namespace, reason: the reason of a test is long enough, owner: me, expires: 2027-01-01, target: { kind: ConfigMap, namespace: default, name: a } }\n',
    });
    const options = [
      '--policy',
      'dev',
      '--cluster',
      'kind',
      '--kubernetes',
      '1.35',
      '--waivers',
      'waivers.yaml',
    ];
    const { code, out, err } = await synth('--app', 'node index.js', ...options, '--format', 'json');
    const { report } = JSON.parse(out);
    expect([code, err]).toEqual([0, '']);
    expect([report.profile, report.cluster, report.kubernetes, report.suppressed.length]).toEqual([
      'dev-2026-11',
      'kind',
      '1.35',
      1,
    ]);
  }, 120_000);

  test('what hardenStack decided is in the text and in the report', async () => {
    const lib = JSON.stringify(resolve(__dirname, '../../../lib/pulumi'));
    write({
      'index.ts': `
import { ServiceAccount } from '@pulumi/kubernetes/core/v1/serviceAccount';
import { hardenStack } from ${lib};
hardenStack();
new ServiceAccount('ctl', { metadata: { name: 'ctl', namespace: 'shop' } });
`,
    });
    const { err, out } = await synth('--app', 'node --import tsx index.ts', '--format', 'json');
    const { decisions } = JSON.parse(out).report;
    expect(decisions).toContainEqual(
      expect.objectContaining({ path: 'automountServiceAccountToken', action: 'wrote', construct: 'ctl' }),
    );
    expect(err).toBe('');
    const text = await synth('--app', 'node --import tsx index.ts');
    expect(text.err.match(/check this: wrote automountServiceAccountToken/g)).toHaveLength(1);
    expect(text.err).toContain(
      'ServiceAccount shop/ctl at ctl: check this: wrote automountServiceAccountToken',
    );
  }, 120_000);

  test('what only its provider can make is unknown; the waiver that is printed suppresses it', async () => {
    write({
      'index.js': `${HEAD}map('a');
const { helm } = require('@pulumi/kubernetes');
new pulumi.CustomResource('kubernetes:helm.sh/v3:Release', 'chart', { chart: 'x', namespace: 'shop' });
new helm.v3.Chart('other', { chart: 'x', namespace: 'shop' });`,
    });
    const refused = await synth('--app', 'node index.js', '--report', 'report.json');
    expect([refused.code, existsSync(join(folder, 'dist-pulumi'))]).toEqual([1, false]);
    expect(refused.err).toContain('high no-unseen-objects: cannot be judged: found "a Helm release');
    const { unjudged } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(unjudged.map(({ kind, name }: Record<string, string>) => `${kind} ${name}`)).toEqual([
      'Release chart',
      'Chart other',
    ]);
    const printed = [...refused.err.matchAll(/Or waive: (.*)$/gm)].map(([, entry = '']) =>
      entry
        .replace('…at least 20 characters…', 'looked at what the chart renders')
        .replace('…', 'team-shop')
        .replace('YYYY-MM-DD', '2027-01-01'),
    );
    expect(printed).toHaveLength(2);
    write({ 'waivers.yaml': `${printed.join('\n')}\n` });
    const suppressed = await synth('--app', 'node index.js', '--waivers', 'waivers.yaml');
    expect([suppressed.code, suppressed.out]).toEqual([0, expect.stringContaining('2 by waivers')]);
    expect(suppressed.out).toContain('objects     1 (1 ConfigMap)');
    expect(suppressed.out).toContain(
      '2 objects not judged, as nobody knows what they carry: Release of kubernetes:helm.sh/v3, Chart of kubernetes:helm.sh/v3',
    );
    expect(suppressed.err).toContain('warning: chart (kubernetes:helm.sh/v3:Release) is not in the output');
  }, 120_000);
});

describe('an app with a deployer', () => {
  test('is written in two parts; what no component made is the part of the platform', async () => {
    const lib = JSON.stringify(resolve(__dirname, '../../../lib/pulumi'));
    write({
      'index.ts': `import { ConfigMap } from '@pulumi/kubernetes/core/v1';
import { Deployer, HardenedApp, IsolatedNamespace, SecureDeployment } from ${lib};
const app = new HardenedApp('app');
const shop = new IsolatedNamespace('shop', {}, { parent: app });
new Deployer('deployer', { kind: 'flux' }, { parent: shop });
const image = 'registry.example.com/team/app:v1.0.0@sha256:${'a'.repeat(64)}';
new SecureDeployment('web', { image, port: 8080, probe: { http: '/healthz' } }, { parent: shop });
new ConfigMap('raw', { metadata: { name: 'raw', namespace: 'shop', labels: ${LABELS} } });
`,
    });
    const { code, err, out } = await synth('--app', 'node --import tsx index.ts', '--format', 'json');
    expect([code, err]).toEqual([0, '']);
    const { files } = JSON.parse(out);
    expect(files).toEqual([
      { name: '00-cluster.k8s.yaml', kinds: { PriorityClass: 1 } },
      { name: '01-shop.k8s.yaml', kinds: expect.objectContaining({ ConfigMap: 1, Namespace: 1, Role: 1 }) },
      {
        name: 'teams/shop/01-shop.k8s.yaml',
        kinds: { ServiceAccount: 1, Service: 1, Deployment: 1, PodDisruptionBudget: 1 },
      },
    ]);
    const again = await synth(
      '--app',
      'node --import tsx index.ts',
      '--against',
      'dist-pulumi',
      '--format',
      'json',
    );
    expect(JSON.parse(again.out).against).toMatchObject({ added: [], removed: [], changed: [] });
  }, 120_000);
});
