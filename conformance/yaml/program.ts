import { join } from 'node:path';
import { build, type GoProgram } from '../lib/go-program';

/** The version of kubectl's reader; the module's go.mod has the same. */
export const READER_VERSION = '0.36.3';

const PROGRAM: GoProgram = {
  name: 'kubectl-reader',
  version: READER_VERSION,
  module: join(__dirname, 'reader'),
  packages: ['.'],
};

/** kubectl's own reader, built once: the path of the program. */
export async function readerProgram(): Promise<string> {
  return join(await build(PROGRAM), 'reader');
}
