import { basename, dirname, join, resolve } from 'node:path';
import { type Comparison, compareManifests } from '../../core/manifest/compare';
import type { PlainObject } from '../../core/manifest/plain';
import { readEnvironments } from '../../writer/environments';
import { type Io, UsageError } from '../io';
import { loadWhole } from '../manifests';
import { comparisonLines, refusalLines } from './against';
import {
  type Configuration,
  type ConfigurationChange,
  compareConfiguration,
  configurationLines,
  readConfiguration,
} from './configuration';
import { objectsOf } from './outcome';
import type { Output } from './outputs';

/** An earlier output. */
interface Old {
  readonly objects: readonly PlainObject[];
  readonly configuration: Configuration;
}

/** An earlier output by its environment; undefined for one without. */
export type Olds = ReadonlyMap<string | undefined, Old>;

/** How an output differs from the earlier one. */
export interface Compared {
  readonly environment: string | undefined;
  readonly comparison: Comparison;
  readonly changes: ConfigurationChange;
}

/**
 * Reads an earlier output: a file, a folder, the folder of one environment, or that of all of them.
 * @throws UsageError where it cannot be read
 */
export async function readOlds(against: string, io: Io): Promise<Olds> {
  const path = resolve(io.cwd, against);
  const names = readEnvironments(path);
  if (names.length > 0) {
    const olds = new Map<string | undefined, Old>();
    for (const name of names) olds.set(name, await readOld(join(path, name), io));
    return olds;
  }
  const one = readEnvironments(dirname(path)).find((name) => name === basename(path));
  return new Map([[one, await readOld(path, io)]]);
}

async function readOld(path: string, io: Io): Promise<Old> {
  const { objects } = await loadWhole([path], io);
  return { objects: objects.map(({ manifest }) => manifest), configuration: readConfiguration(path) };
}

/**
 * Compares each output with the earlier one of its environment; where that had no environments, with all of it.
 * @throws UsageError where only the earlier output has environments
 */
export function compareAll(olds: Olds, outputs: readonly Output[]): Compared[] {
  return outputs.flatMap(({ environment, files, configuration }) => {
    if (files.size === 0) return [];
    const old = olds.get(environment) ?? olds.get(undefined) ?? only(olds, environment);
    if (old === undefined) return [];
    const comparison = compareManifests(old.objects, objectsOf(files));
    return [{ environment, comparison, changes: compareConfiguration(old.configuration, configuration) }];
  });
}

/** An app without environments is compared with the one that was named. */
function only(olds: Olds, environment: string | undefined): Old | undefined {
  if (environment !== undefined) return undefined;
  const [old, ...more] = olds.values();
  if (more.length === 0) return old;
  throw new UsageError([
    `--against: found the output of ${[...olds.keys()].join(', ')}; needs the folder of one of them, as the app has no environments`,
  ]);
}

/** What differs, briefly. */
export function comparedLines(compared: readonly Compared[], against: string): string[] {
  return compared.flatMap(({ environment, comparison, changes }) => [
    ...comparisonLines(comparison, environment === undefined ? against : `${against}, ${environment}`),
    ...configurationLines(changes),
  ]);
}

/** Why outputs may not replace the earlier ones; nothing where they may. */
export function comparedRefusals(compared: readonly Compared[]): string[] {
  return compared.flatMap(({ environment, comparison }) => {
    const lines = refusalLines(comparison);
    if (environment === undefined) return lines;
    return lines.map((line) => (line.startsWith(' ') ? line : `${environment}: ${line}`));
  });
}

/** What differs, as data. */
export function plainCompared(compared: readonly Compared[]): unknown {
  const rows = compared.map(({ environment, comparison, changes }) => {
    const { unchanged, added, removed, changed, replaced, losses } = comparison;
    return { environment, added, removed, changed, unchanged, replaced, losses, files: changes };
  });
  const [first] = rows;
  if (first === undefined) return null;
  const { environment, ...alone } = first;
  return environment === undefined ? alone : rows;
}
