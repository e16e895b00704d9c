import { Resource } from '@pulumi/pulumi';
import { suppressionsOf as suppressionsAt } from '../blueprints/suppressions';
import type { Suppression } from '../core/policy/waiver';
import type { Namespace } from '../model/namespace';

/** The resource that a resource was given as `parent`; undefined at the top. */
export function parentOf(resource: Resource): Resource | undefined {
  const parent: unknown = Reflect.get(resource, '__parentResource');
  return Resource.isInstance(parent) ? parent : undefined;
}

/** The name that the program gave a resource. */
export function nameOf(resource: Resource): string {
  const name: unknown = Reflect.get(resource, '__name');
  return typeof name === 'string' ? name : '';
}

/** The names of a resource and of those above it, without the stack: where a message says that something stands. */
export function pathOf(resource: Resource): string {
  const names: string[] = [];
  let current: Resource | undefined = resource;
  while (current !== undefined && Reflect.get(current, '__pulumiType') !== STACK) {
    names.unshift(nameOf(current));
    current = parentOf(current);
  }
  return names.join('/');
}

const STACK = 'pulumi:pulumi:Stack';

/** The path of a resource that is about to be made. */
export function under(parent: Resource | undefined, name: string): string {
  const above = parent === undefined ? '' : pathOf(parent);
  return above === '' ? name : `${above}/${name}`;
}

/** The suppressions that hold for a resource: its own and those of the resources above. */
export function suppressionsOf(resource: Resource): readonly Suppression[] {
  return suppressionsAt(resource, parentOf);
}

/** An isolated namespace, to what stands in it. */
export interface NamespaceAbove {
  readonly model: Namespace;
  /** What has to be there before anything else in the namespace. */
  readonly before: readonly Resource[];
}

// Keyed by name, so that two copies of this package in one program understand each other.
const NAMESPACE = Symbol.for('bulwark.pulumi.namespace');

/** Makes a resource an isolated namespace to everything below it. */
export function tellNamespace(resource: Resource, namespace: NamespaceAbove): void {
  Object.defineProperty(resource, NAMESPACE, { value: namespace });
}

/** The isolated namespace at or above a resource, where there is one. */
export function namespaceAbove(resource: Resource | undefined): NamespaceAbove | undefined {
  return resource === undefined ? undefined : nearest<NamespaceAbove>(resource, NAMESPACE);
}

/** What the nearest resource says under a key: itself first. */
export function nearest<T>(resource: Resource, key: symbol): T | undefined {
  let current: Resource | undefined = resource;
  while (current !== undefined) {
    const found: T | undefined = Reflect.get(current, key);
    if (found !== undefined) return found;
    current = parentOf(current);
  }
  return undefined;
}
