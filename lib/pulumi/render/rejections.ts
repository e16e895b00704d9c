import { runInThisContext } from 'node:vm';
import { asMessage, BulwarkError } from '../../core/errors';
import { dropPromise } from '../internals';

const EVENT = 'unhandledRejection';

/**
 * Takes every rejection that nobody handles, until it is released: Pulumi has no other way to tell that an `apply` or an
 * input failed. The listeners of others rest meanwhile.
 */
export class RejectionTrap {
  private readonly reasons = new Set<unknown>();
  private readonly process = realProcess();
  private readonly others: readonly unknown[];

  constructor() {
    this.others = this.process.rawListeners(EVENT);
    this.process.removeAllListeners(EVENT);
    this.process.on(EVENT, this.take);
  }

  /** How many failures were taken, each once. */
  get size(): number {
    return this.reasons.size;
  }

  /** Notes a failure that came another way. */
  readonly take = (reason: unknown): void => {
    dropPromise(reason);
    this.reasons.add(reason);
  };

  /** Puts everything back as it was. */
  release(): void {
    this.process.removeListener(EVENT, this.take);
    // The very listeners, as the code that put them there removes them by identity.
    for (const listener of this.others) Reflect.apply(this.process.on, this.process, [EVENT, listener]);
  }

  /** The failure, or all of them in one; undefined where there was none. */
  failure(): unknown {
    return failureOf([...this.reasons]);
  }
}

/** One failure as it is; several in one error that holds all their messages. */
export function failureOf(reasons: readonly unknown[]): unknown {
  if (reasons.length <= 1) return reasons[0];
  const different = new Map(reasons.map((reason) => [textOf(reason), asMessage(reason)]));
  return new BulwarkError(`the program failed in ${reasons.length} places`, [...different.values()]);
}

function textOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/** The process itself: a test of Jest has only a copy of it, which no rejection reaches. */
function realProcess(): NodeJS.Process {
  const found: unknown = runInThisContext('process');
  return isProcess(found) ? found : process;
}

function isProcess(value: unknown): value is NodeJS.Process {
  return typeof value === 'object' && value !== null && 'rawListeners' in value && 'pid' in value;
}
