import { AsyncResource } from 'node:async_hooks';
import { lendSupport, programStores } from '../internals';

/**
 * A function that the engine calls, run in the program that made it. The library calls it outside of an inline program
 * (Automation API): there the engine seems to support no secrets, so that they would be sent in plain text, and
 * diagnostics go nowhere.
 */
export function inProgram<Args extends unknown[], Result>(
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  const stores = programStores();
  const program = stores?.getLocalStore();
  if (stores === undefined || program === undefined) return run;
  const bound = AsyncResource.bind(run);
  return (...args) => {
    lendSupport(program, stores.getStore());
    return bound(...args);
  };
}
