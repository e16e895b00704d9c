import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { readYaml } from '../../core/yaml';
import { messageOfError } from '../errors';
import { UsageError } from '../io';
import { Settings } from './pulumi-settings';

/** The file of a Pulumi project. */
export const PROJECT_FILE = 'Pulumi.yaml';

/** A Pulumi project with one of its stacks, as its program finds them. */
export interface PulumiProject {
  readonly project: string;
  readonly stack: string;
  /** Configuration by full key, such as `shop:replicas`. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys whose values only the secrets provider of the stack can read. */
  readonly encrypted: readonly string[];
  /** Keys of secrets whose values the command line gives. */
  readonly secrets: readonly string[];
  /** File of the program, below the folder; undefined where none is found. */
  readonly program?: string;
}

/** What the command line says of the stack. */
export interface StackChoice {
  /** Name of the stack. @default that of the only Pulumi.<stack>.yaml, else 'dev' */
  readonly stack?: string;
  /** `key=value` each; wins over the files. */
  readonly config?: readonly string[];
}

/**
 * Reads the project and the stack of a folder. A folder without `Pulumi.yaml` has a project of the default name.
 * @throws UsageError where a file cannot be read, or a setting of the command line is none
 */
export function readProject(folder: string, choice: StackChoice): PulumiProject {
  const given = read(folder, PROJECT_FILE);
  const project = stringAt(given, 'name') ?? 'project';
  const stack = choice.stack ?? onlyStack(folder) ?? 'dev';
  const stackFile = `Pulumi.${stack}.yaml`;
  if (choice.stack !== undefined && !existsSync(join(folder, stackFile)) && hasStacks(folder)) {
    throw new UsageError([`--stack: found no file ${stackFile}; needs one of ${stacks(folder).join(', ')}`]);
  }
  const settings = new Settings(project);
  settings.addProject(objectAt(given, 'config') ?? {});
  settings.addStack(objectAt(read(folder, stackFile), 'config') ?? {});
  settings.addPairs(choice.config ?? []);
  return {
    project,
    stack,
    config: settings.config,
    encrypted: [...settings.encrypted],
    secrets: [...settings.secrets],
    program: programOf(folder, stringAt(given, 'main')),
  };
}

function read(folder: string, name: string): PlainObject | undefined {
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  const { documents, problems } = readYaml(textOf(path, name), name);
  if (problems.length > 0) throw new UsageError(problems.map(({ message }) => message));
  const value = documents[0]?.value;
  if (value === undefined || value === null) return undefined;
  if (isPlain(value)) return value;
  throw new UsageError([`${name}: needs a map`]);
}

function textOf(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError([`${name}: ${messageOfError(error)}`]);
  }
}

function stacks(folder: string): string[] {
  const names = readdirSync(folder).map((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1]);
  return names.filter((name) => name !== undefined).sort();
}

function hasStacks(folder: string): boolean {
  return stacks(folder).length > 0;
}

function onlyStack(folder: string): string | undefined {
  const [first, second] = stacks(folder);
  return second === undefined ? first : undefined;
}

const ENTRIES = ['index.ts', 'index.js', 'index.mjs', 'index.mts'];

/** The file that `main` names, or the entry of the folder that it names; as Pulumi finds it. */
function programOf(folder: string, main = '.'): string | undefined {
  const path = join(folder, main);
  if (!existsSync(path)) return undefined;
  if (statSync(path).isFile()) return main;
  const entry = ENTRIES.find((name) => existsSync(join(path, name)));
  return entry === undefined ? undefined : join(main, entry);
}
