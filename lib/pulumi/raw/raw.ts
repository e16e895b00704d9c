import { childrenOf, typeOf } from '../internals';
import { isOwnObject } from '../marks';

/**
 * Whether a resource is one of `@pulumi/kubernetes` that no component of ours makes and judges: an object, or a chart
 * or a group that makes some.
 */
export function isRaw(resource: object): boolean {
  return typeOf(resource)?.startsWith('kubernetes:') === true && !isOwnObject(resource);
}

/** Whether a resource is such a one, or one is below it, so far. */
export function holdsRaw(resource: object): boolean {
  return isRaw(resource) || childrenOf(resource).some(holdsRaw);
}
