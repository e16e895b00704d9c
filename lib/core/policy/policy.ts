import { checkOptions } from '../check-input';
import type { ControlId, ControlParams } from '../controls';
import type { KindDeclaration } from '../kinds/declaration';
import { devProfile } from '../profiles/dev';
import type { Profile } from '../profiles/profile';
import { restrictedProfile } from '../profiles/restricted-2026-11';
import { POLICY_OPTIONS } from './policy-shape';
import { type TargetedWaiver, type WaiverWithOn, withTarget } from './waiver';

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
  /** Controls that are not in force. Each of them stands in the report. @default none */
  readonly without?: readonly ControlId[];
  /** Controls of taste, such as `sorted-keys`, that are to speak about the manifests of others too. @default none */
  readonly everywhere?: readonly ControlId[];
  /** Controls that no waiver can excuse. @default none */
  readonly locked?: readonly ControlId[];
  /** Waivers for objects that no construct of ours made. @default none */
  readonly waivers?: readonly (TargetedWaiver | WaiverWithOn)[];
  /** The longest time ahead that a waiver may be given, in days. @default 365 */
  readonly maxWaiverDays?: number;
  /** What custom resources carry that Bulwark does not know. @default none */
  readonly kinds?: readonly KindDeclaration[];
}

/** What is judged, how, and what is excused. Plain data: the same for every front end. */
export interface Policy {
  readonly profile: Profile;
  readonly owner: string | undefined;
  readonly email: string | undefined;
  readonly environment: string | undefined;
  readonly params: ControlParams;
  readonly without: readonly ControlId[];
  readonly everywhere: readonly ControlId[];
  readonly locked: readonly ControlId[];
  readonly waivers: readonly TargetedWaiver[];
  readonly maxWaiverDays: number;
  readonly kinds: readonly KindDeclaration[];
  /** True in the profile for development clusters, which is marked in the output. */
  readonly development: boolean;
}

/** The profile that every workload can pass and that production wants: Pod Security `restricted` and what the field's scanners ask. */
export function restricted(options: PolicyOptions = {}): Policy {
  checkOptions('restricted', options, POLICY_OPTIONS);
  return policyOf(restrictedProfile, false, options);
}

/** The profile for a development cluster with local images: tags are allowed, and images are pulled only where absent. */
export function dev(options: PolicyOptions = {}): Policy {
  checkOptions('dev', options, POLICY_OPTIONS);
  return policyOf(devProfile, true, options);
}

function policyOf(profile: Profile, development: boolean, options: PolicyOptions): Policy {
  return {
    profile,
    development,
    owner: options.owner,
    email: options.email,
    environment: options.environment,
    params: options.params ?? {},
    without: options.without ?? [],
    everywhere: options.everywhere ?? [],
    locked: options.locked ?? [],
    waivers: (options.waivers ?? []).map(withTarget),
    maxWaiverDays: options.maxWaiverDays ?? 365,
    kinds: options.kinds ?? [],
  };
}
