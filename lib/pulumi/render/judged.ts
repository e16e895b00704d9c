import { excusesOf, ownExcuses } from '../../blueprints/excuses';
import type { ClusterProfile } from '../../core/cluster/profile';
import type { Judged } from '../../core/engine/judge';
import type { Policy } from '../../core/policy/policy';
import type { Excuse } from '../../core/policy/waiver';
import type { RenderedResource } from './model';

/** What judges a rendered program as its own app would. */
export interface Judgeable {
  readonly objects: readonly Judged[];
  /** Waivers attached in the program, also where no object inherited them. */
  readonly declared: readonly Excuse[];
  /** What the first HardenedApp of the program says; undefined where there is none. */
  readonly policy?: Policy;
  readonly cluster?: ClusterProfile;
}

// No type of Pulumi stands here: the matchers name this module, and a user of cdk8s compiles them without Pulumi.
// The marks that the components leave on resources, read by name: those modules load Pulumi.
const APP = Symbol.for('bulwark.pulumi.app');
const OURS = Symbol.for('bulwark.pulumi.object');

/**
 * The objects of a program with their waivers. Patches say only a part of an object, so they are left out, but for
 * those of our own and of ServiceAccounts, which say what matters.
 */
export function judgeable(
  rendered: readonly RenderedResource[],
  constructed: ReadonlyMap<string, object>,
): Judgeable {
  const objects: Judged[] = [];
  for (const { urn, patch, manifest } of rendered) {
    const resource = constructed.get(urn);
    const ours = resource !== undefined && Reflect.get(resource, OURS) === true;
    if (patch && !ours && manifest.kind !== 'ServiceAccount') continue;
    objects.push({ manifest, ours, ...(resource === undefined ? {} : placeOf(resource, ours)) });
  }
  const declared = [...new Set([...constructed.values()].flatMap(ownExcuses))];
  return { objects, declared, ...appIn([...constructed.values()]) };
}

function placeOf(resource: object, ours: boolean): Pick<Judged, 'origin' | 'excuses'> {
  const shown = ours ? (parentOf(resource) ?? resource) : resource;
  return { origin: { construct: pathOf(shown) }, excuses: excusesOf(resource, parentOf) };
}

function appIn(resources: readonly object[]): Pick<Judgeable, 'policy' | 'cluster'> {
  for (const resource of resources) {
    const app: Pick<Judgeable, 'policy' | 'cluster'> | undefined = Reflect.get(resource, APP);
    if (app !== undefined) return { policy: app.policy, cluster: app.cluster };
  }
  return {};
}

const STACK = 'pulumi:pulumi:Stack';

function parentOf(resource: object): object | undefined {
  const parent: object | undefined = Reflect.get(resource, '__parentResource');
  return parent === undefined || Reflect.get(parent, '__pulumiType') === STACK ? undefined : parent;
}

/** The names of a resource and of those above it. */
function pathOf(resource: object): string {
  const above = parentOf(resource);
  const name = String(Reflect.get(resource, '__name'));
  return above === undefined ? name : `${pathOf(above)}/${name}`;
}
