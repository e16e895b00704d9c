import { Resource } from '@pulumi/pulumi';

// The mark that `kubernetesObject` leaves on what components of ours make.
const OBJECT = Symbol.for('bulwark.pulumi.object');

/**
 * Whether a resource is one of `@pulumi/kubernetes` that no component of ours makes and judges: an object, or a chart
 * or a group that makes some.
 */
export function isRaw(resource: Resource): boolean {
  const type: unknown = Reflect.get(resource, '__pulumiType');
  return typeof type === 'string' && type.startsWith('kubernetes:') && Reflect.get(resource, OBJECT) !== true;
}

/** Whether a resource is such a one, or one stands below it, so far. */
export function holdsRaw(resource: Resource): boolean {
  const below: unknown = Reflect.get(resource, '__childResources');
  return (
    isRaw(resource) ||
    (below instanceof Set && [...below].some((child) => Resource.isInstance(child) && holdsRaw(child)))
  );
}
