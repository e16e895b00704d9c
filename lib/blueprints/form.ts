/**
 * The form of a prop as data, read from its type: exactly one of the first group says what it is. `npm run docs` writes
 * them to props.generated.json.
 */
export interface Form {
  readonly text?: boolean;
  readonly number?: boolean;
  readonly flag?: boolean;
  /** One of a few values. */
  readonly oneOf?: readonly (string | boolean)[];
  readonly list?: Form;
  /** An object whose keys are the caller's. */
  readonly map?: Form;
  /** An object with these fields; JSON has no undefined ones, but the compiler believes so. */
  readonly object?: Readonly<Record<string, Form | undefined>>;
  /** An object of which other code says what may be in it. */
  readonly open?: boolean;
  /** One of several forms. */
  readonly either?: readonly Form[];
  /** All of several objects. */
  readonly all?: readonly Form[];
  /** The definition of that name. */
  readonly ref?: string;
  /** A type whose shape is elsewhere. */
  readonly named?: string;

  /** Definitions whose fields come before those of an object. */
  readonly extends?: readonly string[];
  /** Fields of an object that have to be there. */
  readonly required?: readonly string[];
  /** Whether the value may be known only later. */
  readonly deferred?: boolean;
  /** The controls that nobody asks about any more where the value opts out. */
  readonly optOut?: readonly string[];
  /** What is needed, in words, for messages. */
  readonly needs?: string;
  /** A value that is right, as code, for messages, and for the test that both front ends write the same of it. */
  readonly sample?: string;
  /** Further values that are right, as code. */
  readonly more?: readonly string[];
  /** Other props of the same object that have to be said with it, as code. */
  readonly beside?: string;
  /** Fields of the definition that may not be here, although it has them. */
  readonly without?: readonly string[];
  /** What the namespace above has to say, as code. */
  readonly inside?: string;
}
