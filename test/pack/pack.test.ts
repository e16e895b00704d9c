import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prose } from '../docs/markdown';
import { compile, jestIn, node, run, Workshop } from './package';
import { APP, APP_TEST, CDK8S_TSCONFIG, CORE, PULUMI_TSCONFIG, SAME_CLASSES, WRONG } from './sources';
import { plusApp, STRICT_TSCONFIG } from './sources-plus';
import {
  loadedBy,
  MODULE_PROGRAM,
  PROGRAM,
  PROGRAM_TEST,
  REGISTERED,
  runUnderMocks,
  WRONG_PROGRAM,
} from './sources-pulumi';

const CDK8S = ['cdk8s', 'cdk8s-plus-27', 'constructs'];
const PULUMI = ['@pulumi/pulumi', '@pulumi/kubernetes'];
const JEST = ['jest', 'expect', '@jest/globals', '@types/jest'];

const workshop = new Workshop();

beforeAll(() => workshop.pack(), 180_000);
afterAll(() => workshop.remove());

/** Settings of a project whose declarations are not checked again: the first project below checks them. */
function settings(module: string, moduleResolution: string): string {
  const compilerOptions = {
    target: 'es2022',
    strict: true,
    skipLibCheck: true,
    module,
    moduleResolution,
    types: ['node', 'jest'],
  };
  return JSON.stringify({ compilerOptions, exclude: ['node_modules'] });
}

test('the package carries its pages, and every relative link in one leads to a file of the package', () => {
  const folder = join(workshop.project('pages', [], {}), 'node_modules', 'bulwark');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  expect(names).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/controls/README.md']));
  const broken = names.flatMap((page) => {
    const text = prose({ path: page, text: readFileSync(join(folder, page), 'utf8') });
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) =>
      target.replace(/#.*/, ''),
    );
    return targets
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(folder, dirname(page), target)))
      .map((target) => `${page}: ${target}`);
  });
  expect(broken).toEqual([]);
});

describe('a project as cdk8s init writes it', () => {
  let folder: string;
  beforeAll(async () => {
    folder = workshop.project('cdk8s', [...CDK8S, ...JEST], {
      'main.ts': APP,
      'main.test.ts': APP_TEST,
      'tsconfig.json': JSON.stringify(CDK8S_TSCONFIG),
      'package.json': '{ "name": "app", "main": "main.js" }',
      'jest.config.js': "module.exports = { testMatch: ['**/*.test.js'], transform: {} };",
    });
    expect(await compile(folder)).toBe('');
  }, 180_000);

  test('synthesizes', async () => {
    expect(await node(folder, ['main.js'])).toEqual({ code: 0, stdout: '', stderr: '' });
    const files = readdirSync(join(folder, 'out')).filter((file) => file.endsWith('.k8s.yaml'));
    expect(files).toEqual(['00-cluster.k8s.yaml', '01-shop.k8s.yaml']);
  }, 120_000);

  test('is tested with the matchers, whose snapshot fails exactly where the app differs', async () => {
    const first = await jestIn(folder, ['--ci=false'], { REPLICAS: '2', CI: '' });
    expect(first.stderr).toContain('1 snapshot written');
    const same = await jestIn(folder, ['--ci'], { REPLICAS: '2' });
    expect([same.code, same.stderr]).toEqual([0, expect.stringContaining('1 passed')]);
    const other = await jestIn(folder, ['--ci'], { REPLICAS: '3' });
    expect([other.code, other.stderr]).toEqual([
      1,
      expect.stringMatching(/-\s+replicas: 2\n\s*\+\s+replicas: 3\n/),
    ]);
    const snapshot = readFileSync(join(folder, '__snapshots__/main.test.js.snap'), 'utf8');
    expect(snapshot).toContain('image: registry.example.com/web:1.4@sha256:<digest>');
  }, 120_000);
});

