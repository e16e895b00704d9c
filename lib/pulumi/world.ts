import type { Resource } from '@pulumi/pulumi';
import type { BlueprintContext } from '../blueprints/context';
import { NO_IMAGES } from '../blueprints/image-lock';
import { today } from '../environment/environment';
import { clusterFor, policyFor } from '../environment/settings';
import { ModelDraft } from '../model/cluster-model';
import type { Text } from '../model/text';
import { tooLate } from './errors';
import { machinery } from './late';
import { outputs } from './late-leaves';
import { Rendering } from './rendering';
import { nearest, parentOf, under } from './tree';

/** What an app tells everything below it. */
export interface World extends BlueprintContext {
  readonly rendering: Rendering;
  /** What is declared in it. */
  readonly model: ModelDraft;
  /** The day on which its waivers are judged. */
  readonly day: string;
  /** Names of Secrets that every workload of the app pulls its images with. */
  readonly imagePullSecrets: readonly Text[];
  /** What has to be there before any workload. */
  readonly before: readonly Resource[];
}

// Keyed by name, so that two copies of this package in one program understand each other.
const WORLD = Symbol.for('bulwark.pulumi.app');

let standard: World | undefined;

/** What holds where no HardenedApp is above: the default policy and cluster. A rendered one has no room for more. */
function standardWorld(): World {
  if (standard === undefined || standard.rendering.isRendered) {
    const policy = policyFor(undefined);
    const cluster = clusterFor(undefined);
    const engine = machinery().engineOf(policy, cluster);
    const day = today();
    const rendering = new Rendering({ engine, day, mayBeUnused: [] });
    standard = {
      policy,
      cluster,
      images: NO_IMAGES,
      later: outputs,
      rendering,
      model: new ModelDraft(cluster, policy),
      day,
      imagePullSecrets: [],
      before: [],
    };
  }
  return standard;
}

const APP_BELOW = Symbol.for('bulwark.pulumi.app-below');

/** Makes a resource an app to everything below it. */
export function tellWorld(app: Resource, world: World): void {
  Object.defineProperty(app, WORLD, { value: world });
  let above = parentOf(app);
  while (above !== undefined && !hasAppBelow(above)) {
    Object.defineProperty(above, APP_BELOW, { value: true });
    above = parentOf(above);
  }
}

/** Whether an app stands somewhere below a resource, so far. */
export function hasAppBelow(resource: Resource): boolean {
  return Reflect.get(resource, APP_BELOW) === true;
}

/** What the app at or above a resource says; undefined where there is none. */
export function appAbove(resource: Resource | undefined): World | undefined {
  return resource === undefined ? undefined : nearest<World>(resource, WORLD);
}

/** What the app at or above a resource says. */
export function worldOf(resource: Resource | undefined): World {
  return appAbove(resource) ?? standardWorld();
}

/**
 * What the app says about something that is about to be made in it.
 * @throws InvalidInputError where the app has been rendered already
 */
export function worldFor(parent: Resource | undefined, name: string): World {
  const world = worldOf(parent);
  if (world.rendering.isRendered) throw tooLate(under(parent, name), 'this was declared');
  return world;
}
