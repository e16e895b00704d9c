import { runsOnWindows } from './operating-system';
import { isPlain, objectAt, type PlainObject, stringAt } from './plain';

/** The lists of a pod spec that hold containers, in the order in which the Pod Security Standards visit them. */
export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** One of the lists of a pod spec that hold containers. */
export type ContainerList = (typeof CONTAINER_LISTS)[number];

/** A container as the controls see it: its spec, and where it is. */
export interface Container {
  readonly list: ContainerList;
  readonly index: number;
  /** Its name, or `#<index>` where it has none. */
  readonly name: string;
  readonly spec: PlainObject;
  readonly pod: Pod;
}

/**
 * A pod as the controls see it, whatever object carries it.
 * A view, not a copy: `harden` writes through it into a draft that the engine owns.
 */
export interface Pod {
  /** The object that carries the pod: a Pod, a Deployment, a CronJob… */
  readonly manifest: PlainObject;
  readonly kind: string;
  /** The metadata of the pod: of the template where there is one, never of the controller. */
  readonly metadata: PlainObject;
  readonly spec: PlainObject;
  /** Path of the pod spec in the object, such as `spec.template.spec`. */
  readonly path: string;
  /** Path of the pod's metadata in the object, such as `spec.template.metadata`. */
  readonly metadataPath: string;
  /** All containers: init containers, containers, ephemeral containers. */
  readonly containers: readonly Container[];
  /** Whether it can only run on Windows, by its `os`, node selector or required node affinity: Linux-only fields have no place there. */
  readonly windows: boolean;
  /**
   * Of a pod that a controller completes: its fields that nobody can see in the object, in the form of
   * `securityContext.runAsNonRoot` and `containers.resources`. Absent where the object holds the pod whole.
   */
  readonly unseen?: readonly string[];
  /** Of a pod that is made of pieces of its object: paths below {@link path}, and where these pieces really stand. */
  readonly renamed?: ReadonlyMap<string, string>;
}

const EMPTY: PlainObject = Object.freeze({});

/** What a pod is made of; `windows` where it is known from elsewhere that it runs on Windows, as from its RuntimeClass. */
export type PodParts = Omit<Pod, 'containers' | 'windows'> & { readonly windows?: boolean };

/** A pod of its parts: the containers are those of the lists of its spec. */
export function podFrom(parts: PodParts): Pod {
  const containers: Container[] = [];
  const { spec } = parts;
  const pod: Pod = { ...parts, containers, windows: parts.windows === true || runsOnWindows(spec) };
  for (const list of CONTAINER_LISTS) {
    const items = spec[list];
    if (!Array.isArray(items)) continue;
    for (let index = 0; index < items.length; index += 1) {
      const item: unknown = items[index];
      if (isPlain(item)) {
        containers.push({ list, index, name: stringAt(item, 'name') ?? `#${index}`, spec: item, pod });
      }
    }
  }
  return pod;
}

/**
 * The pod that an object carries, or undefined where there is none.
 * @param specPath path of the pod spec, as the kind registry has it
 * @param windows whether it is known from elsewhere that it runs on Windows, as from its RuntimeClass
 */
export function podOf(manifest: PlainObject, specPath: readonly string[], windows = false): Pod | undefined {
  let owner: PlainObject | undefined = manifest;
  for (const key of specPath.slice(0, -1)) owner = objectAt(owner, key);
  const spec = objectAt(owner, 'spec');
  if (owner === undefined || spec === undefined) return undefined;
  const base = specPath.slice(0, -1).join('.');
  return podFrom({
    manifest,
    kind: stringAt(manifest, 'kind') ?? '',
    metadata: objectAt(owner, 'metadata') ?? EMPTY,
    spec,
    path: specPath.join('.'),
    metadataPath: base === '' ? 'metadata' : `${base}.metadata`,
    windows,
  });
}

/** Path of a container in its object, such as `spec.template.spec.containers[0]`. */
export function containerPath(container: Container): string {
  return `${container.pod.path}.${container.list}[${container.index}]`;
}

/** Where a field of one of an object's pods really stands: pods that are made of pieces have paths of their own. */
export function realPath(pods: readonly Pod[], path: string): string {
  for (const { renamed } of pods) {
    if (renamed === undefined) continue;
    for (const [from, to] of renamed) {
      if (path === from) return to;
      if (path.startsWith(from) && (path[from.length] === '.' || path[from.length] === '[')) {
        return `${to}${path.slice(from.length)}`;
      }
    }
  }
  // A pod spec that is the object itself has the empty path.
  return path.startsWith('.') ? path.slice(1) : path;
}

/** The pod's securityContext; an empty one where there is none. For reading only. */
export function podContext(pod: Pod): PlainObject {
  return objectAt(pod.spec, 'securityContext') ?? EMPTY;
}

/** A container's securityContext; an empty one where there is none. For reading only. */
export function containerContext(container: Container): PlainObject {
  return objectAt(container.spec, 'securityContext') ?? EMPTY;
}

/** Whether a container runs for as long as the pod: an ordinary one, or a native sidecar (an init container that restarts always). */
export function isLongRunning(container: Container): boolean {
  if (container.list === 'containers') return true;
  return container.list === 'initContainers' && container.spec.restartPolicy === 'Always';
}
