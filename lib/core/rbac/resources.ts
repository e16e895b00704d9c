import { knownRecords } from '../kinds/late-records';
import kinds from '../manifest/kinds.generated.json';
import { groupOf, isBuiltinGroup } from '../manifest/registry';
import { once } from '../once';
import OFFERED from './offered.json';

/** A resource of the API, as rules of RBAC name it. */
export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  /** The plural, such as `deployments`. */
  readonly plural: string;
  /** Undefined where nobody here knows it. */
  readonly kind?: string;
  /** Whether its objects live outside of namespaces; a custom resource that nobody here knows lives in them. */
  readonly cluster: boolean;
  /** Whether its objects are known to have pods in them: who writes one runs code. @default false */
  readonly hasPods?: boolean;
}

type Table = Readonly<Record<string, readonly string[]>>;

/** The resources of Kubernetes that a grant can be about, by plural. */
const BUILTIN: ReadonlyMap<string, ApiResource> = new Map([
  ...resourcesIn(OFFERED.namespaced, false),
  ...resourcesIn(OFFERED.cluster, true),
]);

function resourcesIn(table: Table, cluster: boolean): [string, ApiResource][] {
  return Object.entries(table).map(([plural, [group = '', kind]]) => [
    plural,
    { group, plural, cluster, ...(kind === undefined ? {} : { kind }) },
  ]);
}

/** Custom resources of the common operators, by `plural.group` and by `group/Kind`. */
const custom = once(() => {
  const all = new Map<string, ApiResource>();
  for (const { group, kind, plural, scope, pods = [] } of knownRecords()) {
    if (plural === undefined || plural === '*') continue;
    const hasPods = pods.length > 0;
    const resource = { group, plural, kind, cluster: scope === 'Cluster', ...(hasPods ? { hasPods } : {}) };
    all.set(`${plural}.${group}`, resource).set(`${group}/${kind}`, resource);
  }
  return all;
});

/** A resource by its name as `kubectl` takes it: `pods`, `certificates.cert-manager.io`. @returns undefined where a grant cannot be about it */
export function resourceNamed(name: string): ApiResource | undefined {
  const builtin = BUILTIN.get(name);
  if (builtin !== undefined) return builtin;
  const dot = name.indexOf('.');
  if (dot < 1) return undefined;
  const [plural, group] = [name.slice(0, dot), name.slice(dot + 1)];
  return resourceIn(group, plural);
}

/** A resource by its group and plural. @returns undefined where it is one of Kubernetes that a grant cannot be about */
export function resourceIn(group: string, plural: string): ApiResource | undefined {
  const builtin = BUILTIN.get(plural);
  if (builtin?.group === group) return builtin;
  if (isBuiltinGroup(group)) return undefined;
  return custom().get(`${plural}.${group}`) ?? { group, plural, cluster: false };
}

/** Whether objects of a custom resource are known to live outside of namespaces. */
export function isKnownOfCluster(group: string, plural: string): boolean {
  return !isBuiltinGroup(group) && custom().get(`${plural}.${group}`)?.cluster === true;
}

/**
 * The resource of a kind.
 * @param plural of a kind that nobody here knows
 * @returns undefined where nobody knows its plural, or a grant cannot be about it
 */
export function resourceOfKind(
  apiVersion: string | undefined,
  kind: string,
  plural?: string,
): ApiResource | undefined {
  const group = apiVersion === undefined ? undefined : groupOf(apiVersion);
  const builtin = [...BUILTIN.values()].find(
    (resource) => resource.kind === kind && (group === undefined || resource.group === group),
  );
  if (builtin !== undefined || group === undefined || isBuiltinGroup(group)) return builtin;
  const known = custom().get(`${group}/${kind}`);
  return known ?? (plural === undefined ? undefined : { group, plural, kind, cluster: false });
}

/** The resource of Kubernetes of that plural or kind, although no grant can be about it: for the reason. */
export function refusedResource(name: string): ApiResource | undefined {
  const [plural = ''] = name.split('/');
  const found = kinds.kinds.find((info) => info.plural === plural || info.kind === plural);
  if (found === undefined) return undefined;
  const { group, namespaced } = found;
  return { group, plural: name.replace(plural, found.plural), cluster: !namespaced };
}

/** The names of the resources of Kubernetes that a grant can be about, in one order. */
export function offeredResources(): string[] {
  return [...BUILTIN.keys()].sort();
}
