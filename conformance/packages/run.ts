/** Installs the package from its tarball beside its peers, the lowest of their ranges and the newest, and uses it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from '../../scripts/build';
import { jestIn, node, run as start } from '../../test/pack/package';
import { APP, APP_TEST, CDK8S_TSCONFIG, CORE } from '../../test/pack/sources';
import { PROGRAM, PROGRAM_TEST, REGISTERED, runUnderMocks } from '../../test/pack/sources-pulumi';
import type { SuiteResult } from '../suite';
import { compiled, type Installation, lowestOf, type Step, tryOut } from './installation';
import { plusInstallations } from './plus';

const ROOT = resolve(__dirname, '../..');

/** The peers that the projects of each front end install. */
const PEERS = {
  constructs: ['cdk8s', 'cdk8s-plus-27', 'constructs', 'jest'],
  components: ['@pulumi/pulumi', '@pulumi/kubernetes', 'jest'],
  core: [],
} as const;

type Project = keyof typeof PEERS;

function installations(): Installation[] {
  const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const types = `@types/node@${devDependencies['@types/node']}`;
  const beside = (project: Project, name: string, jest: string, versionOf: (range: string) => string) => {
    const peers = PEERS[project].map((peer) => `${peer}@${versionOf(peerDependencies[peer])}`);
    return installation(name, project, [...peers, types, `@types/jest@${jest}`]);
  };
  return [
    beside('constructs', 'lowest', '29', lowestOf),
    beside('constructs', 'newest', '30', String),
    ...plusInstallations(peerDependencies, types),
    beside('components', 'lowest for Pulumi', '29', lowestOf),
    beside('components', 'newest for Pulumi', '30', String),
    installation('without peers', 'core', [types]),
  ];
}

/** The files of each project; `main.ts` is what runs. */
const FILES: Readonly<Record<Project, Readonly<Record<string, string>>>> = {
  constructs: { 'main.ts': APP, 'main.test.ts': APP_TEST },
  components: { 'index.ts': PROGRAM, 'main.ts': runUnderMocks('./index'), 'main.test.ts': PROGRAM_TEST },
  core: { 'main.ts': CORE },
};

/** What follows the run. */
const TESTS: Readonly<Record<Project, readonly Step[]>> = {
  components: [['test', (folder) => jestIn(folder, ['--ci'], {}, folder)]],
  constructs: [
    ['write a snapshot', (folder) => jestIn(folder, ['--ci=false'], { REPLICAS: '2' }, folder)],
    ['compare it', (folder) => jestIn(folder, ['--ci'], { REPLICAS: '2' }, folder)],
  ],
  core: [],
};

function installation(name: string, project: Project, packages: readonly string[]): Installation {
  return {
    name,
    packages,
    files: {
      ...FILES[project],
      'jest.config.js': "module.exports = { testMatch: ['**/*.test.js'], transform: {} };",
      'tsconfig.json': JSON.stringify(CDK8S_TSCONFIG),
    },
    steps: [['compile', (folder) => compiled(folder)], ['run', runOf(project)], ...TESTS[project]],
  };
}

/** A Pulumi program says what it registered. */
function runOf(project: Project): Step[1] {
  return async (folder) => {
    const outcome = await node(folder, ['main.js']);
    const whole = project !== 'components' || outcome.stdout === REGISTERED;
    return whole ? outcome : { ...outcome, code: 1 };
  };
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
        join(folder, installation.name.replaceAll(/[^a-z0-9]+/gi, '-')),
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

async function main(): Promise<void> {
  const { expected, found, problems, seconds } = await run();
  for (const problem of problems) console.error(problem);
  console.log(`${found} of ${expected} installations work, in ${Math.round(seconds)} s`);
  process.exitCode = problems.length > 0 || found !== expected ? 1 : 0;
}

if (require.main === module) void main();
