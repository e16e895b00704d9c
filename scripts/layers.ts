import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import table from './layers.json';

/** A room of lib, a folder or a file: what it is, and what it may import beside itself. */
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
    includes: [isFile(name) ? `lib/${name}.ts` : `lib/${name}/**`],
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

/** The room that a file of lib is in: the innermost. */
export function roomOf(path: string): string {
  const rooms = Object.keys(ROOMS).filter((name) => path === `${name}.ts` || path.startsWith(`${name}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? path;
}

function isFile(name: string): boolean {
  return existsSync(join(ROOT, `lib/${name}.ts`));
}

/** The room around a room; itself where it is in none. */
function outer(name: string): string {
  return name.split('/')[0] ?? name;
}

/** Patterns of everything that a room does not import. */
function refused(name: string, { imports, packages, pure }: Room): string[] {
  const others = Object.keys(ROOMS).filter(
    (other) => other === outer(other) && other !== outer(name) && !imports.includes(other),
  );
  const inside = imports.filter((path) => path !== outer(path) && outer(path) !== outer(name));
  const around = imports.filter((path) => outer(path) === outer(name));
  return [
    ...table.packages.filter((known) => !packages.includes(known)),
    ...(pure === true ? table.impure : []),
    ...others.flatMap((other) => [`**/${other}`, `**/${other}/**`]),
    ...inside.map((path) => `!**/${path}/**`),
    ...(name === outer(name)
      ? []
      : ['../*', ...around.map((path) => `!../${path.slice(outer(path).length + 1)}`)]),
  ];
}

/** The rows of the table of rooms in docs/architecture.md. */
export function rows(): string[] {
  return Object.entries(ROOMS).map(([name, { what, imports, packages }]) => {
    const known = packages.filter((path) => !path.startsWith('@jest'));
    const all = [...imports, ...known.map((path) => path.replace('/**', ''))];
    const path = isFile(name) ? `lib/${name}.ts` : `lib/${name}`;
    return `| [${path}](../${path}) | ${what} | ${all.length === 0 ? 'itself' : all.join(', ')} |`;
  });
}

/** Writes the overrides into biome.json; what else is there stays. */
function main(): void {
  const config: Record<string, unknown> = JSON.parse(readFileSync(BIOME, 'utf8'));
  writeFileSync(BIOME, JSON.stringify({ ...config, overrides: overrides() }, undefined, 2));
  execFileSync(join(ROOT, 'node_modules/.bin/biome'), ['format', '--write', BIOME], { stdio: 'inherit' });
}

if (require.main === module) main();
