import type { ExposingObject } from './exposure';

/** A control that does not speak about an object, and why. */
export interface SuppressedControl {
  /** What it is about; undefined where it holds for all that is below `at`. */
  readonly object?: ExposingObject;
  /** The path of the construct or resource that it was said at: it holds for everything below. Undefined outside of a program. */
  readonly at?: string;
  /** The id of the control. */
  readonly control: string;
  /** `opt-out` for a default that was refused, `waiver` for a dated exception. */
  readonly form: 'opt-out' | 'waiver';
  /** Why; undefined where an object only says that it is waived. */
  readonly reason?: string;
  readonly owner?: string;
  /** The first day on which it no longer holds. */
  readonly expires?: string;
}
