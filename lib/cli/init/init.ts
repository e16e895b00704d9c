import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { objectAt, stringAt } from '../../core/manifest/plain';
import { writeFileAtomic } from '../../writer/atomic';
import { type Io, OK, UsageError } from '../io';
import { CONFIG_FILE, readConfig } from '../synth/config';
import { PROJECT_FILE } from '../synth/pulumi-project';
import { type Change, changesOf, plusIn, readPackage } from './existing-app';
import { DEV_DEPENDENCIES, dependencies, projectFiles } from './templates';
import { dependsOn, type PlusChoice, plusOf } from './which-plus';

/** Options of `bulwark init`. */
export interface InitOptions {
  readonly dryRun?: boolean;
  /** Whether files of a cdk8s app that is there already may change. */
  readonly write?: boolean;
}

/**
 * `bulwark init [FOLDER]`: writes the files of a project that synthesizes at once. In an app of cdk8s it says what has to
 * change, and does it with `--write`. Never overwrites a file.
 * @returns the exit code: 0
 * @throws UsageError where the folder is a file, or holds a program of another kind
 */
export function init(folder: string, options: InitOptions, io: Io): number {
  const path = resolve(io.cwd, folder);
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new UsageError([`init: found a file at ${folder}; needs a folder, or a name that is free`]);
  }
  io.stdout.lines(linesFor(folder, path, options));
  return OK;
}

function linesFor(folder: string, path: string, options: InitOptions): string[] {
  if (existsSync(join(path, CONFIG_FILE))) return existingApp(path, options);
  if (existsSync(join(path, PROJECT_FILE))) return PULUMI_PROJECT;
  return newProject(folder, path, options);
}

/** Files whose names the new ones would take, though they are something else. */
const PROGRAM = ['main.ts', 'app.ts', 'app.test.ts'];

function newProject(folder: string, path: string, options: InitOptions): string[] {
  const taken = PROGRAM.filter((name) => existsSync(join(path, name)));
  if (taken.length > 0) {
    const inside = folder === '.' ? 'deploy' : join(folder, 'deploy');
    throw new UsageError([
      `init: found ${taken.join(', ')} in ${folder}; needs a folder without such files, so that nothing of yours runs as an app. Fix: bulwark init ${inside}`,
    ]);
  }
  const choice = plusOf(readPackage(path)?.value);
  const all = projectFiles({ name: nameOf(path), range: ranges(), choice });
  const foreign = jestConfigIn(path);
  const files = new Map([...all].filter(([name]) => name !== JEST_CONFIG || foreign === undefined));
  const kept = [...files.keys()].filter((name) => existsSync(join(path, name)));
  const made = [...files.keys()].filter((name) => !kept.includes(name));
  if (options.dryRun !== true) {
    mkdirSync(path, { recursive: true });
    // 'wx' refuses a file that came in between.
    for (const name of made) writeFileSync(join(path, name), files.get(name) ?? '', { flag: 'wx' });
  }
  const verb = options.dryRun === true ? 'would write' : 'wrote';
  return [
    ...made.map((name) => `${verb} ${name}`),
    ...kept.map((name) => `left ${name} as it is`),
    ...(foreign === undefined
      ? []
      : [
          `left ${foreign} as it is: Jest has to read TypeScript, such as by transform: { '\\\\.ts$': '@swc/jest' }`,
        ]),
    ...nextSteps(folder, kept, choice),
  ];
}

const JEST_CONFIG = 'jest.config.cjs';

/** Where Jest is configured already, other than by us: two configurations are an error of it. */
function jestConfigIn(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const file = readdirSync(path).find((name) => /^jest\.config\.(?:[cm]?[jt]s|json)$/.test(name));
  if (file !== undefined) return file === JEST_CONFIG ? undefined : file;
  return objectAt(readPackage(path)?.value, 'jest') === undefined
    ? undefined
    : 'the jest field of package.json';
}

