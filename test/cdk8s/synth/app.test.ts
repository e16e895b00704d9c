import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HardenedApp, IsolatedNamespace, SecureDeployment, waive } from 'bulwark/cdk8s';
import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { errorOf, folder, IMAGE, TODAY, WEB } from '../support';

const WAIVER = {
  control: 'image-pinned-to-digest',
  reason: 'the digest is written by the release job',
  owner: 'team-shop',
  expires: '2027-02-01',
} as const;

function contents(path: string): Record<string, string> {
  const files = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(path, name), 'utf8')]));
}

function build(outdir: string | undefined, image = IMAGE): HardenedApp {
  const app = new HardenedApp({ outdir, today: TODAY });
  const shop = new IsolatedNamespace(app, 'shop');
  const data = new IsolatedNamespace(app, 'data');
  const db = new SecureDeployment(data, 'db', { ...WEB, scratch: { '/data': '1Gi' } });
  new SecureDeployment(shop, 'web', {
    ...WEB,
    image,
    uses: { DB: db },
    files: { '/etc/web': { files: { b: '1', a: '2' } } },
  });
  new kplus.ConfigMap(
    new Chart(shop, 'nested', { disableResourceNameHashes: true, namespace: 'shop' }),
    'settings',
    { data: { on: 'yes' } },
  );
  return app;
}

const NAMES = ['00-cluster.k8s.yaml', '01-shop.k8s.yaml', '02-shop-nested.k8s.yaml', '03-data.k8s.yaml'];

describe('an app is written completely or not at all', () => {
  test('a file a chart, numbered', () => {
    const path = folder();
    build(path).synth();
    expect(Object.keys(contents(path)).sort()).toEqual(['.bulwark-index', ...NAMES]);
  });

  test('with a finding nothing is written, and the old output is untouched byte for byte', () => {
    const path = folder();
    build(path).synth();
    const before = contents(path);
    expect(errorOf(() => build(path, 'web:v1').synth()).message).toMatch(
      /^one finding; nothing was written\n {2}- image-pinned-to-digest at shop\/web/,
    );
    expect(contents(path)).toEqual(before);
    const fresh = join(folder(), 'never');
    expect(() => build(fresh, 'web:v1').synth()).toThrow();
    expect(readdirSync(join(fresh, '..'))).toEqual([]);
  });

  test('the folder of CDK8S_OUTDIR, else the one given, also where that is the project itself', () => {
    const path = folder();
    writeFileSync(join(path, 'package.json'), '{}');
    const here = process.cwd();
    try {
      process.chdir(path);
      build('.').synth();
      process.env.CDK8S_OUTDIR = join(path, 'other');
      build(undefined).synth();
    } finally {
      delete process.env.CDK8S_OUTDIR;
      process.chdir(here);
    }
    expect(readdirSync(path).sort()).toEqual(['.bulwark-index', ...NAMES, 'other', 'package.json'].sort());
    expect(contents(join(path, 'other'))).toMatchObject({
      [String(NAMES[1])]: contents(path)[String(NAMES[1])],
    });
  });

  test('renewing a waiver changes the object, never the pods; a fixed day makes the same bytes', () => {
    const strings = ['2027-02-01', '2027-03-01'].map((expires) => {
      const app = build(undefined, 'web:v1');
      waive(app, { ...WAIVER, expires });
      return app.synthYaml();
    });
    const [one = '', other = ''] = strings;
    expect(one.replaceAll('until 2027-02-01', 'until 2027-03-01')).toBe(other);
    expect(one.match(/bulwark\.dev\/waived: image-pinned-to-digest until 2027-02-01/g)).toHaveLength(1);
  });
});

describe('the output is the same on every run and machine', () => {
  const program = `
    const { HardenedApp, IsolatedNamespace, SecureDeployment } = require(${JSON.stringify(join(process.cwd(), 'lib/cdk8s/index.ts'))});
    const app = new HardenedApp({ outdir: process.argv[2] });
    const shop = new IsolatedNamespace(app, 'shop');
    const db = new SecureDeployment(shop, 'db', { image: ${JSON.stringify(IMAGE)}, port: 8080, probe: 'tcp', labels: { Z: '1', a: '2' } });
    new SecureDeployment(shop, 'web', { image: ${JSON.stringify(IMAGE)}, port: 8080, probe: 'tcp', uses: { DB: db }, files: { '/f': { files: { 'b': 'é', 'a': '2' } } } });
    app.synth();
  `;
  const script = join(folder(), 'main.ts');
  writeFileSync(script, program);

  function run(cwd: string, env: Record<string, string>): Record<string, string> {
    const out = folder();
    const tsx = join(process.cwd(), 'node_modules/tsx/dist/cli.mjs');
    const path = process.env.PATH ?? '';
    execFileSync(process.execPath, [tsx, script, out], {
      cwd,
      env: { PATH: path, BULWARK_TODAY: TODAY, ...env },
    });
    return contents(out);
  }

  test('in another folder, zone, language, and with the variables of cdk8s', () => {
    const first = run(process.cwd(), { TZ: 'UTC', LANG: 'C' });
    const elsewhere = folder();
    mkdirSync(join(elsewhere, 'x'));
    cpSync(script, join(elsewhere, 'x', 'unused'));
    const second = run(join(elsewhere, 'x'), {
      TZ: 'Pacific/Kiritimati',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      CDK8S_LEGACY_HASH: '1',
      CDK8S_DISABLE_SORT: '1',
      CDK8S_RECORD_CONSTRUCT_METADATA: 'true',
    });
    expect(Object.keys(first).length).toBe(3);
    expect(second).toEqual(first);
  }, 30000);
});
