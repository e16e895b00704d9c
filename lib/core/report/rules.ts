import type { ClusterProfile } from '../cluster/profile';
import type { CompiledPolicy } from '../engine/compiled-policy';
import type { PlainObject } from '../manifest/plain';
import { dev, type Policy, restricted } from '../policy/policy';

/** By what a run judged, in the form in which files of policies and cluster profiles have it. */
export interface ReportedRules {
  readonly policy: PlainObject;
  readonly cluster: PlainObject;
  /** The ids of the controls that the program itself brought. A file cannot hold those. */
  readonly own?: readonly string[];
}

const PROFILES = { restricted: restricted().profile, dev: dev().profile };

/** The rules of a compiled policy; null where its policy has a profile of its own, which no file can name. */
export function reportedRules({ policy, cluster }: CompiledPolicy): ReportedRules | null {
  const profile = Object.entries(PROFILES).find(([, { id }]) => id === policy.profile.id)?.[0];
  return profile === undefined
    ? null
    : {
        policy: policyFields(profile, policy),
        cluster: clusterFields(cluster),
        ...(policy.controls.length === 0 ? {} : { own: policy.controls.map(({ id }) => id) }),
      };
}

/** Waivers stand with what they suppress. */
function policyFields(profile: string, policy: Policy): PlainObject {
  const { owner, email, environment, params, without, everywhere, locked, maxWaiverDays, kinds } = policy;
  return { profile, owner, email, environment, params, without, everywhere, locked, maxWaiverDays, kinds };
}

function clusterFields(cluster: ClusterProfile): PlainObject {
  const { seLinuxType, priorityClass, ...rest } = cluster;
  return {
    ...rest,
    // Null says that it is not known: without a word a file has that of a preset.
    apiServer: { service: null, ...cluster.apiServer },
    seLinuxType: seLinuxType ?? null,
    priorityClass: priorityClass ?? null,
  };
}
