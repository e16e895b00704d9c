import { checkArgument } from '../check-input';
import { type Entered, RecordBook } from '../kinds/book';
import type { KindRecord, RecordSource } from '../kinds/record';
import { listOf, partsOf, text } from '../shape';
import table from './kinds.generated.json';
import type { Scope } from './scope';
import { suggest } from './suggest';

export type { Scope } from './scope';

/** What the API server knows about one kind in one version. */
export interface KindInfo {
  /** API group; empty for the core group. */
  readonly group: string;
  /** API version without the group, such as `v1`. */
  readonly version: string;
  readonly kind: string;
  /** The resource in URLs and RBAC rules, such as `deployments`; with its parent for subresources (`pods/eviction`). */
  readonly plural: string;
  readonly namespaced: boolean;
  /** First minor version of Kubernetes 1.x that serves it, 27 for those that are older; absent: every version. */
  readonly since?: number;
  /** Last minor version that serves it; absent: still served. */
  readonly until?: number;
  /** Name of its definition in the table of fields; absent for custom resources. */
  readonly type?: string;
  /** Of a list: the kind of its items, `*` where they are of any kind. */
  readonly items?: string;
  /** Path of the pod spec, such as `['spec', 'template', 'spec']`; absent where it carries no pod. */
  readonly podSpec?: readonly string[];
}

/** The minor versions of Kubernetes 1.x that the tables cover. */
export const OLDEST_MINOR: number = table.oldest;
export const NEWEST_MINOR: number = table.newest;

interface Index {
  readonly byApiVersion: ReadonlyMap<string, ReadonlyMap<string, KindInfo>>;
  readonly byName: ReadonlyMap<string, readonly KindInfo[]>;
}

const KINDS = listOf(partsOf({ group: text, version: text, kind: text, plural: text }));

function indexOf(all: readonly KindInfo[]): Index {
  const byApiVersion = new Map<string, Map<string, KindInfo>>();
  const byName = new Map<string, KindInfo[]>();
  checkArgument('new KindRegistry', 'all', all, KINDS);
  for (const info of all) {
    const apiVersion = apiVersionOf(info);
    const kinds = byApiVersion.get(apiVersion);
    if (kinds === undefined) byApiVersion.set(apiVersion, new Map([[info.kind, info]]));
    else kinds.set(info.kind, info);
    const name = `${info.group}/${info.kind}`;
    byName.set(name, [...(byName.get(name) ?? []), info]);
  }
  return { byApiVersion, byName };
}

/**
 * The kinds that are known: the built-in ones of Kubernetes 1.27 to 1.37, alpha and beta versions and lists included,
 * those that the caller adds, and records of what custom resources carry. Immutable.
 */
export class KindRegistry {
  constructor(
    private readonly all: readonly KindInfo[],
    private readonly book: RecordBook = new RecordBook(),
    private readonly index: Index = indexOf(all),
  ) {}

  /** What is known of a kind in exactly this version, or undefined. */
  kindOf(apiVersion: string, kind: string): KindInfo | undefined {
    return this.index.byApiVersion.get(apiVersion)?.get(kind);
  }

  /** All versions of a kind, in the order in which they were registered; an empty list where it is unknown. */
  versionsOf(group: string, kind: string): readonly KindInfo[] {
    return this.index.byName.get(`${group}/${kind}`) ?? [];
  }

  /** Where objects of a kind live; another version of the kind answers for one that is unknown. */
  scopeOf(apiVersion: string, kind: string): Scope | undefined {
    const info = this.kindOf(apiVersion, kind) ?? this.versionsOf(groupOf(apiVersion), kind)[0];
    if (info === undefined) return this.recordOf(apiVersion, kind)?.record.scope;
    return info.namespaced ? 'Namespaced' : 'Cluster';
  }

  /** What is said of a kind that is not one of Kubernetes' own; undefined where nobody says anything. */
  recordOf(apiVersion: string, kind: string): Entered | undefined {
    const group = groupOf(apiVersion);
    if (isBuiltinGroup(group)) return undefined;
    const info = this.kindOf(apiVersion, kind);
    if (info !== undefined) return { record: recordFrom(info), source: 'policy' };
    return this.book.find(group, apiVersion.slice(group.length + 1), kind);
  }

