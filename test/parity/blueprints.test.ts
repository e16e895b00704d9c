import { join } from 'node:path';
import { newFolder, objectsIn, objectsOf, runProgram } from './compare';
import { SCENARIOS } from './scenarios';

let folder = '';
let registered: unknown;

beforeAll(async () => {
  folder = newFolder();
  await runProgram('test/parity/run-cdk8s.ts', folder);
  registered = JSON.parse(await runProgram('test/parity/run-pulumi.ts'));
}, 180_000);

test.each(SCENARIOS.map(({ name }, index) => [name, index] as const))(
  '%s: cdk8s writes what Pulumi registers, object by object',
  (_name, index) => {
    const files = objectsIn(join(folder, String(index)));
    expect(Object.keys(files).length).toBeGreaterThan(2);
    expect(objectsOf(Array.isArray(registered) ? registered[index] : undefined)).toEqual(files);
  },
);
