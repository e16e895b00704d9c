import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../lib/cli/program';
import { digestAt, type Fake, goodRegistry, serve } from '../oci/fake-registry';
import { fakeIo } from './fake-io';

const ROOT = resolve(__dirname, '../..');

let folder = '';
let fake: Fake;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lock-apps-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  fake = await serve(goodRegistry);
});
afterEach(async () => {
  await fake.close();
  rmSync(folder, { recursive: true });
});

async function bulwark(...args: string[]) {
  const io = fakeIo({ cwd: folder, env: { HOME: folder } });
  return { code: await run(args, io), out: io.out(), err: io.err() };
}

const cdk8s = (host: string): string => `
import { HardenedApp, IsolatedNamespace, SecureDeployment } from '${ROOT}/lib/cdk8s';
const app = new HardenedApp({ images: 'images.lock.json' });
const shop = new IsolatedNamespace(app, 'shop');
for (const name of ['web', 'api'])
  new SecureDeployment(shop, name, { image: '${host}/shop/' + name + ':v1', port: 8080, probe: 'tcp' });
app.synth();
`;

const pulumi = (host: string): string => `
import { HardenedApp, IsolatedNamespace, SecureDeployment } from '${ROOT}/lib/pulumi';
const app = new HardenedApp('shop', { images: 'images.lock.json' });
const parent = new IsolatedNamespace('shop', {}, { parent: app });
for (const name of ['web', 'api'])
  new SecureDeployment(name, { image: '${host}/shop/' + name + ':v1', port: 8080, probe: 'tcp' }, { parent });
`;

test.each([
  ['cdk8s', cdk8s, []],
  ['pulumi', pulumi, ['--pulumi']],
])(
  'an app of %s without a lock: update finds its images, synth writes them',
  async (front, program, flags) => {
    writeFileSync(join(folder, 'main.ts'), program(fake.host));
    if (front === 'pulumi') writeFileSync(join(folder, 'Pulumi.yaml'), 'name: shop\nruntime: nodejs\n');
    const command = [...flags, '--app', 'node --import tsx main.ts'];
    const { code, err, out: said } = await bulwark('lock', '--update', '--insecure-http', ...command);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(said).toContain('2 images, 2 new, 0 moved, 0 unchanged');
    const synth = await bulwark('synth', '--today', '2026-11-21', '--out', 'out', ...command);
    expect(synth).toMatchObject({ code: 0 });
    const out = join(folder, 'out');
    const files = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isFile());
    const written = files.map(({ name }) => readFileSync(join(out, name), 'utf8')).join('');
    for (const name of ['web', 'api'])
      expect(written).toContain(`image: ${fake.host}/shop/${name}:v1@${digestAt(`shop/${name}`, 'v1')}\n`);
  },
  300_000,
);
