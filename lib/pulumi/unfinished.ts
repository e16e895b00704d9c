import { runtime } from '@pulumi/pulumi';
import { holdBackEnd } from './internals';

/** Runs what may refuse resources while the program runs; see {@link unfinished}. @throws what it throws */
export function refusing<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    unfinished();
    throw error;
  }
}

/**
 * Prepares a refusal of resources while the program runs. A server of inline programs (Automation API) tells the engine
 * that the program has ended well before it looks at promises that were rejected, and the engine then deletes what was
 * not registered: all that was refused. So the engine is not told, and learns of the failure as the program's result.
 * The host of the command looks first; for it nothing changes.
 * @param monitor the engine's end of the program; where code runs outside of the program, the one that it took with it
 */
export function unfinished(monitor: unknown = runtime.getMonitor()): void {
  holdBackEnd(monitor);
}
