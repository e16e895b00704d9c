import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { type Io, OK, UsageError } from '../io';
import { CONFIG_FILE } from '../synth/config';
import { additions, DEPENDENCIES, DEV_DEPENDENCIES, projectFiles } from './templates';

/** Options of `bulwark init`. */
export interface InitOptions {
  readonly dryRun?: boolean;
}

/**
 * `bulwark init [FOLDER]`: writes the files of a project that synthesizes at once; in an app of cdk8s those that it
 * lacks. Never overwrites a file.
 * @returns the exit code: 0
 * @throws UsageError where the folder is a file
 */
export function init(folder: string, options: InitOptions, io: Io): number {
  const path = resolve(io.cwd, folder);
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new UsageError([`init: found a file at ${folder}; needs a folder, or a name that is free`]);
  }
  const existing = existsSync(join(path, CONFIG_FILE));
  const files = existing ? additions() : projectFiles({ name: nameOf(path), range: ranges() });
  const kept = [...files.keys()].filter((name) => existsSync(join(path, name)));
  const made = [...files.keys()].filter((name) => !kept.includes(name));
  if (options.dryRun !== true) {
    mkdirSync(path, { recursive: true });
    // 'wx' refuses a file that came in between.
    for (const name of made) writeFileSync(join(path, name), files.get(name) ?? '', { flag: 'wx' });
  }
  const verb = options.dryRun === true ? 'would write' : 'wrote';
  io.stdout.lines([...made.map((name) => `${verb} ${name}`), ...kept.map((name) => `left ${name} as it is`)]);
  if (existing) {
    io.stdout.lines(usesBulwark(path) ? ['This project uses Bulwark already.'] : EXISTING_APP);
  } else io.stdout.lines(nextSteps(folder, kept));
  return OK;
}

function nextSteps(folder: string, kept: readonly string[]): string[] {
  const enter = folder === '.' ? [] : [`  cd ${folder}`];
  const install = kept.includes('package.json')
    ? [`  npm install ${DEPENDENCIES.join(' ')}`, `  npm install --save-dev ${DEV_DEPENDENCIES.join(' ')}`]
    : ['  npm install'];
  const commands = kept.includes('package.json')
    ? ['  npx bulwark synth', '  npx jest']
    : ['  npm run synth', '  npm test'];
  return ['', 'Next:', ...enter, ...install, ...commands];
}

const EXISTING_APP = [
  '',
  'This is a cdk8s app. npm install bulwark cdk8s-plus-27, then change three lines:',
  "  import { HardenedApp, IsolatedNamespace } from 'bulwark/cdk8s';",
  '  const app = new HardenedApp();                        // was: new App()',
  '  export class MyChart extends IsolatedNamespace { }    // was: extends Chart',
  'npx bulwark synth --against dist shows what that changes; SecureDeployment replaces kplus.Deployment one at a time.',
];

/** Whether the project in a folder names this package among its dependencies. */
function usesBulwark(path: string): boolean {
  const file = join(path, 'package.json');
  if (!existsSync(file)) return false;
  const manifest = readPackage(file);
  const dependencies = { ...objectAt(manifest, 'dependencies'), ...objectAt(manifest, 'devDependencies') };
  return Object.hasOwn(dependencies, 'bulwark');
}

/** A `package.json`; an empty one where it holds no object. */
function readPackage(file: string): PlainObject {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isPlain(value) ? value : {};
  } catch {
    return {};
  }
}

/** A name that a package and a namespace can have. */
function nameOf(path: string): string {
  const name = basename(path)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'app' : name;
}

/** Ranges of dependencies as this package is developed with. */
function ranges(): (dependency: string) => string {
  const manifest = readPackage(join(__dirname, '../../../package.json'));
  return (dependency) => {
    const version =
      dependency === 'bulwark'
        ? stringAt(manifest, 'version')
        : stringAt(objectAt(manifest, 'devDependencies'), dependency);
    return version === undefined ? '*' : `^${version}`;
  };
}