  /** A registry in which these records stand too. */
  withRecords(records: readonly KindRecord[], source: RecordSource = 'policy'): KindRegistry {
    return records.length === 0 ? this : this.withLateRecords(() => records, source);
  }

  /** The same for records that are read when the first kind is looked for that is not one of Kubernetes. */
  withLateRecords(records: () => readonly KindRecord[], source: RecordSource): KindRegistry {
    return new KindRegistry(this.all, this.book.with(records, source), this.index);
  }

  /** Path of the pod spec in objects of a kind, or undefined where it carries no pod or is unknown. */
  podSpecPath(apiVersion: string, kind: string): readonly string[] | undefined {
    return this.kindOf(apiVersion, kind)?.podSpec;
  }

  /** The kind of a version that someone probably meant, or undefined. */
  suggestKind(apiVersion: string, kind: string): string | undefined {
    return suggest(kind, this.index.byApiVersion.get(apiVersion)?.keys() ?? []);
  }

  /** A registry that has these kinds too, such as custom resources; of two with one name the later one counts. */
  withKinds(extra: readonly KindInfo[]): KindRegistry {
    const replaced = new Set(extra.map(identityOf));
    const kept = this.all.filter((info) => !replaced.has(identityOf(info)));
    return new KindRegistry([...kept, ...extra], this.book);
  }
}

/** The kinds that Kubernetes brings. */
export const builtinKinds: KindRegistry = new KindRegistry(table.kinds);

const builtinGroups: ReadonlySet<string> = new Set(['extensions', ...table.kinds.map((info) => info.group)]);

/** Whether a group belongs to Kubernetes itself, so that an unknown kind in it is a mistake and no custom resource. */
export function isBuiltinGroup(group: string): boolean {
  return builtinGroups.has(group);
}

const builtinNames: ReadonlySet<string> = new Set(table.kinds.map((info) => info.kind));

/**
 * Whether a kind only has the name of one of Kubernetes' own, as the Service of Knative and the NetworkPolicy of Calico
 * have: what holds of the kind of Kubernetes does not hold of it.
 */
export function isNamesake(group: string, kind: string): boolean {
  return builtinNames.has(kind) && !isBuiltinGroup(group);
}

/** `apps/v1` -> `apps`; `v1` -> the empty string, which is the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** `apps` and `v1` -> `apps/v1`; the core group -> `v1`. */
export function apiVersionOf(info: { readonly group: string; readonly version: string }): string {
  return info.group === '' ? info.version : `${info.group}/${info.version}`;
}

/** Whether a minor version of Kubernetes 1.x serves a kind (alpha and beta versions where they are switched on). */
export function servedAt(info: { readonly since?: number; readonly until?: number }, minor: number): boolean {
  return isServed(info.since, info.until, minor);
}

/** The same for a span of its own; versions older than the tables count as the oldest that they cover. */
export function isServed(since: number | undefined, until: number | undefined, minor: number): boolean {
  const at = Math.max(minor, OLDEST_MINOR);
  return (since === undefined || at >= since) && (until === undefined || at <= until);
}

/**
 * The minor version in `1.36`, `v1.36` or `1.36.3`; the newest one for `latest`.
 * @returns undefined for anything else
 */
export function kubernetesMinor(version: string): number | undefined {
  if (version === 'latest') return NEWEST_MINOR;
  const digits = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(version)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A kind that the caller added, as a record. */
function recordFrom({ group, version, kind, plural, namespaced, podSpec }: KindInfo): KindRecord {
  const scope = namespaced ? 'Namespaced' : 'Cluster';
  const path = podSpec?.slice(0, -1).join('.');
  return {
    group,
    version,
    kind,
    plural,
    scope,
    pods: path === undefined ? [] : [{ path, shape: 'template' }],
  };
}

function identityOf(info: KindInfo): string {
  return `${info.group}/${info.version}/${info.kind}`;
}
