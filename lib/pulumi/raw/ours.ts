import { type Resource, runtime } from '@pulumi/pulumi';
import { typesAbove, urnOf } from '../urn';

/** By stack, since one process may run several; where there is none, by this module. */
const registered = new WeakMap<object, Set<string>>();
const NO_STACK = {};

function urns(): Set<string> {
  const stack: object = runtime.getStackResource() ?? NO_STACK;
  const known = registered.get(stack);
  if (known !== undefined) return known;
  const made = new Set<string>();
  registered.set(stack, made);
  return made;
}

/** Says that the resource which is about to be registered is an object of ours: it hardens and judges itself. */
export function markOurs(parent: Resource, type: string, name: string): void {
  urns().add(urnOf(typesAbove(parent), type, name));
}

/** Whether a component of ours registers a resource. By its URN, which nothing else can have: labels can be copied. */
export function isOurs(urn: string): boolean {
  return urns().has(urn);
}
