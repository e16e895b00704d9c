import type { ClusterProfile } from '../core/cluster/profile';
import type { Policy } from '../core/policy/policy';
import type { StoreProvider } from '../model/secret-store';
import type { DeferredValues } from './deferred';
import type { Environment } from './environment/environment';
import type { Images } from './image-lock';
import type { DeliveredSecretData } from './secrets/props';

/** What every blueprint asks of the app above it. */
export interface BlueprintContext {
  readonly policy: Policy;
  readonly cluster: ClusterProfile;
  /** Digests of images, and mirrors of registries. */
  readonly images: Images;
  /** The environment that the app is made for. @default none */
  readonly environment?: Environment;
  /** How to compute with values that are known only later. @default no value is */
  readonly deferred?: DeferredValues;
  /** Where the Secrets of namespaces come from that say nothing else. @default nowhere */
  readonly secretStore?: StoreProvider;
  /** Secrets that images are pulled with in every namespace, and that each has for itself. @default none */
  readonly pulls?: readonly DeliveredSecretData<unknown>[];
}
