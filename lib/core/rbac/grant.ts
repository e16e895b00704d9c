import { checkArgument } from '../check-input';
import { BulwarkError } from '../errors';
import type { Waiver } from '../policy/waiver';
import { objectOf, type Shape, text } from '../shape';
import { refusalOf, type Verb } from './refusals';
import {
  type ApiResource,
  offeredResources,
  refusedResource,
  resourceNamed,
  resourceOfKind,
} from './resources';

/** An object that a grant names: a construct, or a plain object with a kind and a name. */
export interface NamedResource {
  readonly kind: string;
  readonly name: string;
  /** Such as `apps/v1`; taken from the built-in kinds where absent. */
  readonly apiVersion?: string;
  /** The resource of a custom kind that is not known: `widgets`. */
  readonly plural?: string;
  /** Where it lives. @default the namespace of the account */
  readonly namespace?: unknown;
}

/** Something that stands for an object: a workload, a configuration, a Secret of others, a claim. */
export interface StandsForObject {
  /** The object that grants on it name. */
  readonly granted: NamedResource;
}

/**
 * Resources of a namespace whose objects may be listed and watched. What is not here gives more than it seems:
 * secrets, tokens, anything that runs code or changes rights.
 */
export type WatchableResource =
  | 'configmaps'
  | 'cronjobs'
  | 'daemonsets'
  | 'deployments'
  | 'endpointslices'
  | 'events'
  | 'horizontalpodautoscalers'
  | 'ingresses'
  | 'jobs'
  | 'leases'
  | 'limitranges'
  | 'networkpolicies'
  | 'persistentvolumeclaims'
  | 'poddisruptionbudgets'
  | 'pods'
  | 'replicasets'
  | 'resourcequotas'
  | 'serviceaccounts'
  | 'services'
  | 'statefulsets';

/** Resources outside of namespaces that may be read: these alone make a ClusterRole. */
export type ClusterResource =
  | 'csidrivers'
  | 'csinodes'
  | 'customresourcedefinitions'
  | 'deviceclasses'
  | 'ingressclasses'
  | 'namespaces'
  | 'nodes'
  | 'persistentvolumes'
  | 'priorityclasses'
  | 'runtimeclasses'
  | 'storageclasses'
  | 'volumeattachments';

/** A custom resource, as `kubectl` names it: `certificates.cert-manager.io`. */
export type CustomResource = `${string}.${string}`;

/** A resource whose objects may be created. A list of names never matches what is created. */
export type CreatableResource =
  | 'events'
  | 'horizontalpodautoscalers'
  | 'leases'
  | 'persistentvolumeclaims'
  | CustomResource;

/** What a grant is about: one object, or all objects of a resource. */
export type GrantTarget =
  | NamedResource
  | StandsForObject
  | WatchableResource
  | ClusterResource
  | CustomResource;

/** Who answers for a right that runs code in pods, why, and until when. The controls that it breaks are waived by it. */
export type GrantWaiver = Pick<Waiver, 'reason' | 'owner' | 'expires' | 'ticket'>;

/** One permission of an identity. */
export interface Grant {
  readonly apiGroup: string;
  /** The plural, with its subresource: `deployments/scale`. */
  readonly resource: string;
  readonly verbs: readonly Verb[];
  /** The objects that it is about; absent for all of the namespace. */
  readonly names?: readonly string[];
  /** The namespace that it holds in. @default that of the identity */
  readonly namespace?: string;
  /** Whether the resource lives outside of namespaces. @default no */
  readonly scope?: 'Cluster';
  /** Who answers for it. Only what runs code in pods has one. @default nobody */
  readonly waiver?: GrantWaiver;
}

const NAMED: Shape = {
  needs: 'an object with the strings kind and name, or the name of a resource',
  sample: `read({ kind: 'ConfigMap', name: 'settings' })`,
  fits: (value) => typeof value === 'string' || objectIn(value) !== undefined,
};

/** What a waiver of a grant says. */
export const GRANT_WAIVER: Shape = {
  ...objectOf({ reason: text, owner: text, expires: text, ticket: text }, ['reason', 'owner', 'expires']),
  needs: 'who is responsible for it: reason, owner and expires',
  sample: `{ reason: 'incident 4711 is looked into', owner: 'team-shop', expires: '2026-12-31' }`,
};

const ORIGINS = new WeakMap<Grant, unknown>();

/** The object that a grant was made for, as it was given, where one of these functions made it. */
export function originOf(grant: Grant): unknown {
  return ORIGINS.get(grant);
}

/**
 * To read: one object by its name, or all of a resource.
 * @param subresource `log` of pods, `scale` or `status`
 * @throws BulwarkError for what gives more than it seems
 */
export function read(target: GrantTarget, subresource?: 'log' | 'scale' | 'status'): Grant {
  const verbs: readonly Verb[] =
    typeof target === 'string' && subresource === undefined ? ['get', 'list'] : ['get'];
  return grantOf('read', target, verbs, subresource);
}

/**
 * To read, list and watch: all objects of a resource in the namespace, or one object, for a client that asks for it by the
 * field `metadata.name`.
 * @throws BulwarkError for resources that give more than it seems
 */
export function watch(target: GrantTarget): Grant {
  return grantOf('watch', target, ['get', 'list', 'watch']);
}

/**
 * To read and change one object by its name.
 * @param subresource `scale`, or of a custom resource also `status`
 * @throws BulwarkError for kinds that run code or change rights: those need a Role of your own with a waiver
 */
