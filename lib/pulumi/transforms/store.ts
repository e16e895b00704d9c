import { AsyncResource } from 'node:async_hooks';

/** What Pulumi keeps of a running program, such as what the engine supports. */
type Store = Record<string, unknown>;

interface Stores {
  /** That of an inline program; undefined where the process runs one program. */
  getLocalStore(): Store | undefined;
  getStore(): Store;
}

/**
 * A function that the engine calls, run in the program that made it. The library calls it outside of an inline program
 * (Automation API): there the engine seems to support no secrets, so that they would be sent in the clear, and
 * diagnostics go nowhere.
 */
export function inProgram<Args extends unknown[], Result>(
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  const stores: unknown = require('@pulumi/pulumi/runtime/state');
  if (!isStores(stores)) return run;
  const program = stores.getLocalStore();
  if (program === undefined) return run;
  const bound = AsyncResource.bind(run);
  return (...args) => {
    lend(program, stores.getStore());
    return bound(...args);
  };
}

/** What the engine supports, told where the library looks for it when it answers. */
function lend(from: Store, to: Store): void {
  if (from === to) return;
  for (const [key, value] of Object.entries(from)) if (key.startsWith('supports')) to[key] = value;
}

function isStores(value: unknown): value is Stores {
  if (typeof value !== 'object' || value === null) return false;
  return ['getLocalStore', 'getStore'].every((name) => typeof Reflect.get(value, name) === 'function');
}
