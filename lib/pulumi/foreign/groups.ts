import { Resource } from '@pulumi/pulumi';
import { isSeenByEngine, isUnseenAnywhere, mayMakeObjects } from '../../stack/unseen';
import { appAbove } from '../app/app-context';
import { dependenciesOf, isRemote, nameOf, outputAt, promisedValue, typeOf } from '../internals';
import { isOwnObject, pathOf } from '../marks';
import { below } from '../raw/raw-objects';

/** Components whose objects the program makes as soon as its provider has told what they are. */
const GROUPS: ReadonlySet<string> = new Set([
  'kubernetes:yaml:ConfigFile',
  'kubernetes:yaml:ConfigGroup',
  'kubernetes:helm.sh/v3:Chart',
  'kubernetes:kustomize:Directory',
]);

/** The groups at and below a resource, so far. */
export function groupsBelow(resource: Resource): Resource[] {
  return below(resource).filter((found) => GROUPS.has(typeOf(found) ?? ''));
}

/** What of a place no program knows the objects of, in words. */
export function unseenBelow(resource: Resource): string[] {
  return below(resource)
    .filter(isMadeElsewhere)
    .map((found) => `${typeOf(found)} ${nameOf(found)}, whose objects its provider makes`);
}

function isMadeElsewhere(found: Resource): boolean {
  const type = typeOf(found) ?? '';
  return isSeenByEngine(type) || isUnseenAnywhere(type) || (isRemote(found) && mayMakeObjects(type));
}

/**
 * What a group waits for that waits for the app itself; undefined where it waits for none of it. The policies of the app
 * need what the group renders, so neither would ever come.
 */
export function waitsForApp(group: Resource): string | undefined {
  const app = appAbove(group);
  const output = outputAt(group, 'resources');
  const found = output === undefined ? [] : dependenciesOf(output);
  const own = found.find((one) => isOwnObject(one) && Resource.isInstance(one) && appAbove(one) === app);
  return own === undefined ? undefined : pathOf(own);
}

/** Waits until groups have made their objects. @returns those of which that is not known, as in a preview, in words */
export async function rendered(groups: readonly Resource[]): Promise<string[]> {
  const unknown: string[] = [];
  for (const group of groups) {
    const output = outputAt(group, 'resources');
    const made = output === undefined ? undefined : await promisedValue(output);
    if (made === undefined) unknown.push(`${pathOf(group)}, of which is not known yet what it renders`);
  }
  return unknown;
}
