import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache';
import { must } from './command';
import { inTurn } from './turn';

/** A Go module of this repository from which programs are built. */
export interface GoProgram {
  /** Names the folder in the cache. */
  readonly name: string;
  /** Version of what is built; names the folder in the cache too. */
  readonly version: string;
  /** Folder of the module: go.mod, go.sum, sources. */
  readonly module: string;
  /** Packages with a command, as `go build` names them. */
  readonly packages: readonly string[];
  /** Variables set by the linker: package.name to value. */
  readonly stamp?: Readonly<Record<string, string>>;
  /** Build tags. */
  readonly tags?: readonly string[];
  /** Whether C is called. One for all that share a cache: a mix builds nearly everything twice. @default false */
  readonly cgo?: boolean;
  /** Added to the environment of the build. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What identifies a build: a change of a source, a flag or a version builds anew, and nothing else does. */
function fingerprint(program: GoProgram): string {
  const hash = createHash('sha256');
  const { packages, stamp, tags, cgo, env } = program;
  hash.update(JSON.stringify([packages, stamp ?? {}, tags ?? [], cgo ?? false, env ?? {}]));
  for (const file of readdirSync(program.module, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(go|mod|sum)$/.test(file))
      hash.update(`\n${file}\n`).update(readFileSync(join(program.module, file)));
  }
  return hash.digest('hex').slice(0, 8);
}

/** The folder that holds the programs once they are built. */
export function builtFolder(program: GoProgram): string {
  return join(cacheFolder(), `${program.name}-${program.version}-${fingerprint(program)}`);
}

/** Whether the programs are built already. */
export function isBuilt(program: GoProgram): boolean {
  return existsSync(builtFolder(program));
}

/**
 * Builds the programs where they are not in the cache, at the lowest priority.
 * @returns the folder that holds them
 * @throws Error with the messages of the compiler
 */
export async function build(program: GoProgram): Promise<string> {
  const folder = builtFolder(program);
  return existsSync(folder) ? folder : inTurn(() => compile(program, folder));
}

async function compile(program: GoProgram, folder: string): Promise<string> {
  // Someone else may have built it meanwhile.
  if (existsSync(folder)) return folder;
  const beside = `${folder}.${process.pid}.new`;
  mkdirSync(beside, { recursive: true });
  const stamps = Object.entries(program.stamp ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const flags = ['-p', '2', '-mod=readonly', '-trimpath', '-ldflags', ['-s', '-w', ...stamps].join(' ')];
  if (program.tags !== undefined) flags.push('-tags', program.tags.join(','));
  try {
    await must(['nice', '-n', '19', 'go', 'build', ...flags, '-o', `${beside}/`, ...program.packages], {
      cwd: program.module,
      env: {
        GOTOOLCHAIN: 'local',
        GOFLAGS: '-buildvcs=false',
        CGO_ENABLED: program.cgo === true ? '1' : '0',
        ...program.env,
      },
    });
    if (!existsSync(folder)) renameSync(beside, folder);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return folder;
}

/**
 * The folder of a module that the programs of another one are built from, in Go's cache; fetched where only what was
 * built from it is left.
 */
export async function moduleFolder(program: GoProgram, module: string): Promise<string> {
  const env = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' };
  const answer = await must(['go', 'mod', 'download', '-json', module], { cwd: program.module, env });
  const [, folder] = /"Dir": "([^"]+)"/.exec(answer) ?? [];
  if (folder === undefined) throw new Error(`${module}: go mod download does not tell its folder`);
  return folder;
}
