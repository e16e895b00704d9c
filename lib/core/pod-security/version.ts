import { describe } from '../engine/describe';
/** The newest minor version at which any check changed; every newer policy version means this one. */
export const NEWEST_MINOR = 37;

const VERSION = /^v1\.([0-9]|[1-9][0-9]*)$/;
const LARGEST_INT64 = 9223372036854775807n;

/** A policy version that is neither `latest` nor `v1.N`. */
export class PolicyVersionError extends Error {
  override readonly name = 'PolicyVersionError';

  constructor(readonly found: string) {
    super(`policy version: found ${describe(found)}; needs "latest" or "v1.N", for example "v1.25"`);
  }
}

/** Whether a string is a policy version: `latest` or `v1.N`. */
export function isPolicyVersion(version: string): boolean {
  return minorOf(version) !== undefined;
}

/**
 * The minor version of the policy that is in force, from 0 to {@link NEWEST_MINOR}.
 * @param version as in the label `pod-security.kubernetes.io/enforce-version`: `latest` or `v1.N`
 * @throws PolicyVersionError when it is neither
 */
export function policyMinor(version: string): number {
  const minor = minorOf(version);
  if (minor === undefined) throw new PolicyVersionError(version);
  return minor;
}

function minorOf(version: string): number | undefined {
  if (version === 'latest') return NEWEST_MINOR;
  const digits = VERSION.exec(version)?.[1];
  if (digits === undefined || BigInt(digits) > LARGEST_INT64) return undefined;
  return Math.min(Number(digits), NEWEST_MINOR);
}
