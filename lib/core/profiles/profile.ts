import type { ControlId } from '../controls';

/** A named, dated list of controls: what an upgrade changes is a new profile, never an old one. */
export interface Profile {
  /** Such as `restricted-2026-11`. */
  readonly id: string;
  /** What the profile is for, in one sentence. */
  readonly title: string;
  /** The controls in force. */
  readonly controls: readonly ControlId[];
}
