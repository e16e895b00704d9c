import { homeOf } from '../manifest/identity';
import { type Entry, ManifestSet } from '../manifest/manifest-set';
import { listAt, type PlainObject } from '../manifest/plain';
import type { KindRegistry } from '../manifest/registry';
import { rulesGiving, type SingleRight, uncovered } from '../rbac/covers';
import { type Right, rightsOf } from '../rbac/rights';
import { isRbac, RBAC_GROUP, rulesIn } from '../rbac/rule';
import { isKeptKind, isPassable } from './passable';

/** Who applies what a team has in a namespace. */
export interface DeployerPlace {
  readonly namespace: string;
  /** Its name: that of its ServiceAccount, its Role and its RoleBinding. */
  readonly name: string;
}

/** A kind of objects, as rules and as projects of Argo CD name it. */
export interface DeployedKind {
  readonly group: string;
  readonly kind: string;
  /** The resource, such as `deployments`. */
  readonly plural: string;
  /** The objects of it that the team has, where a deployer may change those alone. */
  readonly names: readonly string[] | undefined;
}

/** What of a set a team's deployer applies, and what it needs for that. */
export class DeployPlan {
  private readonly set: ManifestSet;
  private readonly places: ReadonlyMap<string, DeployerPlace>;
  private readonly teams = new Map<PlainObject, string>();

  /**
   * @param manifests the whole set
   * @param registry the kinds that are known
   */
  constructor(
    manifests: readonly PlainObject[],
    deployers: readonly DeployerPlace[],
    registry: KindRegistry,
  ) {
    this.places = new Map(deployers.map((place) => [place.namespace, place]));
    this.set = new ManifestSet(
      manifests.map((manifest) => ({ manifest })),
      registry,
    );
    if (deployers.length === 0) return;
    for (const entry of this.set.entries) {
      const namespace = this.teamOfEntry(entry);
      if (namespace !== undefined) this.teams.set(entry.manifest, namespace);
    }
  }

  /** The namespace whose deployer applies an object; undefined where the platform does. */
  teamOf(manifest: PlainObject): string | undefined {
    return this.teams.get(manifest);
  }

