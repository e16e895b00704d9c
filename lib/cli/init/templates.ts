import { lockText } from '../lock/lock-file';
import type { PlusChoice } from './which-plus';

/** What the files of a new project depend on. */
export interface ProjectFacts {
  /** Name of the package and of the namespace. */
  readonly name: string;
  /** Version ranges of dependencies by name. */
  readonly range: (dependency: string) => string;
  /** The cdk8s-plus that its constructs are on. */
  readonly choice: PlusChoice;
}

/** An image that runs under whichever user the pod names, on port 8080. Its digest is not known here, and none is invented. */
export const SAMPLE_IMAGE = 'nginxinc/nginx-unprivileged:1.29-alpine';

/** Packages that an app needs to run. */
export function dependencies({ plus }: PlusChoice): string[] {
  return ['bulwark', 'cdk8s', plus, 'constructs'];
}

/** Packages for work on it. */
export const DEV_DEPENDENCIES = [
  '@swc/core',
  '@swc/jest',
  '@types/jest',
  '@types/node',
  'jest',
  'tsx',
  'typescript',
];

/** The files of a new project by name. */
export function projectFiles(facts: ProjectFacts): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', packageJson(facts)],
    ['tsconfig.json', TSCONFIG],
    ['cdk8s.yaml', CDK8S_YAML],
    ['main.ts', MAIN],
    ['app.ts', appText(facts)],
    ['app.test.ts', APP_TEST],
    ['jest.config.cjs', JEST_CONFIG],
    ['images.lock.json', EMPTY_LOCK],
    ['.gitignore', 'node_modules/\ndist/\n'],
    ['.npmrc', 'ignore-scripts=true\n'],
  ]);
}

/** A lock in which nothing stands yet. */
export const EMPTY_LOCK = lockText({ images: {} });

function packageJson({ name, range, choice }: ProjectFacts): string {
  const ranges = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((dependency) => [dependency, range(dependency)]));
  return json({
    name,
    version: '0.1.0',
    private: true,
    scripts: { synth: 'bulwark synth', test: 'jest', typecheck: 'tsc' },
    dependencies: ranges(dependencies(choice)),
    devDependencies: ranges(DEV_DEPENDENCIES),
  });
}

const TSCONFIG = json({
  compilerOptions: {
    target: 'ES2022',
    module: 'Preserve',
    moduleResolution: 'Bundler',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node', 'jest'],
  },
  include: ['*.ts'],
});

const CDK8S_YAML = `language: typescript
app: npx tsx main.ts
output: dist
`;

const MAIN = `import { makeApp } from './app';

makeApp().synth();
`;

function appText({ name, choice }: ProjectFacts): string {
  return `import { dev, HardenedApp, IsolatedNamespace, SecureDeployment } from '${choice.entry}';

/** The whole app; a function, so that a test can make one too. */
export function makeApp(): HardenedApp {
  const app = new HardenedApp({
    // dev() lets images be named by tag, because nobody has looked up the digest of this one yet.
    // For production: npx bulwark lock --update, and restricted() here.
    policy: dev({ owner: 'my-team' }),
    images: 'images.lock.json',
  });
  const namespace = new IsolatedNamespace(app, '${name}');

  new SecureDeployment(namespace, 'web', {
    image: '${SAMPLE_IMAGE}',
    port: 8080,
    probe: { http: '/' },
    scratch: ['/tmp'],
    resources: { cpu: '50m', memory: '64Mi' },
  });

  return app;
}
`;
}

/** TypeScript without a look at types, as a test needs it; in a file of its own, whatever package.json says. */
const JEST_CONFIG = `module.exports = {
  testEnvironment: 'node',
  transform: { '\\\\.ts$': ['@swc/jest', { module: { type: 'commonjs' } }] },
};
`;

/** A test of a chart that the main file of a cdk8s app exports. */
export function appTest(chart: string, main: string, entry: string): string {
  return `import 'bulwark/jest';
import { HardenedApp } from '${entry}';
import { ${chart} } from '${main}';

test('nothing stands against the app', () => {
  const app = new HardenedApp();
  new ${chart}(app, 'test-chart');
  expect(app).toHaveNoFindings();
});
`;
}

const APP_TEST = `import 'bulwark/jest';
import { makeApp } from './app';

test('nothing stands against the app', () => {
  expect(makeApp()).toHaveNoFindings();
});

test('every pod passes Pod Security restricted', () => {
  expect(makeApp()).toPassRestricted();
});
`;

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
