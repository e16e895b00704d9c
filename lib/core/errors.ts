import { printable } from './printable';

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
  /** What went wrong, in one line. */
  readonly title: string;
  /** One line a problem. */
  readonly messages: readonly string[];

  /** @param messages one message a problem; whatever names stand in them, each becomes one line that is safe to print */
  constructor(title: string, messages: readonly string[]) {
    const shown = messages.map(printable);
    super([printable(title), ...shown.map((message) => `  - ${message}`)].join('\n'));
    this.title = printable(title);
    this.messages = shown;
    this.name = 'BulwarkError';
    this.stack = `${this.name}: ${this.message}`;
    hide(this, 'name', 'title', 'messages');
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

/** What an error says, line by line, so that it can stand among the messages of another one. */
export function linesOfError(error: unknown): string[] {
  if (error instanceof BulwarkError) return [error.title, ...error.messages];
  return String(error instanceof Error ? error.message : error)
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** Keeps fields out of what a program prints of an uncaught error: the message says it all once. */
function hide(error: Error, ...fields: readonly string[]): void {
  for (const field of fields) Object.defineProperty(error, field, { enumerable: false });
}
