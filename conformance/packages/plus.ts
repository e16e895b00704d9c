import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CDK8S_PLUS, entryOf, REFERENCE } from '../../lib/cdk8s-plus';
import { jestIn, node, type Outcome } from '../../test/pack/package';
import { CDK8S_TSCONFIG } from '../../test/pack/sources';
import { plusApp, STRICT_TSCONFIG } from '../../test/pack/sources-plus';
import { compiled, type Installation, lowestOf, type Step } from './installation';

/** The version that `cdk8s init` pins. */
const PINNED = 'cdk8s-plus-33';

/**
 * An app on each version of cdk8s-plus, strict to its declarations and ours, whose files must be those of the reference;
 * and a project of `cdk8s init` that `bulwark init` changes.
 * @param ranges the ranges of the peers
 * @param types the package of Node's types
 */
export function plusInstallations(ranges: Readonly<Record<string, string>>, types: string): Installation[] {
  const sameAsBefore = comparison();
  const on = (plus: string, name: string, versionOf: (range: string) => string): Installation => ({
    name: `${plus}, ${name}`,
    packages: [
      ...['cdk8s', 'constructs', plus].map((peer) => `${peer}@${versionOf(ranges[peer] ?? '*')}`),
      types,
    ],
    files: {
      'main.ts': plusApp(plus, entryOf(plus) ?? plus),
      'tsconfig.json': JSON.stringify(STRICT_TSCONFIG),
      'exact.json': JSON.stringify(exact()),
    },
    steps: [...compilations(plus), ['run', (folder) => node(folder, ['main.js'])], ['compare', sameAsBefore]],
  });
  return [
    on(REFERENCE, 'lowest', lowestOf),
    ...CDK8S_PLUS.map((plus) => on(plus, 'newest', String)),
    started(ranges, types),
  ];
}

/** cdk8s-plus itself does not stand exact optional properties; everything else has to. */
function compilations(plus: string): Step[] {
  return [
    ['compile', (folder) => compiled(folder)],
    [
      'compile with exact optional properties',
      (folder) => compiled(folder, 'exact.json', (line) => line.startsWith(`node_modules/${plus}/`)),
    ],
  ];
}

function exact(): object {
  const { compilerOptions, include } = STRICT_TSCONFIG;
  return { compilerOptions: { ...compilerOptions, exactOptionalPropertyTypes: true, noEmit: true }, include };
}

/** A step that fails where what was written is not what was written the first time. */
function comparison(): (folder: string) => Promise<Outcome> {
  let first: string | undefined;
  return async (folder) => {
    const out = join(folder, 'out');
    const text = readdirSync(out)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => `# ${name}\n${readFileSync(join(out, name), 'utf8')}`)
      .join('');
    first ??= text;
    const stderr = text === first ? '' : `other files than those on ${REFERENCE}`;
    return {
      code: stderr === '' && text.includes('kind: HorizontalPodAutoscaler\n') ? 0 : 1,
      stdout: '',
      stderr,
    };
  };
}

const MAIN = `import { Construct } from 'constructs';
import { App, Chart, ChartProps } from 'cdk8s';
import * as kplus from '${PINNED}';

export class MyChart extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps = { }) {
    super(scope, id, props);
    new kplus.ConfigMap(this, 'settings', { metadata: { name: 'settings', namespace: 'shop' }, data: { a: 'b' } });
  }
}

const app = new App();
new MyChart(app, 'hello');
app.synth();
`;

/** A project as \`cdk8s init\` writes it, changed by \`bulwark init --write\`. */
function started(ranges: Readonly<Record<string, string>>, types: string): Installation {
  const bulwark =
    (...args: string[]): Step[1] =>
    (folder) =>
      node(folder, [join('node_modules', 'bulwark', 'bin', 'bulwark'), ...args]);
  return {
    name: 'cdk8s init',
    packages: [
      ...['cdk8s', 'constructs', PINNED].map((peer) => `${peer}@${ranges[peer]}`),
      types,
      'jest@29',
      '@types/jest@29',
    ],
    files: {
      'cdk8s.yaml': 'language: typescript\napp: node main.js\n',
      'main.ts': MAIN,
      'tsconfig.json': JSON.stringify(CDK8S_TSCONFIG),
      'jest.config.js': "module.exports = { testMatch: ['**/*.test.js'], transform: {} };",
    },
    // The chart that it starts with is in no isolated namespace, which is what the test of it says.
    steps: [
      ['bulwark init', bulwark('init', '--write')],
      ['nothing to install', async (folder) => onlyPinned(folder)],
      ['compile', (folder) => compiled(folder)],
      ['bulwark synth', bulwark('synth', '--today', '2026-11-21')],
      ['test', (folder) => jestIn(folder, ['--ci'], {}, folder)],
    ],
  };
}

/** Whether the version that the project had is the only one that it depends on. */
function onlyPinned(folder: string): Outcome {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const found = Object.keys(dependencies).filter((name) => name.startsWith('cdk8s-plus-'));
  return { code: found.join() === PINNED ? 0 : 1, stdout: found.join(), stderr: '' };
}
