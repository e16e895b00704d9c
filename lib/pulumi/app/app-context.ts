import type { ComponentResource, Resource } from '@pulumi/pulumi';
import type { BlueprintContext } from '../../blueprints/context';
import { NO_IMAGES } from '../../blueprints/image-lock';
import { today } from '../../host/host';
import { clusterFor, policyFor } from '../../host/settings';
import { ModelDraft } from '../../model/cluster-model';
import type { Text } from '../../model/text';
import { tooLate } from '../errors';
import { MARKS, nearest } from '../marks';
import { parentOf, under } from '../tree';
import { outputs } from './deferred-leaves';
import { machinery } from './lazy';
import { Rendering } from './rendering';

/** What an app tells everything below it. */
export interface AppContext extends BlueprintContext {
  readonly rendering: Rendering;
  /** What is declared in it. */
  readonly model: ModelDraft;
  /** The day on which its waivers are judged. */
  readonly day: string;
  /** Names of Secrets that every workload of the app pulls its images with. */
  readonly imagePullSecrets: readonly Text[];
  /** What has to be there before any workload. */
  readonly before: readonly Resource[];
  /** The component that is the app. @default none: what is in no app shares one without a component */
  readonly component?: ComponentResource;
}

let standard: AppContext | undefined;

/** What holds where no HardenedApp is above: the default policy and cluster. A rendered one has no room for more. */
function standardContext(): AppContext {
  if (standard === undefined || standard.rendering.isRendered) {
    const policy = policyFor(undefined);
    const cluster = clusterFor(undefined);
    const compiled = machinery().compilePolicy(policy, cluster);
    const day = today();
    const model = new ModelDraft(cluster, policy);
    const rendering = new Rendering({ compiled, model, day, mayBeUnused: [] });
    standard = {
      policy,
      cluster,
      images: NO_IMAGES,
      deferred: outputs,
      rendering,
      model,
      day,
      imagePullSecrets: [],
      before: [],
    };
  }
  return standard;
}

/** Makes a resource an app to everything below it. */
export function tellContext(app: Resource, context: AppContext): void {
  Object.defineProperty(app, MARKS.app, { value: context });
  let above = parentOf(app);
  while (above !== undefined && !hasAppBelow(above)) {
    Object.defineProperty(above, MARKS.appBelow, { value: true });
    above = parentOf(above);
  }
}

/** Whether an app is somewhere below a resource, so far. */
export function hasAppBelow(resource: Resource): boolean {
  return Reflect.get(resource, MARKS.appBelow) === true;
}

/** What the app at or above a resource says; undefined where there is none. */
export function appAbove(resource: Resource | undefined): AppContext | undefined {
  return resource === undefined ? undefined : nearest<AppContext>(resource, MARKS.app);
}

/** What the app at or above a resource says. */
export function contextOf(resource: Resource | undefined): AppContext {
  return appAbove(resource) ?? standardContext();
}

/**
 * What the app says about something that is about to be made in it.
 * @throws InvalidInputError where the app has been rendered already
 */
export function contextFor(parent: Resource | undefined, name: string): AppContext {
  const context = contextOf(parent);
  if (context.rendering.isRendered) throw tooLate(under(parent, name), 'this was declared');
  return context;
}
