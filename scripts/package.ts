/** Builds and packs into `bulwark-VERSION.tgz`: `npm run package`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from './build';

const ROOT = resolve(__dirname, '..');

const stage = mkdtempSync(join(tmpdir(), 'bulwark-package-'));
try {
  build(stage);
  const args = ['pack', '--ignore-scripts', '--pack-destination', ROOT];
  const { status } = spawnSync('npm', args, { cwd: stage, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(stage, { recursive: true, force: true });
}
