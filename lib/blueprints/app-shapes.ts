import { CLUSTER } from '../core/cluster/shape';
import { isPlain } from '../core/manifest/plain';
import { POLICY } from '../core/policy/policy-shape';
import { WAIVERS } from '../core/policy/waiver-shape';
import { listOf, type Shape, text } from '../core/shape';

const LOCK: Shape = {
  needs: 'an image lock, or the path of its file',
  sample: `'images.lock.json'`,
  fits: (value) => typeof value === 'string' || isPlain(value),
};

/** What the props of an app look like, in both front ends. */
export const APP = {
  policy: POLICY,
  cluster: CLUSTER,
  images: LOCK,
  today: { ...text, needs: 'a day', sample: `'2026-11-21'` },
  imagePullSecrets: listOf(text),
  waivers: WAIVERS,
};
