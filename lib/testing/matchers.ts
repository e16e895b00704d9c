/// <reference types="expect" preserve="true" />

import type { FindingOptions } from './have-no-findings';
import type { RestrictedOptions } from './pass-restricted';
import type { ReachOptions } from './reach-ends';

/**
 * The matchers. Each takes an App, a Chart or another construct, a rendered Pulumi program, a manifest, a list of
 * manifests, or a YAML text.
 */
export interface BulwarkMatchers<R> {
  /** Every pod passes Pod Security `restricted`; there is at least one. */
  toPassRestricted(options?: RestrictedOptions): R;
  /** Nothing stands against the objects that no waiver suppresses. */
  toHaveNoFindings(options?: FindingOptions): R;
  /** The objects are those of the snapshot, apart from what changes at every release. */
  toMatchManifestSnapshot(hint?: string): R;
  /**
   * The pods of one workload can open a connection to those of another, as the NetworkPolicies of the whole app say.
   * @param from `'web'`, `'shop/web'`, or `'Deployment shop/web'`
   */
  toReach(from: string, to: string, options?: ReachOptions): R;
}

declare global {
  namespace jest {
    interface Matchers<R> extends BulwarkMatchers<R> {}
  }
}

declare module 'expect' {
  interface Matchers<R> extends BulwarkMatchers<R> {}
}
