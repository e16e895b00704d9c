import { log, type Resource, runtime } from '@pulumi/pulumi';
import { programStores } from '../internals';

/** How often a program that waits is looked at, in milliseconds. */
const PAUSE = 25;

/** How often a program that has failed is looked at without anything new before it is given up. */
const PATIENCE = 40;

/** What is known of a program that runs. */
export interface Program {
  /** What the program exports: settles when its body has ended. */
  readonly outputs: unknown;
  /** What it has made so far. */
  readonly resources: readonly Pick<Resource, 'urn'>[];
  /** Whether one of its resources was refused, and will never be registered. */
  readonly refused: () => boolean;
}

/**
 * Calls something once a program has made all its resources: its body has ended, every resource that it made is
 * registered, and no further one came meanwhile. Holds the run open until then. A program that fails is given up: its
 * run fails anyway, and some of its resources may never be registered.
 *
 * Pulumi has no hook for this. What cannot be seen is a resource that is made after a wait inside an `apply`.
 */
export function atProgramEnd(program: Program, then: () => Promise<unknown>): void {
  const done = runtime.rpcKeepAlive();
  hasEnded(program)
    .then((whole) => (whole ? then() : undefined))
    .catch((error: unknown) => log.error(error instanceof Error ? error.message : String(error)))
    .finally(done);
}

/** Waits for the end of a program; false where it failed. */
async function hasEnded({ outputs, resources, refused }: Program): Promise<boolean> {
  let body: 'running' | 'ended' | 'failed' = 'running';
  settled(outputs).then((fine) => {
    body = fine ? 'ended' : 'failed';
  });
  const isFailed = (): boolean => body === 'failed' || isTerminated();
  const isEnded = (): boolean => body === 'ended';
  // Mocks answer at once, and nobody logs what fails there.
  const isStuck = (): boolean =>
    log.hasErrors() || refused() || (isEnded() && runtime.getEngine() === undefined);
  let watched = 0;
  let registered = 0;
  let before = '';
  for (let idle = 0; idle <= PATIENCE && !isFailed(); ) {
    await pause();
    for (; watched < resources.length; watched += 1) {
      settled(resources[watched]?.urn).then(() => {
        registered += 1;
      });
    }
    const now = `${watched}|${registered}`;
    if (isEnded() && registered === watched && now === before) return true;
    idle = now === before && isStuck() ? idle + 1 : 0;
    before = now;
  }
  return false;
}

/** Whether a value came, rather than a failure; it may be unknown, as in a preview. */
async function settled(value: unknown): Promise<boolean> {
  try {
    await runtime.serializeProperty('', value);
    return true;
  } catch {
    return false;
  }
}

/** Whether the engine has gone away, as it does when the run is cancelled. */
function isTerminated(): boolean {
  return programStores()?.getStore().terminated === true;
}

/** A while that keeps no program alive. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PAUSE).unref();
  });
}
