import type { ScalarEvent } from './events';

/** What the scanner finds; the names are those of the YAML 1.1 grammar. */
export type TokenType =
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token extends ScalarEvent {
  readonly type: TokenType;
  /** The value of a scalar, the name of an anchor or alias, a tag in full. */
  readonly text: string;
  /** The simple key that may start with this token. */
  readonly simpleKey: SimpleKey | undefined;
}

/** A place where a key without `?` may have started: known to be one only when its `:` is found. */
export interface SimpleKey {
  possible: boolean;
  /** Whether something else than a key would be an error here. */
  required: boolean;
  /** Number of the token that it starts with. */
  number: number;
  /** Whether that token waits in the queue until it is known what it is. */
  waits: boolean;
  at: number;
  line: number;
  column: number;
}

/** A place where no key has started yet. */
export function newKey(number: number, at: number): SimpleKey {
  return { possible: false, required: false, number, waits: false, at, line: 0, column: 0 };
}

/** Characters that a key without `?` may have before its colon. */
export const LONGEST_SIMPLE_KEY = 1024;