function nextSteps(folder: string, kept: readonly string[], choice: PlusChoice): string[] {
  const enter = folder === '.' ? [] : [`  cd ${folder}`];
  const install = kept.includes('package.json')
    ? [
        `  npm install ${dependencies(choice).join(' ')}`,
        `  npm install --save-dev ${DEV_DEPENDENCIES.join(' ')}`,
      ]
    : ['  npm install'];
  const commands = kept.includes('package.json')
    ? ['  npx bulwark synth', '  npx jest']
    : ['  npm run synth', '  npm test'];
  return ['', 'Next:', ...enter, ...install, ...commands];
}

function existingApp(path: string, options: InitOptions): string[] {
  const { language } = readConfig(path);
  if (language !== undefined && language !== 'typescript') {
    return [
      `This is a cdk8s app in ${language}; the constructs of Bulwark are for TypeScript.`,
      'bulwark check dist judges what it writes, bulwark harden dist --out hardened hardens it.',
    ];
  }
  const { entry } = plusIn(path);
  const changes = changesOf(path, ranges());
  if (dependsOn(readPackage(path)?.value, 'bulwark') && !changes.some(isOfApp)) {
    const written = write(path, changes.filter(isNew), options);
    return [...written, 'This project uses Bulwark already.'];
  }
  // A new file that nothing runs does no harm; whatever is there already changes on request alone.
  const done = changes.filter((change) => options.write === true || change.file.endsWith('.lock.json'));
  const written = write(path, done, options);
  const open = changes.filter((change) => change.text === undefined || !done.includes(change));
  if (options.write !== true && options.dryRun !== true) {
    return [
      ...written,
      '',
      'This is a cdk8s app. bulwark init --write changes it so:',
      ...shown(open),
      ...then(entry),
    ];
  }
  const byHand = open.length === 0 ? [] : ['', 'Change by hand:', ...shown(open)];
  const test = changes.some(({ file }) => file.startsWith('bulwark.test')) ? ['  npx jest'] : [];
  return [
    ...written,
    ...byHand,
    '',
    'Next:',
    '  npm install',
    '  npx bulwark synth',
    ...test,
    ...then(entry),
  ];
}

function isNew({ existing, text }: Change): boolean {
  return !existing && text !== undefined;
}

/** Whether a change is one of the program, so that the app is no HardenedApp yet. */
function isOfApp({ file }: Change): boolean {
  return file !== 'package.json' && !file.endsWith('.lock.json');
}

function shown(changes: readonly Change[]): string[] {
  return changes.flatMap(({ file, existing, lines }) => [existing ? file : `${file} (new)`, ...lines]);
}

function write(path: string, changes: readonly Change[], { dryRun = false }: InitOptions): string[] {
  const lines: string[] = [];
  for (const { file, text, existing } of changes) {
    if (text === undefined) continue;
    if (!dryRun && existing) writeFileAtomic(join(path, file), text);
    else if (!dryRun) writeFileSync(join(path, file), text, { flag: 'wx' });
    lines.push(
      `${dryRun ? 'would ' : ''}${existing ? (dryRun ? 'change' : 'changed') : dryRun ? 'write' : 'wrote'} ${file}`,
    );
  }
  return lines;
}

/** What comes after that. */
function then(entry: string): string[] {
  return [
    '',
    'Then chart by chart, each in a namespace of its own:',
    `  import { HardenedApp, IsolatedNamespace } from '${entry}';`,
    '  export class MyChart extends IsolatedNamespace { }    // was: extends Chart',
    'npx bulwark synth --against dist shows what that changes; SecureDeployment replaces kplus.Deployment one at a time.',
  ];
}

const PULUMI_PROJECT = [
  'This is a Pulumi project. npm install bulwark, then say first in its program:',
  "  import { hardenStack } from 'bulwark/pulumi';",
  '  hardenStack();',
  'npx bulwark synth --pulumi judges it without a cluster; SecureDeployment and the other components come one at a time.',
];

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
  const manifest = readPackage(join(__dirname, '../../..'))?.value;
  return (dependency) => {
    const version =
      dependency === 'bulwark'
        ? stringAt(manifest, 'version')
        : stringAt(objectAt(manifest, 'devDependencies'), dependency);
    return version === undefined ? '*' : `^${version}`;
  };
}
