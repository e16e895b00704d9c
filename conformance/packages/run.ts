/** Installs the package from its tarball beside its peers, the lowest of their ranges and the newest, and uses it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from '../../scripts/build';
import { compile, jestIn, node, type Outcome, run as start } from '../../test/pack/package';
import { APP, APP_TEST, CDK8S_TSCONFIG, CORE } from '../../test/pack/sources';
import { PROGRAM, PROGRAM_TEST, REGISTERED, runUnderMocks } from '../../test/pack/sources-pulumi';
import type { SuiteResult } from '../suite';

const ROOT = resolve(__dirname, '../..');

/** The peers that the projects of each front end install. */
const PEERS = {
  constructs: ['cdk8s', 'cdk8s-plus-27', 'constructs', 'jest'],
  components: ['@pulumi/pulumi', '@pulumi/kubernetes', 'jest'],
  core: [],
} as const;

type Project = keyof typeof PEERS;

/** One installation. */
interface Installation {
  readonly name: string;
  readonly project: Project;
  /** What npm is asked for beside the package. */
  readonly packages: readonly string[];
}

function installations(): Installation[] {
  const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const types = `@types/node@${devDependencies['@types/node']}`;
  const beside = (project: Project, name: string, jest: string, versionOf: (range: string) => string) => {
    const peers = PEERS[project].map((peer) => `${peer}@${versionOf(peerDependencies[peer])}`);
    return { name, project, packages: [...peers, types, `@types/jest@${jest}`] };
  };
  return [
    beside('constructs', 'lowest', '29', lowestOf),
    beside('constructs', 'newest', '30', String),
    beside('components', 'lowest for Pulumi', '29', lowestOf),
    beside('components', 'newest for Pulumi', '30', String),
    { name: 'without peers', project: 'core', packages: [types] },
  ];
}

/** `^2.68.12` -> `2.68.12`; `>=29` -> `29.0.0`. */
function lowestOf(range: string): string {
  const [major = '0', minor = '0', patch = '0'] = range.replace(/^\D+/, '').split('.');
  return `${major}.${minor}.${patch}`;
}

/** Runs the suite. It never throws: what fails is a problem. */
export async function run(): Promise<SuiteResult> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-packages-'));
  const problems: string[] = [];
  const all = installations();
  let judged = 0;
  let found = 0;
  try {
    const tarball = await pack(folder);
    for (const installation of all) {
      const problem = await tryOut(
        join(folder, installation.name.replaceAll(' ', '-')),
        tarball,
        installation,
      );
      judged += 1;
      if (problem === undefined) found += 1;
      else problems.push(`${installation.name}: ${problem}`);
    }
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    program: 'packages',
    version: `npm, Node ${process.version}`,
    judged,
    expected: all.length,
    found,
    problems,
    seconds,
  };
}

async function pack(folder: string): Promise<string> {
  const stage = join(folder, 'stage');
  mkdirSync(stage);
  build(stage);
  const packed = await start(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    stage,
  );
  if (packed.code !== 0) throw new Error(packed.stderr);
  const [{ filename }]: [{ filename: string }] = JSON.parse(packed.stdout);
  return join(folder, filename);
}

/** What is wrong with an installation; undefined where it works. */
async function tryOut(
  folder: string,
  tarball: string,
  installation: Installation,
): Promise<string | undefined> {
  const { project, packages } = installation;
  mkdirSync(folder);
  write(folder, 'package.json', '{ "name": "app", "private": true }');
  // What is optional to cdk8s-plus-27 is a tool of its makers.
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--omit=optional'];
  const steps: [string, () => Promise<Outcome>][] = [
    ['npm install', () => start('npm', ['install', ...flags, tarball, ...packages], folder)],
    ['compile', () => compiled(folder, project)],
    ['run', () => node(folder, ['main.js'])],
  ];
  if (project === 'components') steps.push(['test', () => jestIn(folder, ['--ci'], {}, folder)]);
  if (project === 'constructs') {
    steps.push(['write a snapshot', () => jestIn(folder, ['--ci=false'], { REPLICAS: '2' }, folder)]);
    steps.push(['compare it', () => jestIn(folder, ['--ci'], { REPLICAS: '2' }, folder)]);
  }
  for (const [step, act] of steps) {
    const { code, stdout, stderr } = await act();
    const whole = step !== 'run' || project !== 'components' || stdout === REGISTERED;
    if (code !== 0 || !whole) return `${step}: ${`${stdout}\n${stderr}`.trim().slice(0, 2000)}`;
  }
  return undefined;
}

/** The files of each project; `main.ts` is what runs. */
const FILES: Readonly<Record<Project, Readonly<Record<string, string>>>> = {
  constructs: { 'main.ts': APP, 'main.test.ts': APP_TEST },
  components: { 'index.ts': PROGRAM, 'main.ts': runUnderMocks('./index'), 'main.test.ts': PROGRAM_TEST },
  core: { 'main.ts': CORE },
};

async function compiled(folder: string, project: Project): Promise<Outcome> {
  for (const [file, text] of Object.entries(FILES[project])) write(folder, file, text);
  write(folder, 'jest.config.js', "module.exports = { testMatch: ['**/*.test.js'], transform: {} };");
  write(folder, 'tsconfig.json', JSON.stringify(CDK8S_TSCONFIG));
  const stdout = await compile(folder);
  return { code: stdout === '' ? 0 : 1, stdout, stderr: '' };
}

function write(folder: string, file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

async function main(): Promise<void> {
  const { expected, found, problems, seconds } = await run();
  for (const problem of problems) console.error(problem);
  console.log(`${found} of ${expected} installations work, in ${Math.round(seconds)} s`);
  process.exitCode = problems.length > 0 || found !== expected ? 1 : 0;
}

if (require.main === module) void main();
