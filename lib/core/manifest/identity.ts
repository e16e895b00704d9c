import { objectAt, type PlainObject, stringAt } from './plain';
import { builtinKinds, groupOf, type KindRegistry } from './registry';
import sameKinds from './same-kinds.json';

/** What names an object. Strings that are missing or no strings are empty. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  /** Absent for objects of the cluster, and where none is written. */
  readonly namespace?: string;
  /** Empty where the API server makes the name. */
  readonly name: string;
  /** What the API server makes the name from, where none is written. */
  readonly generateName?: string;
}

/** What the identity of an object is made of. */
export type Identity = Pick<ObjectRef, 'group' | 'kind' | 'namespace' | 'name' | 'generateName'>;

/**
 * The namespace of objects that name none: that of kubectl where nobody chose another. So `namespace: default` and no
 * namespace are one, in all relations between objects.
 */
export const DEFAULT_NAMESPACE = 'default';

/** The reference to an object. The namespace of a cluster-scoped kind is left out, as the API server ignores it. */
export function refOf(manifest: PlainObject, registry: KindRegistry = builtinKinds): ObjectRef {
  const apiVersion = stringAt(manifest, 'apiVersion') ?? '';
  const kind = stringAt(manifest, 'kind') ?? '';
  const metadata = objectAt(manifest, 'metadata');
  const name = stringAt(metadata, 'name') ?? '';
  const namespace = stringAt(metadata, 'namespace');
  const group = groupOf(apiVersion);
  const homeless =
    namespace === undefined || namespace === '' || registry.scopeOf(apiVersion, kind) === 'Cluster';
  if (name === '') {
    const generateName = stringAt(metadata, 'generateName') || undefined;
    return {
      apiVersion,
      group,
      kind,
      ...(homeless ? {} : { namespace }),
      name,
      ...(generateName === undefined ? {} : { generateName }),
    };
  }
  // One literal each: joining objects costs several times as much, and every object of a set is asked several times.
  return homeless ? { apiVersion, group, kind, name } : { apiVersion, group, kind, namespace, name };
}

/** `Deployment shop/web`; `Namespace shop`; `Job shop/seed-*` where the API server makes the name. For messages. */
export function formatRef(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name' | 'generateName'>): string {
  return `${ref.kind} ${ref.namespace === undefined ? '' : `${ref.namespace}/`}${printedName(ref)}`;
}

/** The name of an object for people: `seed-*` where the API server makes it, `(no name)` where there is none. */
export function printedName(ref: Pick<ObjectRef, 'name' | 'generateName'>): string {
  if (ref.name !== '') return ref.name;
  return ref.generateName === undefined ? '(no name)' : `${ref.generateName}*`;
}

/** The namespace that an object is in: its own, or {@link DEFAULT_NAMESPACE}. Means nothing for objects of the cluster. */
export function homeOf(ref: Pick<ObjectRef, 'namespace'>): string {
  return ref.namespace ?? DEFAULT_NAMESPACE;
}

const HOMES: ReadonlyMap<string, string> = new Map(
  sameKinds.map(({ group, kind, home }): [string, string] => [`${group}/${kind}`, home]),
);

/** The group that a kind is kept in: a kind that moved is one and the same in its old group and its new one. */
export function homeGroup(group: string, kind: string): string {
  return HOMES.get(`${group}/${kind}`) ?? group;
}

/**
 * Two references with the same key are one object to the API server: group, kind, namespace and name count, the version
 * does not, nor whether a kind is written in the group that it came from. Objects whose names the server makes are
 * never one, whatever their keys say: see {@link isNamed}.
 */
export function identityKey(ref: Identity): string {
  const name = ref.name === '' && ref.generateName !== undefined ? `${ref.generateName}*` : ref.name;
  return `${homeGroup(ref.group, ref.kind)}/${ref.kind}/${homeOf(ref)}/${name}`;
}

/** Whether an object has a name of its own, so that another one can have the same. */
export function isNamed(ref: Pick<ObjectRef, 'name'>): boolean {
  return ref.name !== '';
}

/** What is in place of an object in findings that concern none, but a waiver. */
export const NO_OBJECT: ObjectRef = { apiVersion: '', group: '', kind: 'Waiver', name: '' };

/** Whether a reference is one to an object: not {@link NO_OBJECT}, and not what says nothing at all. */
export function isObject(ref: Pick<ObjectRef, 'apiVersion' | 'kind' | 'name'>): boolean {
  return ref.kind !== '' && (ref.apiVersion !== '' || ref.name !== '' || ref.kind !== NO_OBJECT.kind);
}
