import { join } from 'node:path';
import { build, type GoProgram, moduleFolder } from '../lib/go-program';

/** The version of upstream's evaluator; the module's go.mod has the same. */
export const UPSTREAM_VERSION = '0.37.2';

const PROGRAM: GoProgram = {
  name: 'pod-security-admission',
  version: UPSTREAM_VERSION,
  module: join(__dirname, 'upstream'),
  packages: ['.'],
};

/** Upstream's evaluator, built once: the path of the program. */
export async function upstreamProgram(): Promise<string> {
  return join(await build(PROGRAM), 'upstream');
}

/** Upstream's own test data. */
export async function upstreamTestdata(): Promise<string> {
  return join(await moduleFolder(PROGRAM, 'k8s.io/pod-security-admission'), 'test', 'testdata');
}
