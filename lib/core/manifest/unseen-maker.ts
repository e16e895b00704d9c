import { type PlainObject, stringAt } from './plain';

/**
 * A resource that makes objects which nobody can look at, such as a Helm release, is in a set as an object that has
 * the type token of the resource in place of an apiVersion: `kubernetes:helm.sh/v3`. No API has a colon in its name.
 */
export function isUnseenMaker({ apiVersion }: { readonly apiVersion: string }): boolean {
  return apiVersion.includes(':');
}

/** The same for an object whose reference nobody has made yet. */
export function makesUnseen(manifest: PlainObject): boolean {
  return isUnseenMaker({ apiVersion: stringAt(manifest, 'apiVersion') ?? '' });
}
