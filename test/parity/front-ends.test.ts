import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');
const FRONT_ENDS = ['cdk8s', 'pulumi'] as const;
type FrontEnd = (typeof FRONT_ENDS)[number];

/** What one front end offers and the other cannot, with the reason. */
const ALONE: Readonly<Record<FrontEnd, readonly string[]>> = {
  // A cdk8s app is synthesized by its program, to a folder; Pulumi's engine does that.
  cdk8s: ['Synthesis', 'EnvironmentsSynthesis', 'Judgement', 'HardenedApp.outdir'],
  // Objects that no component made: a cdk8s app hardens and judges them by itself.
  pulumi: [
    'HardenOptions',
    'StackWaiver',
    'UrnWaiver',
    'hardenStack',
    'hardenTransform',
    'hardenTransformation',
  ],
};

const LIB = ts.createProgram(
  FRONT_ENDS.map((name) => join(ROOT, 'lib', name, 'index.ts')),
  {
    strict: true,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    types: ['node'],
    esModuleInterop: true,
    resolveJsonModule: true,
  },
);
const CHECKER = LIB.getTypeChecker();

/** Exports of a front end; what a construct takes is called `…Props` in one and `…Args` in the other. */
function offered(frontEnd: FrontEnd): Map<string, ts.Symbol> {
  const source = LIB.getSourceFile(join(ROOT, 'lib', frontEnd, 'index.ts'));
  const module = source === undefined ? undefined : CHECKER.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`lib/${frontEnd} has no entry point`);
  const found = CHECKER.getExportsOfModule(module);
  return new Map(found.map((symbol) => [symbol.name.replace(/Args$/, 'Props'), resolved(symbol)]));
}

function resolved(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? CHECKER.getAliasedSymbol(symbol) : symbol;
}

const [cdk8s, pulumi] = [offered('cdk8s'), offered('pulumi')];
const constructs = [...cdk8s.keys()].filter(
  (name) => cdk8s.has(`${name}Props`) && !name.startsWith('External'),
);

function propsOf(symbol: ts.Symbol | undefined): string[] {
  if (symbol === undefined) return [];
  return CHECKER.getDeclaredTypeOfSymbol(symbol)
    .getProperties()
    .map(({ name }) => name)
    .sort();
}

/** What can be asked of an instance, inherited members included. */
function membersOf(symbol: ts.Symbol | undefined): string[] {
  if (symbol === undefined) return [];
  return CHECKER.getDeclaredTypeOfSymbol(symbol)
    .getProperties()
    .map(({ name }) => name);
}

test('both front ends offer the same names', () => {
  const missing = (here: Map<string, unknown>, there: Map<string, unknown>): string[] =>
    [...there.keys()].filter((name) => !here.has(name)).sort();
  expect(constructs.length).toBeGreaterThan(3);
  expect(missing(pulumi, cdk8s)).toEqual(ALONE.cdk8s.filter((name) => !name.includes('.')).sort());
  expect(missing(cdk8s, pulumi)).toEqual(ALONE.pulumi);
});

test.each(constructs)('%s takes the same props in both', (name) => {
  const alone = ALONE.cdk8s
    .filter((item) => item.startsWith(`${name}.`))
    .map((item) => item.slice(name.length + 1));
  const [ours, theirs] = [propsOf(cdk8s.get(`${name}Props`)), propsOf(pulumi.get(`${name}Props`))];
  expect(theirs.length).toBeGreaterThan(3);
  expect(theirs).toEqual(ours.filter((prop) => !alone.includes(prop)));
});

test.each(constructs)('an editor shows what every prop of %s is, in both', (name) => {
  for (const front of [cdk8s, pulumi]) {
    const symbol = front.get(`${name}Props`);
    const props = symbol === undefined ? [] : CHECKER.getDeclaredTypeOfSymbol(symbol).getProperties();
    expect(props.length).toBeGreaterThan(3);
    const mute = props.filter((prop) => prop.getDocumentationComment(CHECKER).length === 0);
    expect(mute.map((prop) => prop.name)).toEqual([]);
  }
});

test.each(['SecureDaemonSet', 'SecureDeployment', 'SecureStatefulSet'])(
  '%s says the same about its traffic in both',
  (name) => {
    const members = ['address', 'addressFrom', 'port', 'receivesFrom', 'talksTo', 'target', 'uses'];
    for (const front of [cdk8s, pulumi])
      expect(membersOf(front.get(name))).toEqual(expect.arrayContaining(members));
  },
);

test('a third-party workload says the same about its traffic in both, and in Pulumi when it is known', () => {
  const own = (front: Map<string, ts.Symbol>): string[] =>
    membersOf(front.get('ForeignWorkload')).filter((member) => /^[a-z]/i.test(member));
  const inherited = ['urn', 'getProvider', 'getData', 'initialize', 'registerOutputs'];
  const pulumis = own(pulumi).filter((member) => !inherited.includes(member));
  const shared = ['target', 'targetPorts', 'addressFrom', 'port', 'talksTo', 'receivesFrom'];
  expect(pulumis).toEqual(expect.arrayContaining([...shared, 'party', 'portsFor', 'join', 'known']));
  expect(own(cdk8s)).toEqual(expect.arrayContaining(shared));
});

test('every blueprint is used by both front ends', () => {
  const folders = readdirSync(join(ROOT, 'lib/blueprints'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders).toEqual(expect.arrayContaining(['account', 'namespace', 'workload']));
  for (const frontEnd of FRONT_ENDS) {
    const files = readdirSync(join(ROOT, 'lib', frontEnd), { recursive: true, encoding: 'utf8' });
    const text = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(ROOT, 'lib', frontEnd, file), 'utf8'))
      .join('\n');
    const used = folders.filter((folder) => text.includes(`blueprints/${folder}/`));
    expect([frontEnd, used]).toEqual([frontEnd, folders]);
  }
});
