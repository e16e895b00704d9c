import { isAbsent, isPlain, objectAt, type PlainObject, put, stringAt } from '../core/manifest/plain';
import type { KindRegistry } from '../core/manifest/registry';
import { isSeenByEngine, isUnseenAnywhere, unseenMaker } from './unseen';

/** A resource of Pulumi, as its programs and its policies tell of it. */
export interface StackResource {
  /** The type token, such as `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** The name of the resource in the program, which is not the name of the object. */
  readonly name: string;
  /** Its inputs: the fields of a manifest. */
  readonly props: PlainObject;
  /** The namespace that the provider gives to objects that name none. @default none */
  readonly namespace?: string;
  /** Whether only what the program itself makes can be seen, and not what providers make. @default false */
  readonly inProgram?: boolean;
}

/** What a resource is to the controls. */
export type Inspection =
  /** An object of Kubernetes, as a manifest: with the names that Pulumi would give it. */
  | { readonly what: 'object'; readonly manifest: PlainObject }
  /** Something that makes objects of Kubernetes where nobody can look at them, and what stands for them. */
  | { readonly what: 'unseen'; readonly manifest: PlainObject }
  /** Nothing that hardening is about. */
  | { readonly what: 'other' };

const OTHER: Inspection = { what: 'other' };
const AUTONAMED = 'pulumi.com/autonamed';

/** What a resource is; `*Patch` resources belong to someone else's object, and are left alone. */
export function inspect(resource: StackResource, registry: KindRegistry): Inspection {
  const { type, props } = resource;
  if (!type.startsWith('kubernetes:')) return OTHER;
  if (isUnseenAnywhere(type) || (resource.inProgram === true && isSeenByEngine(type)))
    return { what: 'unseen', manifest: unseenMaker(resource) };
  const identity = identityOf(type, props, registry);
  if (identity === undefined) return OTHER;
  const manifest: PlainObject = { ...props, ...identity };
  for (const key of Object.keys(manifest)) if (key.startsWith('__')) delete manifest[key];
  if (Array.isArray(props.items) && identity.kind.endsWith('List')) return { what: 'object', manifest };
  if (isAbsent(props.metadata) || isPlain(props.metadata)) {
    manifest.metadata = namedMetadata(resource, identity, registry);
  }
  return { what: 'object', manifest };
}

/** Whether the object has a name of its own, rather than one that Pulumi makes, or one that is not known yet. */
export function isNamed(props: PlainObject): boolean {
  const metadata = objectAt(props, 'metadata');
  if (stringAt(objectAt(metadata, 'annotations'), AUTONAMED) === 'true') return false;
  return (stringAt(metadata, 'name') ?? '') !== '';
}

interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What the props say, else what the type token does. */
function identityOf(type: string, props: PlainObject, registry: KindRegistry): Identity | undefined {
  const [, module = '', name = ''] = type.split(':');
  const apiVersion = stringAt(props, 'apiVersion');
  const kind = stringAt(props, 'kind');
  // A patch has the kind of the object that it patches, and a type with another name.
  if (name.endsWith('Patch') && kind !== name) return undefined;
  const fromType = module.startsWith('core/') ? module.slice('core/'.length) : module;
  const found = { apiVersion: apiVersion ?? fromType, kind: kind ?? name };
  if (apiVersion !== undefined && kind !== undefined) return found;
  return registry.kindOf(found.apiVersion, found.kind) === undefined ? undefined : found;
}

function namedMetadata(
  { name, props, namespace }: StackResource,
  { apiVersion, kind }: Identity,
  registry: KindRegistry,
): PlainObject {
  const metadata: PlainObject = { ...objectAt(props, 'metadata') };
  if (!isNamed(props)) put(metadata, 'name', name);
  const scoped = registry.scopeOf(apiVersion, kind) === 'Cluster';
  if (namespace !== undefined && !scoped && isAbsent(metadata.namespace)) metadata.namespace = namespace;
  return metadata;
}
