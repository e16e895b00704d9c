import { objectAt, type PlainObject, stringAt } from './plain';
import { builtinKinds, groupOf, type KindRegistry } from './registry';

/** What names an object. Strings that are missing or no strings are empty. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  /** Absent for objects of the cluster, and where none is written. */
  readonly namespace?: string;
  readonly name: string;
}

/** The reference to an object. The namespace of a cluster-scoped kind is left out, as the API server ignores it. */
export function refOf(manifest: PlainObject, registry: KindRegistry = builtinKinds): ObjectRef {
  const apiVersion = stringAt(manifest, 'apiVersion') ?? '';
  const kind = stringAt(manifest, 'kind') ?? '';
  const metadata = objectAt(manifest, 'metadata');
  const name = stringAt(metadata, 'name') ?? '';
  const namespace = stringAt(metadata, 'namespace');
  const group = groupOf(apiVersion);
  // One literal each: joining objects costs several times as much, and every object of a set is asked several times.
  if (namespace === undefined || namespace === '' || registry.scopeOf(apiVersion, kind) === 'Cluster') {
    return { apiVersion, group, kind, name };
  }
  return { apiVersion, group, kind, namespace, name };
}

/** `Deployment shop/web`; `Namespace shop`. For messages. */
export function formatRef(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return `${ref.kind} ${ref.namespace === undefined ? '' : `${ref.namespace}/`}${ref.name}`;
}

/**
 * Two references with the same key are one object to the API server: group, kind, namespace and name count,
 * the version does not. An absent namespace is a namespace of its own.
 */
export function identityKey(ref: Pick<ObjectRef, 'group' | 'kind' | 'namespace' | 'name'>): string {
  return `${ref.group}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}
