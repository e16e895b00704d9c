import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from '../../scripts/build';

const MODULES = resolve(__dirname, '../../node_modules');

/** What every project has: the package's own dependencies, and the types that projects come with. */
const ALWAYS = ['commander', 'picomatch', '@types/node'];

/** How a program ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The package as npm packs it, and fresh projects that have it installed; all below one temporary folder. */
export class Workshop {
  private readonly folder = mkdtempSync(join(tmpdir(), 'bulwark-pack-'));
  private readonly unpacked = join(this.folder, 'unpacked', 'package');

  /** Builds, packs and unpacks. */
  async pack(): Promise<void> {
    const stage = join(this.folder, 'stage');
    mkdirSync(stage);
    mkdirSync(dirname(this.unpacked));
    build(stage);
    const packed = await run(
      'npm',
      ['pack', '--ignore-scripts', '--json', '--pack-destination', this.folder],
      stage,
    );
    if (packed.code !== 0) throw new Error(packed.stderr);
    const [{ filename }]: [{ filename: string }] = JSON.parse(packed.stdout);
    const unpacked = await run('tar', ['-xzf', join(this.folder, filename), '-C', dirname(this.unpacked)]);
    if (unpacked.code !== 0) throw new Error(unpacked.stderr);
  }

  /** A folder with the package and some of this checkout's packages installed. */
  project(name: string, packages: readonly string[], files: Readonly<Record<string, string>>): string {
    const folder = join(this.folder, name);
    for (const dependency of [...ALWAYS, ...packages]) {
      const link = join(folder, 'node_modules', dependency);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(MODULES, dependency), link);
    }
    cpSync(this.unpacked, join(folder, 'node_modules', 'bulwark'), { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return folder;
  }

  /** Installs one of this checkout's packages built with jsii under another name, as another version of it. */
  rename(folder: string, name: string, as: string): void {
    const to = join(folder, 'node_modules', as);
    cpSync(join(MODULES, name), to, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(to, 'package.json'), 'utf8'));
    writeFileSync(join(to, 'package.json'), JSON.stringify({ ...manifest, name: as }));
    for (const file of readdirSync(join(to, 'lib'), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.js')) continue;
      const text = readFileSync(join(to, 'lib', file), 'utf8');
      writeFileSync(join(to, 'lib', file), text.replaceAll(`fqn: "${name}.`, `fqn: "${as}.`));
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs a program; never throws for what it returns. */
export function run(
  program: string,
  args: readonly string[],
  cwd?: string,
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Outcome> {
  return new Promise((done) => {
    const options = { cwd, env: { ...process.env, ...env } };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ code, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

/** Runs Node in a folder. */
export function node(
  folder: string,
  args: readonly string[],
  env?: Record<string, string>,
): Promise<Outcome> {
  return run(process.execPath, args, folder, env);
}

/** Compiles a folder with this checkout's compiler; its messages, empty when it is content. */
export async function compile(folder: string, project = '.'): Promise<string> {
  const { code, stdout } = await node(folder, [join(MODULES, 'typescript/bin/tsc'), '-p', project]);
  return code === 0 ? '' : stdout;
}

/**
 * Runs Jest in a folder.
 * @param installed where the Jest is installed. @default this checkout
 */
export function jestIn(
  folder: string,
  args: readonly string[],
  env?: Record<string, string>,
  installed = dirname(MODULES),
): Promise<Outcome> {
  return node(folder, [join(installed, 'node_modules/jest/bin/jest.js'), ...args], env);
}
