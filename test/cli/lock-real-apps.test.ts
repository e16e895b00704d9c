import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../lib/cli/program';
import { digestAt, type Fake, goodRegistry, serve } from '../registry/fake-registry';
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

const program = (front: string, host: string, end: string): string => `
import { HardenedApp, IsolatedNamespace, SecureDeployment } from '${ROOT}/lib/${front}';
const app = new HardenedApp(${front === 'pulumi' ? "'app', " : ''}{ images: 'images.lock.json' });
const shop = new IsolatedNamespace(app, 'shop');
for (const name of ['web', 'api'])
  new SecureDeployment(shop, name, { image: '${host}/shop/' + name + ':v1', port: 8080, probe: 'tcp' });
${end}
`;

test.each([
  ['cdk8s', 'app.synth();', []],
  ['pulumi', '', ['--pulumi']],
])(
  'an app of %s without a lock: update finds its images, check is content, synth writes them',
  async (front, end, flags) => {
    writeFileSync(join(folder, 'main.ts'), program(front, fake.host, end));
    if (front === 'pulumi') writeFileSync(join(folder, 'Pulumi.yaml'), 'name: shop\nruntime: nodejs\n');
    const command = [...flags, '--app', 'node --import tsx main.ts'];
    expect(await bulwark('lock', '--check', ...command)).toMatchObject({ code: 1 });
    const { code, err, out } = await bulwark('lock', '--update', '--insecure-http', ...command);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('2 images, 2 new, 0 moved, 0 unchanged');
    expect(await bulwark('lock', '--check', ...command)).toMatchObject({ code: 0 });
    const synth = await bulwark('synth', '--today', '2026-11-21', '--out', 'out', ...command);
    expect(synth).toMatchObject({ code: 0 });
    const written = readFileSync(
      join(folder, 'out', front === 'pulumi' ? '01-shop.yaml' : '01-shop.k8s.yaml'),
      'utf8',
    );
    for (const name of ['web', 'api'])
      expect(written).toContain(`image: ${fake.host}/shop/${name}:v1@${digestAt(`shop/${name}`, 'v1')}\n`);
  },
);
