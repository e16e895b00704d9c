import type { ControlId, ControlParams } from '../controls';
import type { OwnControl } from '../controls/own';
import type { KindDeclaration } from '../kinds/declaration';
import type { TargetedWaiver, WaiverWithOn } from './waiver';

/** What the makers of a policy say about their own organisation. */
export interface PolicyOptions {
  /** The team that owns the app; written as the label `owner`. */
  readonly owner?: string;
  /** Whom to write to; written as the annotation `email`. */
  readonly email?: string;
  /** The environment, such as `production`; written as the label `env`. */
  readonly environment?: string;
  /** Other parameters of controls, over their defaults. */
  readonly params?: ControlParams;
  /** Controls that are not in force. Each of them is in the report. @default none */
  readonly without?: readonly ControlId[];
  /** Controls of taste, such as `sorted-keys`, that are to speak about third-party manifests too. @default none */
  readonly everywhere?: readonly ControlId[];
  /** Controls that no waiver can suppress. @default none */
  readonly locked?: readonly ControlId[];
  /** Waivers for objects that no construct of ours made. @default none */
  readonly waivers?: readonly (TargetedWaiver | WaiverWithOn)[];
  /** The longest time ahead that a waiver may be given, in days. @default 365 */
  readonly maxWaiverDays?: number;
  /** Controls of your own, in force beside those of the profile. @default none */
  readonly controls?: readonly OwnControl[];
  /** What custom resources carry that Bulwark does not know. @default none */
  readonly kinds?: readonly KindDeclaration[];
}
