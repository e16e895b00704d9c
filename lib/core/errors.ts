/** One thing that is wrong with what a user wrote. */
export interface InputProblem {
  /** The prop concerned, such as `port` or `env.PORT`. */
  readonly field: string;
  /** What was found, as text. */
  readonly found: string;
  readonly needs: string;
  /** Code that mends it. */
  readonly fix: string;
}

/**
 * An error that a user can act on: its message says it all, so it carries no stack trace.
 * Thrown with all problems at once.
 */
export class BulwarkError extends Error {
  /** @param messages one message a problem */
  constructor(
    title: string,
    readonly messages: readonly string[],
  ) {
    super([title, ...messages.map((message) => `  - ${message}`)].join('\n'));
    this.name = 'BulwarkError';
    this.stack = `${this.name}: ${this.message}`;
    hide(this, 'name', 'messages');
  }
}

/** What is wrong with the arguments of one construct: thrown by its constructor, all problems at once. */
export class InvalidInputError extends BulwarkError {
  /** @param where path of the construct */
  constructor(
    readonly where: string,
    readonly problems: readonly InputProblem[],
  ) {
    super(
      `${where}: ${problems.length === 1 ? 'one problem' : `${problems.length} problems`}`,
      problems.map(({ field, found, needs, fix }) => `${field}: found ${found}; needs ${needs}. Fix: ${fix}`),
    );
    this.name = 'InvalidInputError';
    this.stack = `${this.name}: ${this.message}`;
    hide(this, 'where', 'problems');
  }
}

/** Keeps fields out of what a program prints of an uncaught error: the message says it all once. */
function hide(error: Error, ...fields: readonly string[]): void {
  for (const field of fields) Object.defineProperty(error, field, { enumerable: false });
}
