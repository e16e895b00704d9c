import type { ClusterProfile } from '../../core/cluster/profile';
import type { Policy } from '../../core/policy/policy';
import type { Waiver } from '../../core/policy/waiver';
import type { ImageLock } from '../image-lock';
import type { PullSecretProp, SecretStoreProps } from '../secrets/props';

/** Settings of an app. Every field is optional. */
export interface AppProps<Text = string> {
  /** The policy: which controls apply, and how strictly. @default restricted() */
  readonly policy?: Policy;
  /** The cluster that the app is deployed to. @default clusters.kubeadm() */
  readonly cluster?: ClusterProfile;
  /**
   * Digests of images: an image lock, or the path of its file. @default none
   * @needs an image lock, or the path of its file
   * @example 'images.lock.json'
   */
  readonly images?: ImageLock | string;
  /**
   * Registries, and the mirror that the cluster pulls their images from. The lock has the names of the originals, since
   * a mirror serves the same digests. @default none @example { 'docker.io': 'mirror.example.com/docker' }
   */
  readonly registryMirrors?: Readonly<Record<string, string>>;
  /**
   * The date, `YYYY-MM-DD`, that decides whether a waiver has expired. @default BULWARK_TODAY, else the clock
   * @needs a day
   * @example '2026-11-21'
   */
  readonly today?: string;
  /** The image pull Secrets of every workload. @default none @example ['registry'] */
  readonly imagePullSecrets?: readonly PullSecretProp<Text>[];
  /**
   * `'closed'` writes a ValidatingAdmissionPolicy that keeps workloads, Services and claims out of the namespace `default`, whoever
   * creates them. It belongs to the cluster: one app of it says so. @default no policy
   */
  readonly defaultNamespace?: 'closed';
  /** Where the Secrets of every namespace come from that says nothing else; each has a SecretStore of its own. @default none */
  readonly secretStore?: SecretStoreProps<Text>;
  /** Waivers for everything in the app. @default none */
  readonly waivers?: readonly Waiver[];
}
