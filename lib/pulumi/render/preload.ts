/**
 * Loaded by Node before a Pulumi program that `bulwark synth --pulumi` runs: sets the mocks before the program loads,
 * and writes what it registered when it has ended. Does nothing in any other process.
 */
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { ORDER_VARIABLE, readOrder } from './order';
import { StandaloneRun } from './standalone';

/** Programs that start another process for the program: they load nothing of Pulumi. */
const LAUNCHERS = /^(?:np[mx](?:-cli)?|pnpx?|yarn(?:-[\d.]+)?|corepack|tsx|cli)(?:\.[cm]?js)?$/;

const main = process.argv[1];
const order = readOrder(process.env[ORDER_VARIABLE]);
if (order !== undefined && isMainThread && main !== undefined && !LAUNCHERS.test(basename(main))) {
  const require = requireOf(main);
  if (require !== undefined) new StandaloneRun(order, main, require).start();
}

/** How the program finds its packages; where it is outside its project, as the working directory does. */
function requireOf(program: string): NodeJS.Require | undefined {
  return [resolve(program), resolve('program.js')].map(createRequire).find((require) => {
    try {
      return require.resolve('@pulumi/pulumi') !== '';
    } catch {
      return false;
    }
  });
}
