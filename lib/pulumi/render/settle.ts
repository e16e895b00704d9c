import { setImmediate, setTimeout } from 'node:timers';
import { BulwarkError } from '../../core/errors';
import { labelOf, type ProgramStore } from '../internals';

/** What is looked at to know whether a program still does something. */
export interface Progress {
  readonly store: ProgramStore;
  /** Resources registered, and failures taken, so far. */
  readonly registered: () => number;
  readonly failed: () => number;
}

/** Turns of the event loop without anything new after which a program that failed is done. */
const QUIET_TURNS = 5;
const PAUSE = 2;

/**
 * Waits until every promise of a program has settled, or one has failed and nothing more comes.
 * @param patience how long nothing may happen, in milliseconds
 * @throws BulwarkError that names what never settled
 */
export async function settle(progress: Progress, patience: number): Promise<void> {
  let last = '';
  let quiet = 0;
  let since = Date.now();
  for (;;) {
    // Rejections that nobody handles are told between the turns.
    await turn();
    const { store, registered, failed } = progress;
    const now = [store.leakCandidates.size, registered(), failed()].join();
    quiet = now === last ? quiet + 1 : 0;
    if (quiet === 0) since = Date.now();
    last = now;
    if (quiet >= QUIET_TURNS && (store.leakCandidates.size === 0 || failed() > 0)) return;
    if (Date.now() - since > patience) throw neverSettled(store);
    if (quiet > QUIET_TURNS) await pause();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PAUSE);
  });
}

/** The error of a program that never ends. */
export function neverSettled(store: ProgramStore): BulwarkError {
  const labels = [...store.leakCandidates].map(labelOf);
  const resources = [...new Set(labels.filter((label) => label.startsWith('resource:')))].sort();
  return new BulwarkError('the program waits for what never comes: an input or an apply did not settle', [
    ...resources.map((label) => label.slice('resource:'.length)),
    'Fix: resolve or reject every promise that the program makes, and return the last one from it',
  ]);
}