  /** The kinds of what the deployer of a namespace applies, in one order. */
  kindsIn(namespace: string): DeployedKind[] {
    const kinds = new Map<string, DeployedKind & { readonly found: string[] }>();
    for (const entry of this.entriesOf(namespace)) {
      const { group, kind, name } = entry.ref;
      const plural = this.pluralOf(entry);
      if (plural === undefined) continue;
      const found = kinds.get(`${group}/${plural}`)?.found ?? [];
      found.push(name);
      kinds.set(`${group}/${plural}`, {
        group,
        kind,
        plural,
        found,
        names: isNamedKind(entry) ? found : undefined,
      });
    }
    return [...kinds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { found: _found, names, ...kind }]) => ({
        ...kind,
        names: names === undefined ? undefined : [...new Set(names)].sort(),
      }));
  }

  /**
   * The rules of a deployer: to apply the kinds that it applies, and every right that it passes on through Roles and bindings
   * of the team, as the API server lets nobody write a Role with more rights than they hold.
   */
  rulesFor(namespace: string): PlainObject[] {
    const applying = this.kindsIn(namespace).flatMap(rightsOn);
    const own = rulesGiving(applying);
    const passed = uncovered(rulesIn({ rules: own }), this.passedOnIn(namespace));
    return rulesGiving([...applying, ...passed]);
  }

  private passedOnIn(namespace: string) {
    const roles = this.entriesOf(namespace).filter((entry) => isRole(entry));
    const rights = this.rightsIn(namespace).filter(
      ({ binding }) => this.teamOf(binding.manifest) === namespace,
    );
    return [
      ...roles.flatMap(({ manifest }) => rulesIn(manifest)),
      ...rights.flatMap(({ rules }) => rules ?? []),
    ];
  }

  private entriesOf(namespace: string): readonly Entry[] {
    return this.set.entries.filter(({ manifest }) => this.teams.get(manifest) === namespace);
  }

  private teamOfEntry(entry: Entry): string | undefined {
    const { apiVersion, group, kind } = entry.ref;
    const { registry } = this.set;
    if (registry.scopeOf(apiVersion, kind) === 'Cluster') return undefined;
    const place = this.places.get(homeOf(entry.ref));
    if (place === undefined || isKeptKind(group, kind) || this.pluralOf(entry) === undefined)
      return undefined;
    return this.isKept(entry, place) ? undefined : place.namespace;
  }

  /** Whether an identity, a Role or a binding is the platform's to give. */
  private isKept(entry: Entry, { namespace, name }: DeployerPlace): boolean {
    if (!isNamedKind(entry)) return false;
    if (entry.ref.name === name || entry.ref.name === '') return true;
    if (entry.ref.kind === 'ServiceAccount') return entry.ref.name === 'default';
    const rights = this.rightsIn(namespace);
    if (isRole(entry)) {
      const bindings = rights.filter(({ role }) => role.kind === 'Role' && role.name === entry.ref.name);
      return (
        !isPassable(rulesIn(entry.manifest), namespace) ||
        bindings.length === 0 ||
        bindings.some((right) => !isTeams(right, namespace))
      );
    }
    const right = rights.find(({ binding }) => binding.manifest === entry.manifest);
    return right === undefined || !isTeams(right, namespace);
  }

  private readonly rightsByNamespace = new Map<string, readonly Right[]>();

  /** What bindings give in a namespace. */
  private rightsIn(namespace: string): readonly Right[] {
    const known = this.rightsByNamespace.get(namespace);
    if (known !== undefined) return known;
    const found = rightsOf(this.set).all.filter((right) => right.namespace === namespace);
    this.rightsByNamespace.set(namespace, found);
    return found;
  }

  private pluralOf({ ref: { apiVersion, group, kind } }: Entry): string | undefined {
    const { registry } = this.set;
    const info = registry.kindOf(apiVersion, kind) ?? registry.versionsOf(group, kind)[0];
    const plural = info?.plural ?? registry.recordOf(apiVersion, kind)?.record.plural;
    return plural === '*' || plural?.includes('/') === true ? undefined : plural;
  }
}

/** Whether a binding gives accounts of its namespace, and nobody else, what a deployer may pass on. */
function isTeams({ binding, rules, subjects }: Right, namespace: string): boolean {
  return (
    rules !== undefined &&
    isPassable(rules, namespace) &&
    subjects.length > 0 &&
    subjects.length === listAt(binding.manifest, 'subjects').length &&
    subjects.every((subject) => subject.kind === 'ServiceAccount' && homeOf(subject) === namespace)
  );
}

function isRole({ ref, manifest }: Entry): boolean {
  return ref.kind === 'Role' && isRbac(manifest);
}

/** Kinds of which a deployer changes only what the set names, so that it cannot change those of the platform. */
function isNamedKind({ ref: { group, kind } }: Entry): boolean {
  if (group === '' && kind === 'ServiceAccount') return true;
  return group === RBAC_GROUP && (kind === 'Role' || kind === 'RoleBinding');
}

const CHANGING = ['delete', 'get', 'patch', 'update'] as const;
const LISTING = ['create', 'list', 'watch'] as const;

/** The rights to apply objects of a kind. What is created has no name yet, and a list no name at all. */
function rightsOn({ group, plural: resource, names }: DeployedKind): SingleRight[] {
  const all = LISTING.map((verb) => ({ group, resource, verb }));
  if (names === undefined) return [...all, ...CHANGING.map((verb) => ({ group, resource, verb }))];
  return [...all, ...names.flatMap((name) => CHANGING.map((verb) => ({ group, resource, verb, name })))];
}