describe('a project as pulumi new writes it', () => {
  let folder: string;
  beforeAll(async () => {
    folder = workshop.project('program', [...PULUMI, ...JEST], {
      'index.ts': PROGRAM,
      'run.ts': runUnderMocks('./index'),
      'index.test.ts': PROGRAM_TEST,
      'tsconfig.json': JSON.stringify({
        ...PULUMI_TSCONFIG,
        files: ['index.ts', 'run.ts', 'index.test.ts'],
      }),
      'package.json': '{ "name": "program", "main": "bin/index.js" }',
      'Pulumi.yaml': 'name: program\nruntime: nodejs\nmain: bin/index.js\n',
      'jest.config.js': "module.exports = { testMatch: ['**/bin/*.test.js'], transform: {} };",
    });
    expect(await compile(folder)).toBe('');
  }, 180_000);

  test('runs without cdk8s', async () => {
    expect(await node(folder, ['bin/run.js'])).toEqual({ code: 0, stdout: REGISTERED, stderr: '' });
  }, 120_000);

  test('is rendered by the command, without the CLI of Pulumi', async () => {
    const command = join('node_modules', 'bulwark', 'bin', 'bulwark');
    const args = [command, 'synth', '--pulumi', '--out', 'out', '--today', '2026-11-21'];
    const rendered = await node(folder, args);
    expect([rendered.code, rendered.stderr]).toEqual([0, expect.not.stringContaining('error')]);
    const files = readdirSync(join(folder, 'out')).filter((file) => file.endsWith('.k8s.yaml'));
    expect(files).toEqual(['00-cluster.k8s.yaml', '01-shop.k8s.yaml']);
  }, 120_000);

  test('is tested with the matchers', async () => {
    const tested = await jestIn(folder, ['--ci', '--testTimeout=60000']);
    expect([tested.code, tested.stderr]).toEqual([0, expect.stringContaining('1 passed')]);
  }, 120_000);
});

