import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, stringAt } from '../../core/manifest/plain';
import { readYaml } from '../../core/yaml';
import { messageOfError } from '../errors';
import { UsageError } from '../io';

/** The file of a cdk8s project that says how its app runs. */
export const CONFIG_FILE = 'cdk8s.yaml';

/** What `synth` takes from the file. */
export interface AppConfig {
  /** The command that runs the app. */
  readonly app?: string;
  /** Folder that the output goes to. */
  readonly output?: string;
  /** The language of the app, as the CLI of cdk8s calls it. */
  readonly language?: string;
}

/**
 * Reads `cdk8s.yaml` of a folder; nothing where there is none.
 * @throws UsageError where it cannot be read
 */
export function readConfig(folder: string): AppConfig {
  const path = join(folder, CONFIG_FILE);
  if (!existsSync(path)) return {};
  const { documents, problems } = readYaml(textOf(path), CONFIG_FILE);
  if (problems.length > 0) throw new UsageError(problems.map(({ message }) => message));
  const value = documents[0]?.value;
  if (!isPlain(value)) throw new UsageError([`${CONFIG_FILE}: needs a map with the field app`]);
  return {
    app: stringAt(value, 'app'),
    output: stringAt(value, 'output'),
    language: stringAt(value, 'language'),
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError([`${CONFIG_FILE}: ${messageOfError(error)}`]);
  }
}
