import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { ROUTES, routesOf } from '../examples/shop-routes';
import { newFolder, type Objects, objectsIn, runProgram } from './compare';

const MAIN = 'lib/cli/main.ts';
const SOURCE = readFileSync(join(__dirname, '../../examples/shop/pulumi.ts'), 'utf8');

let helm = '';
let cdk8s: Objects = {};
let pulumi: Objects = {};

beforeAll(async () => {
  // What calls helm is found: it leaves a file behind.
  const bin = newFolder();
  helm = join(bin, 'called');
  writeFileSync(join(bin, 'helm'), `#!/bin/sh\ntouch '${helm}'\nexit 1\n`);
  chmodSync(join(bin, 'helm'), 0o755);
  process.env.PATH = [bin, process.env.PATH].join(delimiter);
  const [ours, theirs] = [newFolder(), newFolder()];
  const app = (name: string): string => `node --import tsx examples/shop/${name}.ts`;
  await runProgram(MAIN, 'synth', '--app', app('main'), '--out', ours);
  await runProgram(MAIN, 'synth', '--pulumi', '--app', app('pulumi'), '--out', theirs);
  [cdk8s, pulumi] = [objectsIn(ours), objectsIn(theirs)];
}, 300_000);

/** The paths at which two values differ. */
function differences(left: unknown, right: unknown, path = ''): string[] {
  if (isPlain(left) && isPlain(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return keys.flatMap((key) => differences(left[key], right[key], path === '' ? key : `${path}.${key}`));
  }
  return JSON.stringify(left) === JSON.stringify(right) ? [] : [path];
}

test('the shop of Pulumi is the one of cdk8s, object by object', () => {
  expect(Object.keys(pulumi).length).toBeGreaterThan(50);
  expect(Object.keys(pulumi).sort()).toEqual(Object.keys(cdk8s).sort());
  const found = Object.entries(pulumi).flatMap(([ref, object]): [string, string[]][] => {
    const fields = differences(cdk8s[ref], object);
    return fields.length === 0 ? [] : [[ref, fields]];
  });
  expect(Object.fromEntries(found)).toEqual({});
});

test('every route has both its ends, and there are no others', () => {
  const objects: readonly PlainObject[] = Object.values(pulumi);
  expect(routesOf(objects, 'ingress')).toEqual(ROUTES);
  expect(routesOf(objects, 'egress')).toEqual(ROUTES.filter((route) => !route.startsWith('gateway')));
});

test('it takes less than 120 lines, no raw object, and no helm', () => {
  expect(SOURCE.split('\n').length - 1).toBeLessThan(120);
  expect(SOURCE).not.toMatch(/CustomResource|k8s\.|NetworkPolicy/);
  expect(existsSync(helm)).toBe(false);
});
