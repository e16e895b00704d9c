import { BulwarkError, InvalidInputError } from '../core/errors';
import { hideStack } from './internals';

/** Runs code of ours, so that what users did wrong is told without a stack. */
export function quietly<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw quiet(error);
  }
}

/** The error as Pulumi prints it without a stack, where it is one that a user can act on. */
export function quiet(error: unknown): unknown {
  if (error instanceof BulwarkError) hideStack(error);
  return error;
}

/** Something that was said after everything had been rendered. */
export function tooLate(where: string, what: string): InvalidInputError {
  return new InvalidInputError(where, [
    {
      field: 'program',
      found: `${what} after the objects of the app had been rendered: the program waited for something in between`,
      needs: 'everything in one turn, or a frame that says when the app is complete',
      fix: 'await app.compose(async () => { … }) around it, or wait before the app is made',
    },
  ]);
}
