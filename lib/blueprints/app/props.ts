import type { ClusterProfile } from '../../core/cluster/profile';
import type { Policy } from '../../core/policy/policy';
import type { Waiver } from '../../core/policy/waiver';
import type { ImageLock } from '../image-lock';

/** What a caller says about an app; everything has a default. */
export interface AppProps<Text = string> {
  /** What is judged and how. @default restricted() */
  readonly policy?: Policy;
  /** The cluster that the app is for. @default clusters.kubeadm() */
  readonly cluster?: ClusterProfile;
  /**
   * Digests of images: a lock, or the path of its file. @default none
   * @needs an image lock, or the path of its file
   * @example 'images.lock.json'
   */
  readonly images?: ImageLock | string;
  /**
   * The day on which waivers are judged, `YYYY-MM-DD`. @default BULWARK_TODAY, else the clock
   * @needs a day
   * @example '2026-11-21'
   */
  readonly today?: string;
  /** Names of Secrets that every workload pulls its images with. @default none @example ['registry'] */
  readonly imagePullSecrets?: readonly Text[];
  /** Suppressions that hold in the whole app. @default none */
  readonly waivers?: readonly Waiver[];
}