export function update(target: NamedResource | StandsForObject, subresource?: 'scale' | 'status'): Grant {
  return grantOf('update', target, ['get', 'patch', 'update'], subresource);
}

/**
 * To patch one object by its name, and nothing else; `events` all of the namespace, which is how they are counted.
 * @param subresource `scale`; `ephemeralcontainers` of pods needs a waiver
 * @throws BulwarkError for kinds that run code or change rights
 */
export function patch(
  target: NamedResource | StandsForObject | 'events' | 'pods',
  subresource?: 'scale' | 'status' | 'ephemeralcontainers',
  waiver?: GrantWaiver,
): Grant {
  return grantOf('patch', target, ['patch'], subresource, waiver);
}

/**
 * To create objects of a resource, whatever they are called: the API server does not know a name then.
 * @param subresource of pods, each with a waiver: `exec`, `attach`, `portforward`
 * @throws BulwarkError for kinds that run code or change rights
 */
export function create(
  target: CreatableResource | 'pods' | NamedResource | StandsForObject,
  subresource?: 'exec' | 'attach' | 'portforward',
  waiver?: GrantWaiver,
): Grant {
  return grantOf('create', target, ['create'], subresource, waiver);
}

/**
 * To delete one object by its name.
 * @throws BulwarkError for kinds that run code or hold secrets
 */
export function remove(target: NamedResource | StandsForObject): Grant {
  return grantOf('remove', target, ['delete']);
}

function grantOf(
  call: string,
  target: unknown,
  verbs: readonly Verb[],
  subresource?: string,
  waiver?: GrantWaiver,
): Grant {
  checkArgument(call, 'resource', target, NAMED);
  if (subresource !== undefined)
    checkArgument(call, 'subresource', subresource, { ...text, sample: `'scale'` });
  if (waiver !== undefined) checkArgument(call, 'waiver', waiver, GRANT_WAIVER);
  const object = typeof target === 'string' ? undefined : objectIn(target);
  const said = object === undefined ? `'${String(target)}'` : `${object.kind} '${object.name}'`;
  const title = `${call}(${said}${subresource === undefined ? '' : `, '${subresource}'`}) is not offered`;
  const found = object === undefined ? resourceNamed(String(target)) : resourceOf(object);
  const refused = found ?? refusedResource(object?.kind ?? String(target));
  if (refused === undefined) throw new BulwarkError(title, unknown(object));
  const grant = asGrant(refused, { object, verbs, subresource, waiver });
  const refusal = refusalOf({ ...grant, waived: waiver !== undefined });
  if (refusal !== undefined) throw new BulwarkError(title, [`needs ${refusal.needs}`, `Fix: ${refusal.fix}`]);
  if (typeof target === 'object' && target !== null)
    ORIGINS.set(grant, Reflect.get(target, 'granted') ?? target);
  return grant;
}

function resourceOf({ apiVersion, kind, plural }: NamedResource): ApiResource | undefined {
  return resourceOfKind(apiVersion, kind, typeof plural === 'string' ? plural : undefined);
}

/** What to say of a resource that nobody here knows. */
function unknown(object: NamedResource | undefined): string[] {
  const needs =
    object === undefined
      ? `one of ${offeredResources().join(', ')}, or a custom resource with its group`
      : 'the resource of the kind, which is not known here';
  const fix =
    object === undefined
      ? `watch('certificates.cert-manager.io')`
      : `{ apiVersion: '${object.apiVersion ?? 'example.com/v1'}', kind: '${object.kind}', plural: '…', name: '${object.name}' }`;
  return [`needs ${needs}`, `Fix: ${fix}`];
}

/** The object that something is, or stands for. */
function objectIn(value: unknown): NamedResource | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const granted: unknown = Reflect.get(value, 'granted');
  const object: object = typeof granted === 'object' && granted !== null ? granted : value;
  const [kind, name, apiVersion, plural] = ['kind', 'name', 'apiVersion', 'plural'].map((field): unknown =>
    Reflect.get(object, field),
  );
  if (typeof kind !== 'string' || typeof name !== 'string') return undefined;
  const namespace = namespaceOf(object);
  return {
    kind,
    name,
    ...(typeof apiVersion === 'string' ? { apiVersion } : {}),
    ...(typeof plural === 'string' ? { plural } : {}),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** The namespace of an object: its own, or that of its metadata, as objects of cdk8s have it. */
function namespaceOf(object: object): string | undefined {
  const own: unknown = Reflect.get(object, 'namespace');
  if (typeof own === 'string') return own;
  const metadata: unknown = Reflect.get(object, 'metadata');
  const found: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'namespace') : undefined;
  return typeof found === 'string' ? found : undefined;
}

function asGrant(
  { group, plural, cluster }: ApiResource,
  {
    object,
    verbs,
    subresource,
    waiver,
  }: {
    readonly object: NamedResource | undefined;
    readonly verbs: readonly Verb[];
    readonly subresource: string | undefined;
    readonly waiver: GrantWaiver | undefined;
  },
): Grant {
  const namespace = cluster || typeof object?.namespace !== 'string' ? undefined : object.namespace;
  return {
    apiGroup: group,
    resource: subresource === undefined ? plural : `${plural}/${subresource}`,
    verbs,
    ...(object === undefined ? {} : { names: [object.name] }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(cluster ? { scope: 'Cluster' } : {}),
    ...(waiver === undefined ? {} : { waiver }),
  };
}
