import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const ROOT = resolve(__dirname, '../..');

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
  expect(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))).toMatchObject({ name: 'my-shop' });
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  const env = { TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json'), NPM_CONFIG_LOGLEVEL: 'silent' };
  const synth = await bulwark(['synth', '--today', '2026-11-21'], project, env);
  expect(synth.err).toBe('');
  expect(synth.out).toContain('findings    0\n');
  expect(synth.code).toBe(0);
  expect(readdirSync(join(project, 'dist'))).toContain('01-my-shop.k8s.yaml');
}, 20_000);
