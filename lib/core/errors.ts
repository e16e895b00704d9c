import { printable } from './printable';

/** One thing that is wrong with what a user wrote. */
export interface InputProblem {
  /** The prop concerned, such as `port` or `env.PORT`. */
  readonly field: string;
  /** What was found, as text. */
  readonly found: string;
  readonly needs: string;
  /** Code that fixes it. */
  readonly fix: string;
}

/** What is wrong, as text, or as an error of ours that says it. */
export type Message = string | BulwarkError;

/**
 * An error that a user can act on: its message says it all, so it carries no stack trace.
 * Thrown with all problems at once.
 */
export class BulwarkError extends Error {
  /** What went wrong, in one line. */
  readonly title: string;
  /** One a problem: one line each, but for those that are errors of ours, which keep their lines. */
  readonly messages: readonly string[];

  /** @param messages one a problem; whatever names are in them, each becomes one line that is safe to print */
  constructor(title: string, messages: readonly Message[]) {
    const shown = listed<Message>(messages).map((message) =>
      message instanceof Error ? message.message : printable(String(message)),
    );
    super([printable(String(title)), ...shown.map((message) => `  - ${message}`)].join('\n'));
    this.title = printable(String(title));
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
      `${String(where)}: ${countOf(listed(problems).length)}`,
      listed(problems).map(
        ({ field, found, needs, fix }) => `${field}: found ${found}; needs ${needs}. Fix: ${fix}`,
      ),
    );
    this.name = 'InvalidInputError';
    this.stack = `${this.name}: ${this.message}`;
    hide(this, 'where', 'problems');
  }
}

/** The objects and strings of a list; of anything else none, so that no error fails while it is made. */
function listed<Item>(items: readonly Item[]): readonly Item[] {
  return Array.isArray(items) ? items.filter((item) => item !== null && item !== undefined) : [];
}

function countOf(problems: number): string {
  return problems === 1 ? 'one problem' : `${problems} problems`;
}

/** An error as a problem of another one. */
export function asMessage(error: unknown): Message {
  if (error instanceof BulwarkError) return error;
  return error instanceof Error ? error.message : String(error);
}

/** Keeps fields out of what a program prints of an uncaught error: the message says it all once. */
function hide(error: Error, ...fields: readonly string[]): void {
  for (const field of fields) Object.defineProperty(error, field, { enumerable: false });
}
