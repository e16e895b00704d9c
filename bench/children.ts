import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinRooms } from '../scripts/build-rooms';
import type { Measured } from './sides/child';

const ROOT = join(__dirname, '..');
const COMPILED = join(ROOT, 'node_modules', '.cache', 'bulwark-bench', 'bench');

/** What is measured: ours, plain cdk8s in the same charts, plain in one chart, and the floor. */
export const SIDES = ['hardened', 'plain', 'plain-one-chart', 'floor'] as const;

export type Side = (typeof SIDES)[number];

/** The same for Pulumi: our components, and the provider's classes in components of the same shape. */
export const PULUMI_SIDES = ['pulumi-hardened', 'pulumi-plain'] as const;

export type PulumiSide = (typeof PULUMI_SIDES)[number];

/** An entry point of ours, or exactly the packages that it uses. */
export type Imported = 'hardened' | 'plain' | 'pulumi-hardened' | 'pulumi-plain';

/** Compiles the library and the sides as the package is built, so that no measurement pays for a compiler. */
export function compile(): void {
  rmSync(join(COMPILED, '..'), { recursive: true, force: true });
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', join(__dirname, 'tsconfig.json')], { stdio: 'inherit' });
  joinRooms(join(COMPILED, '..', 'lib'));
}

/**
 * Runs a side once in a process of its own, with an empty folder for its files.
 * @throws Error with what the process said, where it failed
 */
export function runSide(side: Side | PulumiSide, workloads: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-bench-'));
  try {
    const measured = run(join('sides', `${side}.js`), [String(workloads), folder]);
    if (isMeasured(measured)) return measured;
    throw new Error(`${side} printed no measurement`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds that importing takes in a process of its own. */
export function runImport(name: Imported): number {
  const time = run(join('imports', `${name}.js`), []);
  if (typeof time === 'number') return time;
  throw new Error(`the import ${name} printed no time`);
}

function run(script: string, args: readonly string[]): unknown {
  const child = spawnSync(process.execPath, [join(COMPILED, script), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (child.status !== 0) throw new Error(`${script} ${args[0] ?? ''}: ${child.stderr.slice(0, 2000)}`);
  return JSON.parse(child.stdout);
}

function isMeasured(value: unknown): value is Measured {
  return typeof value === 'object' && value !== null && 'synth' in value && 'memory' in value;
}
