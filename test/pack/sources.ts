const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** The `tsconfig.json` that `cdk8s init typescript-app` writes. */
export const CDK8S_TSCONFIG = {
  compilerOptions: {
    alwaysStrict: true,
    declaration: true,
    experimentalDecorators: true,
    inlineSourceMap: true,
    inlineSources: true,
    lib: ['es2016'],
    module: 'CommonJS',
    noEmit: false,
    noEmitOnError: true,
    noFallthroughCasesInSwitch: true,
    noImplicitAny: true,
    noImplicitReturns: true,
    noImplicitThis: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    resolveJsonModule: true,
    strict: true,
    strictNullChecks: true,
    strictPropertyInitialization: true,
    stripInternal: true,
    target: 'ES2017',
  },
  include: ['**/*.ts'],
  exclude: ['node_modules'],
};

/** The `tsconfig.json` of a Pulumi program. */
export const PULUMI_TSCONFIG = {
  compilerOptions: {
    strict: true,
    outDir: 'bin',
    target: 'es2020',
    module: 'commonjs',
    moduleResolution: 'node',
    sourceMap: true,
    experimentalDecorators: true,
    pretty: true,
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    forceConsistentCasingInFileNames: true,
  },
  files: ['index.ts'],
};

/** An app with one workload, as a user of cdk8s writes it. */
export const APP = `
import { BulwarkError, type Finding } from 'bulwark';
import { HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';

export function shop(replicas = 2): HardenedApp {
  const app = new HardenedApp({ today: '2026-11-21', outdir: 'out' });
  const namespace = new IsolatedNamespace(app, 'shop', { quota: { cpu: '8', memory: '16Gi' } });
  const workload = new SecureDeployment(namespace, 'web', {
    image: 'registry.example.com/web:1.4@${DIGEST}',
    port: 8080,
    probe: 'tcp',
    replicas,
    resources: { cpu: '100m', memory: '64Mi' },
  });
  void workload;
  return app;
}

const findings: readonly Finding[] = shop().synthesize().judgement.findings;
if (findings.length > 0) throw new BulwarkError('findings', findings.map(({ control }) => control));
shop().synth();
`;

/** A test of the app, with the matchers. */
export const APP_TEST = `
import 'bulwark/jest';
import { shop } from './main';

test('the shop is hard', () => {
  const app = shop(Number(process.env.REPLICAS));
  expect(app).toPassRestricted({ version: 'v1.36' });
  expect(app).toHaveNoFindings();
  expect(app).toMatchManifestSnapshot();
});
`;

/** A module whose marked lines the compiler must refuse: it says so where one of them is right. */
export const WRONG = `
import { restricted, type Policy } from 'bulwark';
import { SecureDeployment } from 'bulwark/cdk8s';
import 'bulwark/jest';

// @ts-expect-error a policy is no number
export const policy: Policy = 1;
// @ts-expect-error an owner is a string
restricted({ owner: 7 });
// @ts-expect-error there is no such option
export type Unsafe = ConstructorParameters<typeof SecureDeployment>[2]['privileged'];
// @ts-expect-error a day is a string
expect(policy).toHaveNoFindings({ today: 7 });
`;

/** A program that needs the core alone. */
export const CORE = `
import { clusters, compilePolicy, harden, isPolicyVersion, evaluate, type Judgement, restricted } from 'bulwark';

const engine = compilePolicy(restricted(), clusters.kind());
const pod = harden({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }, engine);
const judgement: Judgement = evaluate([{ manifest: pod }], engine, '2026-11-21');
console.log(judgement.objects, isPolicyVersion('v1.36'));
`;

/** An ES module that has the same classes as \`require\`. */
export const SAME_CLASSES = `
import assert from 'node:assert';
import { createRequire } from 'node:module';
import * as core from 'bulwark';
import { BulwarkError } from 'bulwark';
import * as constructs from 'bulwark/cdk8s';
import { HardenedApp, InvalidInputError } from 'bulwark/cdk8s';

const load = createRequire(import.meta.url);
assert.equal(load('bulwark/cdk8s').HardenedApp, HardenedApp);
assert.ok(new InvalidInputError('a', []) instanceof load('bulwark').BulwarkError);
assert.ok(new (load('bulwark').BulwarkError)('a', []) instanceof BulwarkError);
for (const [name, entry] of [['bulwark', core], ['bulwark/cdk8s', constructs]]) {
  assert.deepEqual(Object.keys(entry).sort(), Object.keys(load(name)).sort());
  assert.ok(Object.values(entry).every((value) => value !== undefined));
}
`;
