import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import table from './layers.json';

/** A room of lib: what it is, and what it may import beside itself. */
export interface Room {
  /** What it is, for the page about the architecture. */
  readonly what: string;
  /** Rooms, or folders of rooms, that it imports. */
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  /** Whether it reads no file, clock, environment or network. @default false */
  readonly pure?: boolean;
  /** What lint says of any other import. */
  readonly message: string;
}

const ROOT = join(__dirname, '..');
const BIOME = join(ROOT, 'biome.json');

/** The rooms of lib by their names. */
export const ROOMS: Readonly<Record<string, Room>> = table.rooms;

/** The part of biome.json that keeps rooms apart: one override a room. */
export function overrides(): unknown[] {
  return Object.entries(ROOMS).map(([name, room]) => ({
    includes: [`lib/${name}/**`],
    linter: {
      rules: {
        style: {
          noRestrictedImports: {
            level: 'error',
            options: { patterns: [{ group: refused(name, room), message: room.message }] },
          },
          ...(room.pure === true ? { noProcessEnv: 'error' } : {}),
        },
      },
    },
  }));
}

/** Patterns of everything that a room does not import. */
function refused(name: string, { imports, packages, pure }: Room): string[] {
  const others = Object.keys(ROOMS).filter((other) => other !== name && !imports.includes(other));
  const inside = imports.filter((path) => path.includes('/'));
  return [
    ...table.packages.filter((known) => !packages.includes(known)),
    ...(pure === true ? table.impure : []),
    ...others.flatMap((other) => [`**/${other}`, `**/${other}/**`]),
    ...inside.map((path) => `!**/${path}/**`),
  ];
}

/** The rows of the table of rooms in docs/architecture.md. */
export function rows(): string[] {
  return Object.entries(ROOMS).map(([name, { what, imports, packages }]) => {
    const known = packages.filter((path) => !path.startsWith('@jest'));
    const all = [...imports, ...known.map((path) => path.replace('/**', ''))];
    return `| [lib/${name}](../lib/${name}) | ${what} | ${all.length === 0 ? 'itself' : all.join(', ')} |`;
  });
}

/** Writes the overrides into biome.json; what else stands there stays. */
function main(): void {
  const config: Record<string, unknown> = JSON.parse(readFileSync(BIOME, 'utf8'));
  writeFileSync(BIOME, JSON.stringify({ ...config, overrides: overrides() }, undefined, 2));
  execFileSync(join(ROOT, 'node_modules/.bin/biome'), ['format', '--write', BIOME], { stdio: 'inherit' });
}

if (require.main === module) main();
