import { checkOptions } from '../check-input';
import type { ControlId, ControlParams } from '../controls';
import type { OwnControl } from '../controls/own';
import type { KindDeclaration } from '../kinds/declaration';
import { devProfile } from '../profiles/dev';
import type { Profile } from '../profiles/profile';
import { restrictedProfile } from '../profiles/restricted-2026-11';
import type { PolicyOptions } from './policy-options';
import { POLICY_OPTIONS } from './policy-shape';
import { type TargetedWaiver, withTarget } from './waiver';

export type { PolicyOptions } from './policy-options';

/** What is judged, how, and what is suppressed. Plain data: the same for every front end. */
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
  readonly controls: readonly OwnControl[];
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
    controls: options.controls ?? [],
    kinds: options.kinds ?? [],
  };
}
