import { checkArgument } from '../check-input';
import { BulwarkError } from '../errors';
import { type Shape, text } from '../shape';

/** An object that a grant names: a construct, or a plain object with a kind and a name. */
export interface NamedResource {
  readonly kind: string;
  readonly name: string;
  /** Such as `apps/v1`; taken from the built-in kinds where absent. */
  readonly apiVersion?: string;
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
  | 'networkpolicies'
  | 'persistentvolumeclaims'
  | 'poddisruptionbudgets'
  | 'pods'
  | 'replicasets'
  | 'resourcequotas'
  | 'serviceaccounts'
  | 'services'
  | 'statefulsets';

/** One permission of an identity, in one namespace. */
export interface Grant {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verbs: readonly ('get' | 'list' | 'watch' | 'update' | 'patch' | 'create')[];
  /** The objects that it is about; absent for all of the namespace. */
  readonly names?: readonly string[];
}

const GROUPS: Readonly<Record<WatchableResource, string>> = {
  configmaps: '',
  cronjobs: 'batch',
  daemonsets: 'apps',
  deployments: 'apps',
  endpointslices: 'discovery.k8s.io',
  events: 'events.k8s.io',
  horizontalpodautoscalers: 'autoscaling',
  ingresses: 'networking.k8s.io',
  jobs: 'batch',
  leases: 'coordination.k8s.io',
  networkpolicies: 'networking.k8s.io',
  persistentvolumeclaims: '',
  poddisruptionbudgets: 'policy',
  pods: '',
  replicasets: 'apps',
  resourcequotas: '',
  serviceaccounts: '',
  services: '',
  statefulsets: 'apps',
};

/** Kinds whose single objects a grant may name, with their resource. */
const KINDS: Readonly<Record<string, { readonly group: string; readonly resource: string }>> = {
  ConfigMap: { group: '', resource: 'configmaps' },
  CronJob: { group: 'batch', resource: 'cronjobs' },
  DaemonSet: { group: 'apps', resource: 'daemonsets' },
  Deployment: { group: 'apps', resource: 'deployments' },
  HorizontalPodAutoscaler: { group: 'autoscaling', resource: 'horizontalpodautoscalers' },
  Ingress: { group: 'networking.k8s.io', resource: 'ingresses' },
  Job: { group: 'batch', resource: 'jobs' },
  Lease: { group: 'coordination.k8s.io', resource: 'leases' },
  PersistentVolumeClaim: { group: '', resource: 'persistentvolumeclaims' },
  Pod: { group: '', resource: 'pods' },
  Secret: { group: '', resource: 'secrets' },
  Service: { group: '', resource: 'services' },
  StatefulSet: { group: 'apps', resource: 'statefulsets' },
};

/** Kinds that a grant may change: those that run nothing and change no rights. */
const CHANGEABLE = new Set(['ConfigMap', 'Lease', 'HorizontalPodAutoscaler', 'PersistentVolumeClaim']);

const NAMED: Shape = {
  needs: 'an object with the texts kind and name',
  sample: `read({ kind: 'ConfigMap', name: 'settings' })`,
  fits: (value) =>
    typeof value === 'object' &&
    value !== null &&
    [Reflect.get(value, 'kind'), Reflect.get(value, 'name')].every((field) => typeof field === 'string'),
};

/** To read one object by its name. */
export function read(resource: NamedResource): Grant {
  const { group, resource: plural } = lookup(resource);
  return { apiGroup: group, resource: plural, verbs: ['get'], names: [resource.name] };
}

/**
 * To list and watch all objects of a resource in the namespace.
 * @throws BulwarkError for resources that give more than it seems
 */
export function watch(resource: WatchableResource): Grant {
  checkArgument('watch', 'resource', resource, { ...text, sample: `watch('pods')` });
  if (!Object.hasOwn(GROUPS, resource)) {
    throw new BulwarkError(`watch('${resource}') is not offered`, [
      `needs one of ${Object.keys(GROUPS).join(', ')}`,
    ]);
  }
  return { apiGroup: GROUPS[resource], resource, verbs: ['get', 'list', 'watch'] };
}

/**
 * To read and change one object by its name.
 * @throws BulwarkError for kinds that run code or change rights: those need an `override` with a waiver
 */
export function update(resource: NamedResource): Grant {
  const { group, resource: plural } = lookup(resource);
  if (!CHANGEABLE.has(resource.kind)) {
    const kinds = [...CHANGEABLE].sort().join(', ');
    throw new BulwarkError(`update(${resource.kind} ${resource.name}) is not offered`, [
      `a ${resource.kind} runs code, holds secrets or changes rights; a grant may change ${kinds}`,
    ]);
  }
  return { apiGroup: group, resource: plural, verbs: ['get', 'patch', 'update'], names: [resource.name] };
}

function lookup(resource: NamedResource): { group: string; resource: string } {
  checkArgument('grant', 'resource', resource, NAMED);
  const known = Object.hasOwn(KINDS, resource.kind) ? KINDS[resource.kind] : undefined;
  if (known !== undefined) return known;
  const kinds = Object.keys(KINDS).join(', ');
  throw new BulwarkError(`a grant on ${resource.kind} '${resource.name}' is not offered`, [
    `it can name: ${kinds}`,
  ]);
}
