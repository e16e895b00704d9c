import type { ClusterProfile } from '../core/cluster/profile';
import type { Policy } from '../core/policy/policy';
import type { ImageLock } from './image-lock';
import type { Later } from './late';

/** What every blueprint asks of its surroundings. */
export interface BlueprintContext {
  readonly policy: Policy;
  readonly cluster: ClusterProfile;
  /** Digests of images. */
  readonly images: ImageLock;
  /** How to compute with values that are known only later. @default no value is */
  readonly later?: Later;
}
