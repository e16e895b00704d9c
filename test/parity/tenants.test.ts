import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newFolder, type Objects, objectsIn, runProgram } from './compare';

const MAIN = 'lib/cli/main.ts';
const [ours, theirs] = [newFolder(), newFolder()];

let cdk8s: Objects = {};
let pulumi: Objects = {};

beforeAll(async () => {
  const app = (name: string): string => `node --import tsx examples/tenants/${name}.ts`;
  await runProgram(MAIN, 'synth', '--app', app('main'), '--out', ours);
  await runProgram(MAIN, 'synth', '--pulumi', '--app', app('pulumi/main'), '--out', theirs);
  [cdk8s, pulumi] = [objectsIn(ours), objectsIn(theirs)];
}, 300_000);

test('the teams of Pulumi are those of cdk8s, object by object', () => {
  expect(Object.keys(cdk8s).length).toBeGreaterThan(150);
  expect(pulumi).toEqual(cdk8s);
});

test('each team has the same part to apply', () => {
  const parts = (out: string): object =>
    Object.fromEntries(
      readdirSync(join(out, 'teams')).map((team) => [
        team,
        Object.keys(objectsIn(join(out, 'teams', team))).sort(),
      ]),
    );
  expect(Object.keys(parts(ours)).sort()).toEqual([
    'payments-api',
    'payments-cards',
    'reports-main',
    'shop-data',
    'shop-web',
  ]);
  expect(parts(theirs)).toEqual(parts(ours));
});

test('the API server encrypts by the same file', () => {
  const file = (out: string): string =>
    readFileSync(join(out, 'files/kube-apiserver/encryption.yaml'), 'utf8');
  expect(file(theirs)).toBe(file(ours));
});

test('it is no longer than the one of cdk8s may be, and has no raw object', () => {
  const folder = join(dirname(__dirname), '../examples/tenants/pulumi');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(sources.join('').split('\n').length).toBeLessThan(200);
  expect(sources.join('')).not.toMatch(/CustomResource|k8s\.|NetworkPolicy|waive/);
});
