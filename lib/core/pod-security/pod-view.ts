import { isPlain, listAt, objectAt, type PlainObject, stringAt } from '../manifest/plain';

/** A container as the checks look at it. */
export interface ContainerView {
  /** Its name; empty where it has none. */
  readonly name: string;
  readonly fields: PlainObject;
  /** Its security context; an empty one where there is none. */
  readonly security: PlainObject;
}

/** A pod as the checks look at it: null is absent, and what is absent is empty. */
export interface PodView {
  readonly annotations: PlainObject;
  readonly spec: PlainObject;
  /** The pod's security context; an empty one where there is none. */
  readonly security: PlainObject;
  /** Init containers, containers and ephemeral containers, in this order. */
  readonly containers: readonly ContainerView[];
  /** Whether `os.name` is exactly `windows`. */
  readonly windows: boolean;
  /** Whether `hostUsers` is explicitly false: the pod has a user namespace of its own. */
  readonly userNamespace: boolean;
}

/** A pod, or the template of a controller: plain data of any shape. */
export interface PodInput {
  readonly metadata?: unknown;
  readonly spec?: unknown;
}

const EMPTY: PlainObject = Object.freeze({});

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'];

/** The view of a pod. Types are taken as right: {@link decodePod} has looked at them. */
export function viewPod(pod: PodInput): PodView {
  const spec = isPlain(pod.spec) ? pod.spec : EMPTY;
  const metadata = isPlain(pod.metadata) ? pod.metadata : EMPTY;
  const containers: ContainerView[] = [];
  for (const list of CONTAINER_LISTS) {
    for (const item of listAt(spec, list)) containers.push(viewContainer(item));
  }
  return {
    annotations: objectAt(metadata, 'annotations') ?? EMPTY,
    spec,
    security: objectAt(spec, 'securityContext') ?? EMPTY,
    containers,
    windows: objectAt(spec, 'os')?.name === 'windows',
    userNamespace: spec.hostUsers === false,
  };
}

/** The API decodes a null item into an empty container. */
function viewContainer(item: unknown): ContainerView {
  const fields = isPlain(item) ? item : EMPTY;
  return {
    name: stringAt(fields, 'name') ?? '',
    fields,
    security: objectAt(fields, 'securityContext') ?? EMPTY,
  };
}

/** The objects of a list; the API decodes a null item into an empty object. */
export function structsAt(owner: PlainObject | undefined, key: string): PlainObject[] {
  return listAt(owner, key).map((item) => (isPlain(item) ? item : EMPTY));
}

/** The strings of a list; the API decodes a null item into an empty string. */
export function stringsAt(owner: PlainObject | undefined, key: string): string[] {
  return listAt(owner, key).map((item) => (typeof item === 'string' ? item : ''));
}

/** The names of the containers of which something holds, in order. */
export function namesWhere(pod: PodView, holds: (container: ContainerView) => boolean): string[] {
  const names: string[] = [];
  for (const container of pod.containers) if (holds(container)) names.push(container.name);
  return names;
}
