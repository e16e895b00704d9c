import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const ROOT = resolve(__dirname, '../..');
const FILES = [
  '.gitignore',
  '.npmrc',
  'app.test.ts',
  'app.ts',
  'cdk8s.yaml',
  'images.lock.json',
  'main.ts',
  'package.json',
  'tsconfig.json',
];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function bulwark(args: string[], cwd = folder, env: Record<string, string> = {}) {
  const io = fakeIo({ cwd, env });
  return { code: await run(args, io), out: io.out(), err: io.err() };
}

test('starts a project that synthesizes at once', async () => {
  const { code, out } = await bulwark(['init', 'My Shop']);
  const project = join(folder, 'My Shop');
  expect(code).toBe(0);
  expect(out).toContain('wrote app.ts\n');
  expect(readdirSync(project).sort()).toEqual(FILES);
  expect(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))).toMatchObject({ name: 'my-shop' });
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  const env = { TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json'), NPM_CONFIG_LOGLEVEL: 'silent' };
  const synth = await bulwark(['synth', '--today', '2026-11-21'], project, env);
  expect(synth.err).toBe('');
  expect(synth.out).toContain('findings  0\n');
  expect(synth.code).toBe(0);
  expect(readdirSync(join(project, 'dist'))).toContain('01-my-shop.k8s.yaml');
}, 20_000);

test('the CLI of cdk8s, which does not look into node_modules/.bin, finds the programs too', async () => {
  await bulwark(['init']);
  for (const project of [folder, ROOT]) {
    expect(readFileSync(join(project, 'cdk8s.yaml'), 'utf8')).toMatch(/^app: npx tsx /m);
  }
});

test('invents no digest, and says what production needs', async () => {
  await bulwark(['init']);
  const all = FILES.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  expect(all).not.toMatch(/sha256:[0-9a-f]{8}/);
  expect(readFileSync(join(folder, 'app.ts'), 'utf8')).toContain('npx bulwark lock nginxinc/');
  expect(JSON.parse(readFileSync(join(folder, 'images.lock.json'), 'utf8'))).toEqual({ images: {} });
});

test('overwrites nothing, and names what it left', async () => {
  writeFileSync(join(folder, 'package.json'), 'mine');
  const { out } = await bulwark(['init']);
  expect(out).toContain('left package.json as it is\n');
  expect(out).toContain('npm install bulwark cdk8s');
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('mine');
  expect(readdirSync(folder).sort()).toEqual(FILES);
});

test('in an app of cdk8s it adds what is missing and says which lines change', async () => {
  writeFileSync(join(folder, 'cdk8s.yaml'), 'app: node main.js\n');
  const { out } = await bulwark(['init']);
  expect(readdirSync(folder).sort()).toEqual(['cdk8s.yaml', 'images.lock.json']);
  expect(out).toContain("import { HardenedApp, IsolatedNamespace } from 'bulwark/cdk8s';");
  writeFileSync(join(folder, 'package.json'), '{ "dependencies": { "bulwark": "*" } }');
  expect((await bulwark(['init'])).out).toContain('This project uses Bulwark already.');
});

test('a dry run writes nothing', async () => {
  const { out } = await bulwark(['init', 'shop', '--dry-run']);
  expect(out).toContain('would write main.ts\n');
  expect(readdirSync(folder)).toEqual([]);
});

test('refuses a file in place of a folder', async () => {
  writeFileSync(join(folder, 'shop'), '');
  expect(await bulwark(['init', 'shop'])).toMatchObject({ code: 2, out: '' });
});
