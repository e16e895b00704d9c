import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const ROOT = resolve(__dirname, '../..');
const FILES = [
  '.gitignore',
  '.npmrc',
  'app.test.ts',
  'app.ts',
  'cdk8s.yaml',
  'images.lock.json',
  'jest.config.cjs',
  'main.ts',
  'package.json',
  'tsconfig.json',
];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function bulwark(args: string[], cwd = folder, env: Record<string, string> = {}) {
  const io = fakeIo({ cwd, env });
  return { code: await run(args, io), out: io.out(), err: io.err() };
}

test('makes a folder of the given name', async () => {
  await bulwark(['init', 'My Shop']);
  expect(readdirSync(join(folder, 'My Shop')).sort()).toEqual(FILES);
});

test('the CLI of cdk8s, which does not look into node_modules/.bin, finds the programs too', async () => {
  await bulwark(['init']);
  for (const project of [folder, ROOT]) {
    expect(readFileSync(join(project, 'cdk8s.yaml'), 'utf8')).toMatch(/^app: npx tsx /m);
  }
});

test('invents no digest, and says what production needs', async () => {
  await bulwark(['init']);
  const all = FILES.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  expect(all).not.toMatch(/sha256:[0-9a-f]{8}/);
  expect(readFileSync(join(folder, 'app.ts'), 'utf8')).toContain('npx bulwark lock --update');
  expect(JSON.parse(readFileSync(join(folder, 'images.lock.json'), 'utf8'))).toEqual({ images: {} });
});

test('overwrites nothing, and names what it left', async () => {
  writeFileSync(join(folder, 'package.json'), 'mine');
  const { out } = await bulwark(['init']);
  expect(out).toContain('left package.json as it is\n');
  expect(out).toContain('npm install bulwark cdk8s');
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('mine');
  expect(readdirSync(folder).sort()).toEqual(FILES);
});

test('in an app of cdk8s it adds what is missing and says which lines change', async () => {
  writeFileSync(join(folder, 'cdk8s.yaml'), 'app: node main.js\n');
  const { out } = await bulwark(['init']);
  expect(readdirSync(folder).sort()).toEqual(['cdk8s.yaml', 'images.lock.json']);
  expect(out).toContain("import { HardenedApp, IsolatedNamespace } from 'bulwark/cdk8s';");
  writeFileSync(join(folder, 'package.json'), '{ "dependencies": { "bulwark": "*" } }');
  expect((await bulwark(['init'])).out).toContain('This project uses Bulwark already.');
});

