import { type Output, output } from '@pulumi/pulumi';
import { type AppWide, joinApp } from '../../blueprints/app-wide';
import { pulledReference } from '../../blueprints/image-lock';
import type { Pod } from '../../core/manifest/pod';
import type { KindRegistry } from '../../core/manifest/registry';
import { isDeferred } from './lift';

/** What an app gives to what no component of ours makes in it. */
export interface GivenByApp extends AppWide {
  /** The kinds that are known to it. */
  readonly registry: KindRegistry;
}

/** Writes the digests of the lock and the pull secrets into a pod, also where its values come later. */
export function joinDeferred(pod: Pod, wide: AppWide): void {
  const { imagePullSecrets: named } = pod.spec;
  if (isDeferred(named) && wide.imagePullSecrets.length > 0) {
    const whole: Output<unknown> = output(named);
    pod.spec.imagePullSecrets = whole.apply((known) => {
      const alone: Pod = { ...pod, containers: [], spec: { imagePullSecrets: known } };
      joinApp(alone, wide);
      return alone.spec.imagePullSecrets;
    });
  }
  for (const { spec } of pod.containers) {
    if (!isDeferred(spec.image) || Object.keys(wide.images.images).length === 0) continue;
    const image: Output<unknown> = output(spec.image);
    spec.image = image.apply((known) =>
      typeof known === 'string' ? pulledReference(known, wide.images) : known,
    );
  }
  joinApp(pod, wide);
}
