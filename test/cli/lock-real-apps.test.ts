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

const mirrored = (host: string): string => `
import { clusters, environments, IsolatedNamespace, SecureDeployment } from '${ROOT}/lib/cdk8s';
environments(
  (app) => {
    const shop = new IsolatedNamespace(app, 'shop');
    return { web: new SecureDeployment(shop, 'web', { image: 'redis:8', port: 8080, probe: 'tcp' }) };
  },
  {
    staging: { cluster: clusters.kind() },
    prod: { cluster: clusters.kubeadm(), registryMirrors: { 'docker.io': '${host}/prod' } },
  },
  { images: 'images.lock.json', registryMirrors: { 'docker.io': '${host}/hub' } },
).synth();
`;

const mirroredStack = (host: string): string => `
import * as pulumi from '@pulumi/pulumi';
import { clusters, environments, IsolatedNamespace, SecureDeployment } from '${ROOT}/lib/pulumi';
environments(
  'shop',
  (app) => {
    const parent = new IsolatedNamespace('shop', {}, { parent: app });
    return { web: new SecureDeployment('web', { image: 'redis:8', port: 8080, probe: 'tcp' }, { parent }) };
  },
  { prod: { cluster: clusters.kubeadm(), registryMirrors: { 'docker.io': '${host}/prod' } } },
  { images: 'images.lock.json', registryMirrors: { 'docker.io': '${host}/hub' } },
).environment(pulumi.getStack());
`;

test.each<[string, (host: string) => string, readonly string[], readonly string[]]>([
  ['cdk8s', mirrored, ['--mirror', 'quay.io=quay.io'], ['staging/', 'prod/']],
  ['pulumi', mirroredStack, ['--pulumi', '--stack', 'prod'], ['']],
])(
  'mirrors of an app of %s are asked for it, and are in what it writes',
  async (front, program, flags, folders) => {
    const { host } = fake;
    writeFileSync(join(folder, 'main.ts'), program(host));
    if (front === 'pulumi') writeFileSync(join(folder, 'Pulumi.yaml'), 'name: shop\nruntime: nodejs\n');
    const stack = flags.filter((flag) => !flag.includes('mirror') && !flag.includes('quay'));
    const command = ['--app', 'node --import tsx main.ts'];
    const update = ['lock', '--update', '--insecure-http', ...flags, ...command];
    const several = folders.length > 1;
    const first = await bulwark(...update);
    expect(first.err).toContain(
      several ? `found the mirrors ${host}/hub (staging), ${host}/prod (prod)` : '',
    );
    expect(first.code).toBe(several ? 2 : 0);
    if (several)
      expect(await bulwark(...update, '--mirror', `docker.io=${host}/hub`)).toMatchObject({ code: 0 });
    const name = several ? 'hub' : 'prod';
    expect([...new Set(fake.seen.map(({ path }) => path))]).toEqual([
      `/v2/${name}/library/redis/manifests/8`,
    ]);
    const lock = readFileSync(join(folder, 'images.lock.json'), 'utf8');
    expect(Object.keys(JSON.parse(lock).images)).toEqual(['redis:8']);
    const synth = await bulwark('synth', '--today', '2026-11-21', '--out', 'out', ...stack, ...command);
    expect(synth).toMatchObject({ code: 0 });
    const digest = digestAt(`${name}/library/redis`, '8');
    for (const part of folders) {
      const out = join(folder, 'out', part);
      const files = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isFile());
      const written = files.map((file) => readFileSync(join(out, file.name), 'utf8')).join('');
      const mirror = part === 'staging/' ? 'hub' : 'prod';
      expect(written).toContain(`image: ${host}/${mirror}/library/redis:8@${digest}\n`);
    }
  },
  300_000,
);

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