describe('a project with another version of cdk8s-plus', () => {
  const PLUS = 'cdk8s-plus-33';
  const entry = `bulwark/${PLUS}`;
  const exact = { ...STRICT_TSCONFIG.compilerOptions, exactOptionalPropertyTypes: true };
  let folder: string;
  beforeAll(async () => {
    folder = workshop.project('plus', ['cdk8s', 'constructs'], {
      'main.ts': plusApp(PLUS, entry),
      'tsconfig.json': JSON.stringify(STRICT_TSCONFIG),
      'exact.json': JSON.stringify({ compilerOptions: exact, include: ['*.ts'] }),
      'old.json': JSON.stringify({ compilerOptions: CDK8S_TSCONFIG.compilerOptions, include: ['*.ts'] }),
      'es.mjs': `import * as es from '${entry}'; import { createRequire } from 'node:module';
const same = createRequire(import.meta.url)('${entry}');
console.log(Object.keys(es).every((name) => es[name] === same[name]), es.SecureDeployment.name);`,
    });
    workshop.rename(folder, 'cdk8s-plus-27', PLUS);
    expect(await compile(folder)).toBe('');
  }, 180_000);

  test('synthesizes with the autoscaler, the Services and the Ingress of that version', async () => {
    expect(await node(folder, ['main.js'])).toEqual({ code: 0, stdout: '', stderr: '' });
    const written = readFileSync(join(folder, 'out/01-shop.k8s.yaml'), 'utf8');
    for (const kind of ['HorizontalPodAutoscaler', 'Ingress', 'ConfigMap'])
      expect(written).toContain(`kind: ${kind}\n`);
  }, 120_000);

  test('compiles with what cdk8s init writes, and with exact optional properties but for what is wrong in cdk8s-plus', async () => {
    expect(await compile(folder, 'old.json')).toBe('');
    const errors = (await compile(folder, 'exact.json')).split('\n').filter((line) => /^\S/.test(line));
    expect(errors.filter((line) => !line.startsWith(`node_modules/${PLUS}/`))).toEqual([]);
  }, 120_000);

  test('has the same classes to import and to require', async () => {
    expect(await node(folder, ['es.mjs'])).toEqual({
      code: 0,
      stdout: 'true SecureDeployment\n',
      stderr: '',
    });
  }, 120_000);

  test('is told which entry point to take', async () => {
    const code = "try { require('bulwark/cdk8s') } catch (error) { console.log(error.message) }";
    expect((await node(folder, ['-e', code])).stdout).toBe(
      `bulwark/cdk8s needs cdk8s-plus-27, and ${PLUS} is installed. Fix: import from '${entry}', or npm install cdk8s-plus-27\n`,
    );
  });

  test('beside the reference is refused, whichever comes first', async () => {
    const both = workshop.project('both', CDK8S, {
      'mixed.ts': plusApp(PLUS, 'bulwark/cdk8s'),
      'tsconfig.json': JSON.stringify(STRICT_TSCONFIG),
      'mixed.js': `const { App, Chart } = require('cdk8s');
const { SecureDeployment } = require('bulwark/cdk8s');
const kplus = require('${PLUS}');
const shop = new Chart(new App(), 'shop');
const target = new SecureDeployment(shop, 'web', { image: 'a/b:1', port: 8080, probe: 'tcp' });
new kplus.HorizontalPodAutoscaler(shop, 'scaler', { target, maxReplicas: 5 });
try { shop.toJson() } catch (error) { console.log(error.message) }`,
    });
    workshop.rename(both, 'cdk8s-plus-27', PLUS);
    for (const [first, second] of [['bulwark/cdk8s', entry] as const, [entry, 'bulwark/cdk8s'] as const]) {
      const code = `require('${first}'); try { require('${second}') } catch (error) { console.log(error.message) }`;
      const { stdout } = await node(both, ['-e', code]);
      expect(stdout).toMatch(/^two versions of cdk8s-plus in one process: .*cdk8s-plus-27.*\n/);
      expect(stdout).toContain(PLUS);
    }
    const mixed = await node(both, ['mixed.js']);
    expect(mixed.stdout).toMatch(
      /process: cdk8s-plus-27 \S+ \(shop\/web\) and cdk8s-plus-33 \S+ \(shop\/scaler\)\n/,
    );
    expect(await compile(both)).toMatch(/mixed\.ts.* error /);
  }, 120_000);

  test('the name of the reference leads to the same classes', async () => {
    const folder = workshop.project('alias', CDK8S, {});
    const code =
      "console.log(require('bulwark/cdk8s').SecureDeployment === require('bulwark/cdk8s-plus-27').SecureDeployment)";
    expect((await node(folder, ['-e', code])).stdout).toBe('true\n');
  });
});

describe('a project without any of the peers', () => {
  let folder: string;
  beforeAll(async () => {
    folder = workshop.project('bare', [], {
      'index.ts': CORE,
      'tsconfig.json': JSON.stringify(PULUMI_TSCONFIG),
      'package.json': '{ "name": "program", "main": "bin/index.js" }',
    });
    expect(await compile(folder)).toBe('');
  }, 180_000);

  test('has the core', async () => {
    expect(await node(folder, ['bin/index.js'])).toEqual({ code: 0, stdout: '1 true\n', stderr: '' });
  });

  test.each([
    ['bulwark/cdk8s', 'cdk8s, cdk8s-plus-27, constructs, which are not installed. Fix: npm install cdk8s '],
    [
      'bulwark/pulumi',
      '@pulumi/pulumi, @pulumi/kubernetes, which are not installed. Fix: npm install @pulumi/pulumi @pulumi/k',
    ],
    ['bulwark/jest', 'jest: import it in a test or name it in setupFilesAfterEnv. Fix: npm install '],
  ])('%s says in one line what is missing, to require and to import', async (entry, words) => {
    const report = '(error) => console.log(error.message)';
    const required = `try { require('${entry}') } catch (error) { (${report})(error) }`;
    for (const code of [required, `import('${entry}').catch(${report})`]) {
      const { stdout } = await node(folder, ['-e', code]);
      expect(stdout).toContain(`${entry} needs ${words}`);
      expect(stdout.trimEnd()).not.toContain('\n');
    }
  });

  test('has the command', async () => {
    const pod =
      '{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { containers: [{ name: a, image: a }] } }';
    const command = join('node_modules', 'bulwark', 'bin', 'bulwark');
    const judged = await run(process.execPath, [command, 'pod-security', '-'], folder, {}, pod);
    expect([judged.code, judged.stdout]).toEqual([
      1,
      expect.stringContaining('Pod a: allowPrivilegeEscalation'),
    ]);
  });
});

