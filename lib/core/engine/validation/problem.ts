/** The rules of validation: what the API server or the cluster would refuse whatever a policy says. */
export type ValidationRule =
  | 'contradicting-annotations'
  | 'dangling-reference'
  | 'duplicate-object'
  | 'inexact-number'
  | 'invalid-name'
  | 'invalid-object'
  | 'limit-range'
  | 'schema'
  | 'selector-collision'
  | 'unequal-ports'
  | 'unknown-kind';

/** What one rule found at one place. */
export interface ValidationProblem {
  readonly rule: ValidationRule;
  readonly path: string;
  readonly found: unknown;
  readonly needs: string;
  readonly fix: string;
  /** `found` is a string for people, not a value of the manifest. */
  readonly text?: boolean;
  /** Nothing below it can be judged: the verdict is `unknown`. */
  readonly unknown?: boolean;
  /** It is unknown for good: no value that comes later decides it. */
  readonly settled?: boolean;
}

/** Takes the problems of one object. */
export type Take = (problem: ValidationProblem) => void;
