import { type ComponentResource, Resource } from '@pulumi/pulumi';
import { suppressionsOf as suppressionsAt } from '../blueprints/suppressions';
import type { Suppression } from '../core/policy/waiver';
import type { ClusterModel } from '../model/cluster-model';
import type { Namespace } from '../model/namespace';
import { parentOf as parentIn } from './internals';
import { MARKS, nearest, pathOf } from './marks';

/** The resource that a resource was given as `parent`; undefined at the top. */
export function parentOf(resource: Resource): Resource | undefined {
  const parent = parentIn(resource);
  return Resource.isInstance(parent) ? parent : undefined;
}

/** The path of a resource that is about to be made. */
export function under(parent: Resource | undefined, name: string): string {
  const above = parent === undefined ? '' : pathOf(parent);
  return above === '' ? name : `${above}/${name}`;
}

/** The suppressions that hold for a resource: its own and those of the resources above. */
export function suppressionsOf(resource: Resource): readonly Suppression[] {
  return suppressionsAt(resource, parentOf);
}

/** An isolated namespace, to what is in it. */
export interface NamespaceAbove {
  readonly model: Namespace;
  /** The component that is the namespace. */
  readonly component: ComponentResource;
  /** What has to be there before anything else in the namespace. */
  readonly before: readonly Resource[];
}

/** Makes a resource an isolated namespace to everything below it. */
export function tellNamespace(resource: Resource, namespace: NamespaceAbove): void {
  Object.defineProperty(resource, MARKS.namespace, { value: namespace });
  BY_MODEL.set(namespace.model, namespace);
}

const BY_MODEL = new WeakMap<Namespace, NamespaceAbove>();

/** An isolated namespace of an app by its name, where it has one. */
export function namespaceNamed(model: ClusterModel, name: string): NamespaceAbove | undefined {
  const found = model.namespaces.find((namespace) => namespace.name === name);
  return found === undefined ? undefined : BY_MODEL.get(found);
}

/** The isolated namespace at or above a resource, where there is one. */
export function namespaceAbove(resource: Resource | undefined): NamespaceAbove | undefined {
  return resource === undefined ? undefined : nearest<NamespaceAbove>(resource, MARKS.namespace);
}
