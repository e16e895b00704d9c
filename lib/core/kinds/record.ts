import type { ContainerList } from '../manifest/pod';
import type { Scope } from '../manifest/scope';

/**
 * How much of a pod an object holds:
 * - `template`: all of it, as a pod template;
 * - `partial`: a part that an operator merges with its own, so that what is absent is unknown;
 * - `containers`: whole containers (the steps of a pipeline), while the operator writes the pod around them;
 * - `none`: nothing that the controls can read, although something runs (a virtual machine).
 */
export type PodShape = 'template' | 'partial' | 'containers' | 'none';

/** Where containers stand that are not in the lists of a pod spec. */
export interface ContainerPlace {
  /** Path below the place of the pod, such as `container` or `sidecars[]`. */
  readonly path: string;
  /** The list of the pod that they go to. @default 'containers' */
  readonly list?: ContainerList;
}

/** Where an object carries a pod, or several of one form. */
export interface PodPlace {
  /**
   * Path of the object that holds the pod: of the template, or of what is in its place. `[]` stands for every item of a
   * list, `*` for every key: `spec.templates[]`, `spec.replicaSpecs.*.template`. The empty path is the object itself.
   */
  readonly path: string;
  readonly shape: PodShape;
  /** Path of the pod spec below it; the empty path where it is the pod spec. @default 'spec' of a template, else '' */
  readonly spec?: string;
  /** Path of the metadata of the pod below it; null where there are none. @default 'metadata' of a template, else null */
  readonly metadata?: string | null;
  /** Path in the whole object of the fields that hold where the place is silent, such as `spec`. @default none */
  readonly above?: string;
  /** Containers that are elsewhere than in the lists of a pod spec. @default none */
  readonly containers?: readonly ContainerPlace[];
  /**
   * Fields of a pod that the kind takes; `containers.` is before those of all containers. A field stands for all
   * below it. @default all
   */
  readonly takes?: readonly string[];
  /**
   * Fields of a pod that the operator may write where they are absent; `*` for all of the pod spec, `containers.*` for
   * all of every container.
   * @default none of a template; `*` and `containers.*` of a partial pod; `*` around containers
   */
  readonly decides?: readonly string[];
  /** Path below the place of what holds where a container is silent, such as `stepTemplate`. @default none */
  readonly defaults?: string;
  /**
   * Whether what the operator writes is taken for granted: what the object says is judged, and what it does not say is not
   * reported. @default false
   */
  readonly trusted?: boolean;
  /** What the operator writes where a field of the pod spec is absent. @default nothing */
  readonly writes?: Readonly<Record<string, unknown>>;
  /** Paths in the whole object: where one of them is set, the object needs no pod here. @default none */
  readonly unless?: readonly string[];
  /** Whether the object may hold no pod here. @default false */
  readonly optional?: boolean;
}

/** What is known of a kind that is not one of Kubernetes' own. Plain data. */
export interface KindRecord {
  /** API group; `*.example.com` for all groups below one. */
  readonly group: string;
  /** Kind; `*` for all of the group. */
  readonly kind: string;
  /** The version that it is about. @default all */
  readonly version?: string;
  /** The resource in URLs and RBAC rules. @default not known */
  readonly plural?: string;
  readonly scope?: Scope;
  /** Where it carries its pods; an empty list says that it carries none. */
  readonly pods: readonly PodPlace[];
  /** The kind of Kubernetes whose pods run as these do: forever, to their end, on every node. @default its own name */
  readonly like?: string;
  /** Paths of fields that change a pod in ways that nobody can see, such as `spec.podSpecPatch`. @default none */
  readonly unseen?: readonly string[];
  /** Paths of fields that take a value of any form, which may be a pod; the empty path for the whole object. @default none */
  readonly open?: readonly string[];
  /** Paths of fields that hold patterns to compare with, which nothing runs. @default none */
  readonly patterns?: readonly string[];
}

/** Who says what a kind carries: we, a definition in the set, or the policy and `--kinds`. */
export type RecordSource = 'known' | 'definition' | 'policy';
