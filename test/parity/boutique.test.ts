import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, objectsIn, objectsOf, runProgram } from './compare';

const MAIN = 'lib/cli/main.ts';
const CDK8S = 'node --import tsx examples/online-boutique/main.ts';

let cdk8s = '';
let pulumi = '';
let registered: unknown;

beforeAll(async () => {
  [cdk8s, pulumi] = [newFolder(), newFolder()];
  await runProgram(MAIN, 'synth', '--app', CDK8S, '--out', cdk8s);
  await runProgram(MAIN, 'synth', '--pulumi', '--out', pulumi);
  registered = JSON.parse(await runProgram('test/parity/run-example.ts'));
}, 180_000);

test('what Pulumi registers for the online boutique is what cdk8s writes, object by object', () => {
  const [files, inputs] = [objectsIn(cdk8s), objectsOf(registered)];
  expect(Object.keys(files).length).toBeGreaterThan(60);
  expect(inputs).toEqual(files);
});

test('the rendered files are the same to the byte', () => {
  const textsOf = (folder: string): Record<string, string> =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  expect(Object.keys(textsOf(pulumi))).toContain('00-cluster.k8s.yaml');
  expect(textsOf(pulumi)).toEqual(textsOf(cdk8s));
});

test('the programs say the same: they differ in parents, and in nothing else', () => {
  const [ours, theirs] = ['online-boutique/main.ts', 'pulumi/index.ts'].map((file) =>
    readFileSync(join(__dirname, '../../examples', file), 'utf8'),
  );
  const workloads = (text = ''): string[] =>
    [...text.matchAll(/new SecureDeployment\((?:shop, )?\s*'([^']+)'/g)].map(([, name = '']) => name);
  expect(workloads(ours)).toHaveLength(12);
  expect(workloads(theirs)).toEqual(workloads(ours));
});
