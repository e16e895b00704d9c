import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Stands in for Jest, so that the entry point loads in a plain process; prints the packages that came with it. */
const PROGRAM = `
globalThis.expect = Object.assign(() => {}, {
  extend() {}, addSnapshotSerializer() {}, getState: () => ({ assertionCalls: 0 }), setState() {},
});
require('./lib/testing');
const packages = Object.keys(require.cache).map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
process.stdout.write(JSON.stringify([...new Set(packages)].filter((name) => !['tsx', 'esbuild', undefined].includes(name)).sort()));
`;

test('bulwark/jest loads neither cdk8s nor Pulumi: anyone who uses one has not the other', () => {
  const args = ['--import', 'tsx', '--eval', PROGRAM];
  const found: unknown = JSON.parse(
    execFileSync(process.execPath, args, { cwd: resolve(__dirname, '../..'), encoding: 'utf8' }),
  );
  expect(found).toEqual([]);
}, 60_000);