describe('a project with all the peers', () => {
  let folder: string;
  beforeAll(() => {
    folder = workshop.project('all', [...CDK8S, ...PULUMI, ...JEST], {});
  });

  test.each([
    ['bulwark', ''],
    ['bulwark/cdk8s', 'cdk8s cdk8s-plus-27 constructs'],
    ['bulwark/pulumi', '@pulumi/kubernetes @pulumi/pulumi'],
    ['bulwark/crossguard', ''],
    ['bulwark/jest', ''],
  ])(
    '%s loads those of its own front end alone: %s',
    async (entry, packages) => {
      const loaded = await node(folder, ['-e', loadedBy(entry)]);
      expect(loaded).toEqual({ code: 0, stdout: `${packages}\n`, stderr: '' });
    },
    120_000,
  );

  test('of Pulumi with one package missing, that one is named', async () => {
    const half = workshop.project('half', ['@pulumi/pulumi'], {});
    const code = "try { require('bulwark/pulumi') } catch (error) { console.log(error.message) }";
    const words =
      'bulwark/pulumi needs @pulumi/kubernetes, which is not installed. Fix: npm install @pulumi/kubernetes\n';
    expect((await node(half, ['-e', code])).stdout).toBe(words);
  });
});

describe('types and modules', () => {
  test('node16: CommonJS and ES modules', async () => {
    const folder = workshop.project('node16', [...CDK8S, ...JEST], {
      'common.cts': APP,
      'common-test.cts': APP_TEST.replace('./main', './common.cjs'),
      'module.mts': APP,
      'module-test.mts': APP_TEST.replace('./main', './module.mjs'),
      'tsconfig.json': settings('node16', 'node16'),
    });
    expect(await compile(folder)).toBe('');
    expect(await node(folder, ['common.cjs'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await node(folder, ['module.mjs'])).toEqual({ code: 0, stdout: '', stderr: '' });
  }, 180_000);

  test('node16: a Pulumi program, CommonJS and ES modules', async () => {
    const folder = workshop.project('node16-program', PULUMI, {
      'common.cts': PROGRAM,
      'run-common.cts': runUnderMocks('./common.cjs'),
      'module.mts': MODULE_PROGRAM,
      'run-module.mts': runUnderMocks('./module.mjs'),
      'wrong.mts': WRONG_PROGRAM,
      'tsconfig.json': settings('node16', 'node16').replace(',"jest"', ''),
    });
    expect(await compile(folder)).toBe('');
    const registered = { code: 0, stdout: REGISTERED, stderr: '' };
    expect(await node(folder, ['run-common.cjs'])).toEqual(registered);
    expect(await node(folder, ['run-module.mjs'])).toEqual(registered);
  }, 180_000);

  test('bundler, and what must not compile', async () => {
    const folder = workshop.project('bundler', [...CDK8S, ...JEST], {
      'main.ts': APP,
      'matchers.ts': APP_TEST,
      'wrong.ts': WRONG,
      'tsconfig.json': settings('esnext', 'bundler'),
    });
    expect(await compile(folder)).toBe('');
  }, 180_000);

  test('a class is one class to import and to require', async () => {
    const folder = workshop.project('classes', CDK8S, {
      'main.mjs': SAME_CLASSES,
      'main.cjs': "const { HardenedApp } = require('bulwark/cdk8s'); console.log(typeof HardenedApp);",
    });
    expect(await node(folder, ['main.mjs'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await node(folder, ['main.cjs'])).toEqual({ code: 0, stdout: 'function\n', stderr: '' });
  }, 120_000);
});