describe('in a project of cdk8s init', () => {
  // As the CLI of cdk8s 2.207 writes it, by its features.
  const MAIN = `import { Construct } from 'constructs';
import { App, Chart, ChartProps } from 'cdk8s';

export class MyChart extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps = { }) {
    super(scope, id, props);

    // define resources here

  }
}

const app = new App();
new MyChart(app, 'hello');
app.synth();
`;
  const PACKAGE = `{
    "name": "hello",
    "dependencies": { "cdk8s": "^2", "cdk8s-plus-33": "^2", "constructs": "^10" },
    "devDependencies": { "jest": "^29", "ts-jest": "^29" }
}`;
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  };
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  beforeEach(() =>
    write({
      'cdk8s.yaml': 'language: typescript\napp: npx ts-node main.ts\nimports:\n  - k8s\n',
      'main.ts': MAIN,
      'package.json': PACKAGE,
    }),
  );

  test('it shows every line that changes, and leaves the files alone', async () => {
    const { out } = await bulwark(['init']);
    expect(out).toContain('bulwark init --write changes it so:');
    for (const line of [
      '  + "bulwark": "^0.1.0"',
      "  - import { App, Chart, ChartProps } from 'cdk8s';",
      "  + import { HardenedApp } from 'bulwark/cdk8s-plus-33';",
      '  + const app = new HardenedApp();',
      'bulwark.test.ts (new)',
    ])
      expect(out.split('\n')).toContain(line);
    expect([read('main.ts'), read('package.json')]).toEqual([MAIN, PACKAGE]);
    expect(readdirSync(folder).sort()).toEqual(['cdk8s.yaml', 'images.lock.json', 'main.ts', 'package.json']);
  });

  test('--write changes those lines, and no others', async () => {
    const { out } = await bulwark(['init', '--write']);
    expect(out).toContain('changed main.ts\n');
    expect(read('main.ts')).toBe(
      MAIN.replace(
        "import { App, Chart, ChartProps } from 'cdk8s';",
        "import { Chart, ChartProps } from 'cdk8s';\nimport { HardenedApp } from 'bulwark/cdk8s-plus-33';",
      ).replace('new App()', 'new HardenedApp()'),
    );
    const { dependencies, ...rest } = JSON.parse(read('package.json'));
    expect([Object.keys(dependencies), rest]).toEqual([
      ['bulwark', 'cdk8s', 'cdk8s-plus-33', 'constructs'],
      { name: 'hello', devDependencies: { jest: '^29', 'ts-jest': '^29' } },
    ]);
    expect(read('package.json')).toMatch(/^ {4}"name"/m);
    expect(read('bulwark.test.ts')).toContain("import { MyChart } from './main';");
    expect((await bulwark(['init', '--write'])).out).toBe('This project uses Bulwark already.\n');
  });

  test('what it does not recognize it leaves, and says how to change it', async () => {
    write({ 'main.ts': MAIN.replace('new App()', 'new App({ yamlOutputType: 1 })'), 'package.json': 'mine' });
    const before = read('main.ts');
    const { out } = await bulwark(['init', '--write']);
    expect(out).toContain('Change by hand:\npackage.json\n');
    expect(out).toContain('main.ts\n  import { HardenedApp }');
    expect([read('main.ts'), read('package.json')]).toEqual([before, 'mine']);
  });

  test('a dry run of it writes nothing', async () => {
    const { out } = await bulwark(['init', '--write', '--dry-run']);
    expect(out).toContain(
      'would change main.ts\nwould write bulwark.test.ts\nwould write images.lock.json\n',
    );
    expect(readdirSync(folder).sort()).toEqual(['cdk8s.yaml', 'main.ts', 'package.json']);
    expect(read('main.ts')).toBe(MAIN);
  });

  test.each([
    [
      "import * as cdk8s from 'cdk8s';\nconst app = new cdk8s.App();",
      "import { HardenedApp } from 'bulwark/cdk8s-plus-33';",
    ],
    [
      'import {App} from "cdk8s"\nconst app: App = new App( );',
      'import { HardenedApp } from "bulwark/cdk8s-plus-33"',
    ],
    [
      "const { App } = require('cdk8s');\nnew App();",
      "const { HardenedApp } = require('bulwark/cdk8s-plus-33');",
    ],
  ])('%j', async (main, line) => {
    write({ 'main.ts': `${main}\n` });
    await bulwark(['init', '--write']);
    expect(read('main.ts').split('\n')).toContain(line);
    expect(read('main.ts')).toContain('new HardenedApp()');
    expect(read('main.ts').includes('App }') || !main.includes(': App')).toBe(true);
  });

  test.each<[string, string, Readonly<Record<string, string>>, string, string]>([
    ['the one that it has', '', { 'cdk8s-plus-27': '^2' }, 'bulwark/cdk8s', 'cdk8s-plus-27'],
    ['one of those between', '', { 'cdk8s-plus-30': '^2' }, 'bulwark/cdk8s-plus-30', 'cdk8s-plus-30'],
    [
      'of two that which it imports',
      "import * as kplus from 'cdk8s-plus-28';\n",
      { 'cdk8s-plus-28': '^2', 'cdk8s-plus-33': '^2' },
      'bulwark/cdk8s-plus-28',
      'cdk8s-plus-28 cdk8s-plus-33',
    ],
    [
      'of two the newer, where it imports none',
      '',
      { 'cdk8s-plus-27': '^2', 'cdk8s-plus-33': '^2' },
      'bulwark/cdk8s-plus-33',
      'cdk8s-plus-27 cdk8s-plus-33',
    ],
    ['the reference, where it has none', '', {}, 'bulwark/cdk8s', 'cdk8s-plus-27'],
    [
      'the reference beside one without an entry point',
      "import * as kplus from 'cdk8s-plus-26';\n",
      { 'cdk8s-plus-26': '^2' },
      'bulwark/cdk8s',
      'cdk8s-plus-26 cdk8s-plus-27',
    ],
  ])('the constructs are on %s', async (_, before, plus, entry, after) => {
    write({
      'main.ts': `${before}${MAIN}`,
      'package.json': JSON.stringify({ name: 'hello', dependencies: plus, devDependencies: { jest: '^29' } }),
    });
    const { out } = await bulwark(['init', '--write']);
    expect(read('main.ts')).toContain(`import { HardenedApp } from '${entry}';\n`);
    expect(read('bulwark.test.ts')).toContain(`import { HardenedApp } from '${entry}';\n`);
    expect(out).toContain(`import { HardenedApp, IsolatedNamespace } from '${entry}';\n`);
    const names = Object.keys(JSON.parse(read('package.json')).dependencies);
    expect(names.filter((name) => name.startsWith('cdk8s-plus-'))).toEqual(after.split(' '));
  });

  test('of another language it says what there is for it', async () => {
    write({ 'cdk8s.yaml': 'language: python\napp: pipenv run python main.py\n' });
    const { out } = await bulwark(['init', '--write']);
    expect(out).toContain('bulwark check dist');
    expect(readdirSync(folder).sort()).toEqual(['cdk8s.yaml', 'main.ts', 'package.json']);
  });
});

