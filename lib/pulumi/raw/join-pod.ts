import { type Output, output } from '@pulumi/pulumi';
import { type AppWide, joinPullSecrets } from '../../blueprints/app-wide';
import { pulledReference } from '../../blueprints/image-lock';
import { isAbsent, isPlain, type PlainObject } from '../../core/manifest/plain';
import type { Pod } from '../../core/manifest/pod';
import type { KindRegistry } from '../../core/manifest/registry';
import { isDeferred } from './lift';

/** What an app gives to what no component of ours makes in it. */
export interface GivenByApp extends AppWide {
  /** The kinds that are known to it. */
  readonly registry: KindRegistry;
}

type Change = (value: unknown) => unknown;

/** Writes the digests of the lock and the pull secrets into a pod, also where its values come later. */
export function joinDeferred(pod: Pod, wide: AppWide): void {
  joinImages(pod, wide);
  const { imagePullSecrets: named } = pod.spec;
  if (!isDeferred(named)) joinPullSecrets(pod, wide);
  else if (wide.imagePullSecrets.length > 0) {
    pod.spec.imagePullSecrets = later(named, (known) => {
      const alone: Pod = { ...pod, containers: [], spec: { imagePullSecrets: known } };
      joinPullSecrets(alone, wide);
      return alone.spec.imagePullSecrets;
    });
  }
}

/** The images of containers and of volumes; of a list, a volume or a source that comes later, all of it comes later. */
function joinImages(pod: Pod, { images }: AppWide): void {
  if (Object.keys(images.images).length === 0 && images.mirrors === undefined) return;
  const reference: Change = (known) => (typeof known === 'string' ? pulledReference(known, images) : known);
  const source: Change = (known) => changed(known, 'reference', reference);
  const volume: Change = (known) => changed(known, 'image', source);
  const volumes: Change = (known) =>
    Array.isArray(known) ? known.map((item: unknown) => later(item, volume)) : known;
  for (const { spec } of pod.containers) change(spec, 'image', reference);
  change(pod.spec, 'volumes', volumes);
}

/** A copy with another value of a field, where it is an object that has it. */
function changed(owner: unknown, key: string, then: Change): unknown {
  if (!isPlain(owner) || isAbsent(owner[key])) return owner;
  return { ...owner, [key]: later(owner[key], then) };
}

function change(owner: PlainObject, key: string, then: Change): void {
  if (!isAbsent(owner[key])) owner[key] = later(owner[key], then);
}

/** What is made of a value, as soon as it is known. */
function later(value: unknown, then: Change): unknown {
  if (!isDeferred(value)) return then(value);
  const whole: Output<unknown> = output(value);
  return whole.apply(then);
}
