/**
 * Builds the package: `build/` (CommonJS and declarations, the core as few files), `es/` (the same under the names that ES modules import).
 * `npm run build`; with a folder as argument the result is there instead of beside the sources.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeEntries } from './build-entries';
import { writeVersions } from './build-plus';
import { joinRooms } from './build-rooms';
import { copyPages } from './package-docs';

const ROOT = resolve(__dirname, '..');

/** What the package holds beside the build. */
const BESIDE = ['package.json', 'LICENSE', 'bin', '.gitignore'];

/**
 * Builds into a folder, from nothing.
 * @throws Error with the compiler's messages
 */
export function build(folder: string): void {
  for (const made of ['build', 'es']) rmSync(join(folder, made), { recursive: true, force: true });
  const compiler = require.resolve('typescript/bin/tsc');
  const args = [compiler, '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', join(folder, 'build')];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the compiler found errors\n${stdout}`);
  writeVersions(join(folder, 'build'));
  joinRooms(join(folder, 'build'));
  writeEntries(ROOT, folder);
  if (resolve(folder) === ROOT) return;
  for (const name of BESIDE) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  copyPages(ROOT, folder);
}

if (require.main === module) build(resolve(process.argv[2] ?? ROOT));