test('a new app beside a package that has a cdk8s-plus is on that one', async () => {
  writeFileSync(join(folder, 'package.json'), '{ "dependencies": { "cdk8s-plus-32": "^2" } }');
  const { out } = await bulwark(['init']);
  expect(out).toContain('npm install bulwark cdk8s cdk8s-plus-32 constructs\n');
  expect(readFileSync(join(folder, 'app.ts'), 'utf8')).toContain("} from 'bulwark/cdk8s-plus-32';\n");
});

test('a Pulumi project stays one', async () => {
  writeFileSync(join(folder, 'Pulumi.yaml'), 'name: shop\nruntime: nodejs\n');
  expect((await bulwark(['init'])).out).toContain("import { hardenStack } from 'bulwark/pulumi';");
  expect(readdirSync(folder)).toEqual(['Pulumi.yaml']);
});

test('a program of its own is not taken for an app', async () => {
  writeFileSync(join(folder, 'main.ts'), 'rm();');
  const { code, err } = await bulwark(['init']);
  expect([code, err]).toEqual([
    2,
    expect.stringContaining('found main.ts in .; needs a folder without such files'),
  ]);
  expect(readdirSync(folder)).toEqual(['main.ts']);
});

test.each([
  ['jest.config.js', 'module.exports = {};'],
  ['package.json', '{ "jest": {} }'],
])('a configuration of Jest in %s stays the only one', async (name, text) => {
  writeFileSync(join(folder, name), text);
  const { out } = await bulwark(['init']);
  expect(out).toMatch(/left .*jest.* as it is: Jest has to read TypeScript/);
  expect(readdirSync(folder)).not.toContain('jest.config.cjs');
});

test('a dry run writes nothing', async () => {
  const { out } = await bulwark(['init', 'shop', '--dry-run']);
  expect(out).toContain('would write main.ts\n');
  expect(readdirSync(folder)).toEqual([]);
});

test('refuses a file in place of a folder', async () => {
  writeFileSync(join(folder, 'shop'), '');
  expect(await bulwark(['init', 'shop'])).toMatchObject({ code: 2, out: '' });
});
