import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isManifestName } from './inputs/selection';
import { UsageError } from './io';
import type { EnvironmentRun, RunReport } from './run-report';

/** Files that are judged together: those of one environment, or all of them. */
export interface Part {
  /** The environment; undefined where the report is of none. */
  readonly environment: string | undefined;
  readonly names: readonly string[];
  readonly run: RunReport | undefined;
}

/**
 * Which files are those of which environment: a folder that is called like one, or holds a folder for each.
 * @param runs of the report; each has the name of its environment where the app has several
 * @throws UsageError where it cannot be said of a path, or a folder of all environments lacks one or holds more
 */
export function partsOf(
  names: readonly string[],
  runs: readonly EnvironmentRun[],
  report: string | undefined,
  cwd: string,
): Part[] {
  const [only] = runs;
  if (only === undefined) return [{ environment: undefined, names, run: undefined }];
  if (only.environment === undefined) return [{ environment: undefined, names, run: only.run }];
  const known = runs.flatMap(({ environment }) => environment ?? []);
  const places = (names.length === 0 ? ['-'] : names).map((name) => placesOf(name, known, report ?? '', cwd));
  const problems = places.flatMap((place) => place.problems);
  if (problems.length > 0) throw new UsageError(problems);
  return runs.flatMap(({ environment = '', run }): Part[] => {
    const paths = places.flatMap(({ found }) => found.get(environment) ?? []);
    return paths.length === 0 ? [] : [{ environment, names: paths, run }];
  });
}

/** What a path holds: folders of environments, by their names. */
interface Places {
  readonly found: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** The environments that a path holds, or that it is of; a report of one environment is of any path. */
function placesOf(name: string, known: readonly string[], report: string, cwd: string): Places {
  const at = resolve(cwd, name);
  const below = name === '-' ? undefined : environmentsBelow(at, known, resolve(cwd, report));
  if (below !== undefined) {
    return {
      found: new Map(below.environments.map((one) => [one, join(name, one)])),
      problems: below.problems.map((problem) => `${name}: ${problem}`),
    };
  }
  const [first = '', ...others] = known;
  const environment = name === '-' ? undefined : environmentAt(at, known);
  if (environment !== undefined || others.length === 0)
    return { found: new Map([[environment ?? first, name]]), problems: [] };
  const needs = `the report ${report} has the environments ${known.join(', ')}; needs the folder of one of them, or the one above`;
  return { found: new Map(), problems: [`${name}: ${needs}. Fix: ${join('dist', first)}`] };
}

/** The environment that a folder is called like, or the folder of a file. */
function environmentAt(path: string, known: readonly string[]): string | undefined {
  return [basename(path), basename(dirname(path))].find((name) => known.includes(name));
}

interface Below {
  readonly environments: readonly string[];
  readonly problems: readonly string[];
}

/** The environments that have a folder below one; undefined where none has. */
function environmentsBelow(folder: string, known: readonly string[], report: string): Below | undefined {
  if (!isFolder(folder)) return undefined;
  const environments = known.filter((name) => isFolder(join(folder, name)));
  if (environments.length === 0) return undefined;
  const more = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) =>
      !known.includes(entry.name) &&
      (entry.isDirectory() || entry.isSymbolicLink() || isManifestName(entry.name)) &&
      join(folder, entry.name) !== report,
  );
  return {
    environments,
    problems: [
      ...known
        .filter((name) => !environments.includes(name))
        .map((name) => `${name}: the run wrote it, and it is not here. Fix: name the folders that you have`),
      ...more.map(
        ({ name }) => `${name}: it is of no environment. Fix: name the folders of the environments`,
      ),
    ],
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The file of an environment: `waivers.yaml` is `waivers.prod.yaml` there. */
export function fileOf(file: string, environment: string): string {
  const name = basename(file);
  const extension = extname(name);
  const own = `${name.slice(0, name.length - extension.length)}.${environment}${extension}`;
  return file.endsWith(name) ? `${file.slice(0, file.length - name.length)}${own}` : own;
}

/** The folder of an environment in an earlier output; the output itself where it has no folder for any. */
export function againstOf(
  against: string,
  environment: string,
  known: readonly string[],
  cwd: string,
): string | undefined {
  const path = resolve(cwd, against);
  if (environmentAt(path, known) === environment) return against;
  const folders = isFolder(path) ? known.filter((name) => isFolder(join(path, name))) : [];
  if (folders.includes(environment)) return join(against, environment);
  if (known.length === 1) return against;
  if (folders.length > 0) return undefined;
  throw new UsageError([
    `--against: found no folder of ${known.join(', ')} in ${against}; needs an output for the same environments`,
  ]);
}
