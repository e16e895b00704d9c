import type { Synthesis } from '../cdk8s/constructs/hardened-app';
import type { Judged } from '../core/engine/evaluate';
import type { Place } from '../core/engine/suppressions';
import type { PlainObject } from '../core/manifest/plain';
import type { Suppression } from '../core/policy/waiver';
import type { Judgeable } from '../pulumi/render/judged';

/** What a matcher was given, read: its objects, and the judgement of the app above them where that judges itself. */
export interface Subject {
  readonly objects: readonly Judged[];
  /** What a snapshot holds, where that is not what is judged: patches too, and no secrets. */
  readonly snapshot?: () => readonly PlainObject[];
  /** Waivers attached in it, also where no object inherited them. */
  readonly declared: readonly Suppression[];
  /** The constructs that they are at, as far as known. */
  readonly places?: ReadonlyMap<Suppression, Place>;
  /** Set where the subject is a HardenedApp, or is in one. */
  readonly synthesis?: Synthesis;
  /** Path of the construct, where only a part of the app is meant. */
  readonly below?: string;
  /** A Pulumi program, which has judges of its own. */
  readonly program?: Judgeable;
  /** What made objects that nobody can look at, such as a Helm release: unknown, so never a pass. */
  readonly uninspected?: readonly string[];
}
