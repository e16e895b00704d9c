import type { ClusterProfile } from '../core/cluster/profile';
import type { Policy } from '../core/policy/policy';
import type { DeferredValues } from './deferred';
import type { ImageLock } from './image-lock';

/** What every blueprint asks of the app above it. */
export interface BlueprintContext {
  readonly policy: Policy;
  readonly cluster: ClusterProfile;
  /** Digests of images. */
  readonly images: ImageLock;
  /** How to compute with values that are known only later. @default no value is */
  readonly deferred?: DeferredValues;
}
