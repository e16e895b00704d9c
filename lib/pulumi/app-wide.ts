import {
  type ComponentResourceOptions,
  type Output,
  output,
  type Resource,
  type ResourceTransformation,
} from '@pulumi/pulumi';
import { type AppWide, joinApp } from '../blueprints/app-wide';
import { lockedReference } from '../blueprints/image-lock';
import { isPlain } from '../core/manifest/plain';
import type { Pod } from '../core/manifest/pod';
import type { KindRegistry } from '../core/manifest/registry';
import { machinery } from './late';
import { isOurs } from './ours';
import { isLate } from './transforms/lift';
import { namespaceAbove } from './tree';
import { typesAbove, urnOf } from './urn';
import { appAbove } from './world';

/** What an app gives to what no component of ours makes in it. */
export interface GivenByApp extends AppWide {
  /** The kinds that are known to it. */
  readonly registry: KindRegistry;
}

/** What the app and the namespace above a resource give to every pod below; undefined where there is no app. */
export function givenAbove(resource: Resource | undefined): GivenByApp | undefined {
  const app = appAbove(resource);
  if (app === undefined) return undefined;
  const ofNamespace = namespaceAbove(resource)?.model.imagePullSecrets ?? [];
  const imagePullSecrets = [...new Set([...app.imagePullSecrets, ...ofNamespace])];
  return { images: app.images, imagePullSecrets, registry: app.rendering.registry };
}

/** Writes the digests of the lock and the pull secrets into a pod, also where its values come later. */
export function joinLate(pod: Pod, wide: AppWide): void {
  const { imagePullSecrets: named } = pod.spec;
  if (isLate(named) && wide.imagePullSecrets.length > 0) {
    const whole: Output<unknown> = output(named);
    pod.spec.imagePullSecrets = whole.apply((known) => {
      const alone: Pod = { ...pod, containers: [], spec: { imagePullSecrets: known } };
      joinApp(alone, wide);
      return alone.spec.imagePullSecrets;
    });
  }
  for (const { spec } of pod.containers) {
    if (!isLate(spec.image) || Object.keys(wide.images.images).length === 0) continue;
    const image: Output<unknown> = output(spec.image);
    spec.image = image.apply((known) =>
      typeof known === 'string' ? lockedReference(known, wide.images) : known,
    );
  }
  joinApp(pod, wide);
}

/** Options of an app, with what makes every raw resource below it join the app. */
export function joining(opts: ComponentResourceOptions | undefined): ComponentResourceOptions {
  return { ...opts, transformations: [...(opts?.transformations ?? []), join] };
}

/**
 * Gives raw resources what their app gives to every pod: digests, pull secrets, and a folder `/tmp` where they say that
 * the root file system is read-only. What they say themselves stays.
 */
const join: ResourceTransformation = ({ type, name, props, opts }) => {
  if (!type.startsWith('kubernetes:') || !isPlain(props)) return undefined;
  if (Reflect.get(opts, 'id') !== undefined || opts.urn !== undefined) return undefined;
  if (isOurs(urnOf(typesAbove(opts.parent), type, name))) return undefined;
  const given = givenAbove(opts.parent);
  if (given === undefined) return undefined;
  const joined = machinery().joinProps(type, name, props, given);
  return joined === undefined ? undefined : { props: joined, opts };
};
