import { join } from 'node:path';
import { forgetEnvironments, writeEnvironments } from '../../writer/environments';
import { writeOutput } from '../../writer/write';
import { type Configuration, readConfiguration } from './configuration';
import { readOutput } from './outcome';
import type { AppReport } from './report-file';

/** What a run wrote into one folder. */
export interface Output {
  /** The environment; undefined where the app has none. */
  readonly environment: string | undefined;
  readonly files: ReadonlyMap<string, string>;
  /** Files that are no objects, by their names in the folder. */
  readonly configuration: Configuration;
}

/** What an app wrote: into a folder for each environment that its report names, else into the folder itself. */
export function readOutputs(folder: string, report: AppReport | undefined): Output[] {
  const names = (report?.environments ?? []).map(({ name }) => name);
  if (names.length === 0) return [outputIn(folder, undefined)];
  return names.map((name) => outputIn(join(folder, name), name));
}

function outputIn(folder: string, environment: string | undefined): Output {
  return { environment, files: readOutput(folder), configuration: readConfiguration(folder) };
}

/** The files of all folders by their names below the common one. */
export function joined(
  outputs: readonly Output[],
  part: (output: Output) => ReadonlyMap<string, string>,
): Map<string, string> {
  return new Map(
    outputs.flatMap((output) =>
      [...part(output)].map(([name, text]) => [placeOf(output, name), text] as const),
    ),
  );
}

/** A file of a folder by its name below the common one. */
export function placeOf({ environment }: Pick<Output, 'environment'>, name: string): string {
  return environment === undefined ? name : `${environment}/${name}`;
}

/** Puts what a run wrote into the place of what the previous one did. */
export function writeOutputs(folder: string, outputs: readonly Output[], mode?: number): void {
  const [first] = outputs;
  if (first !== undefined && first.environment === undefined) {
    writeOutput(folder, allOf(first), mode);
    forgetEnvironments(folder);
    return;
  }
  const named = outputs.map((output) => [output.environment ?? '', allOf(output)] as const);
  writeEnvironments(folder, new Map(named), mode);
}

function allOf({ files, configuration }: Output): Map<string, string> {
  return new Map([...files, ...configuration]);
}
