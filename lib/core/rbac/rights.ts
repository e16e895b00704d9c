import { homeOf } from '../manifest/identity';
import type { Entry, ManifestSet } from '../manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, textOf } from '../manifest/plain';
import { type LabelSelector, matches, selectorOf } from '../manifest/selector';
import { builtinRules, isRbac, type PolicyRule, roleRefOf, rulesIn } from './rule';
import { ALL_ACCOUNTS, ALL_AUTHENTICATED, type Subject, subjectKey, subjectsOf } from './subject';

const AGGREGATES = /^rbac\.authorization\.k8s\.io\/(aggregate-to-\w+)$/;

/** The rules that a binding gives, and where they hold. */
export interface Right {
  readonly binding: Entry;
  readonly role: { readonly kind: string; readonly name: string };
  /** Undefined where the role is neither in the set nor one that the API server brings: nobody here knows its rules. */
  readonly rules: readonly PolicyRule[] | undefined;
  /** The namespace that they hold in; undefined: everywhere. */
  readonly namespace: string | undefined;
  readonly subjects: readonly Subject[];
}

/** Who may do what, over all roles and bindings of a set. */
export class Rights {
  /** One for each binding that names a role, in the order of the set. */
  readonly all: readonly Right[];
  private readonly bySubject = new Map<string, Right[]>();

  constructor(private readonly set: ManifestSet) {
    const bindings = [...set.ofKind('RoleBinding'), ...set.ofKind('ClusterRoleBinding')];
    this.all = bindings.flatMap((binding) => this.rightOf(binding));
    for (const right of this.all) {
      for (const subject of right.subjects) {
        const key = subjectKey(subject);
        const known = this.bySubject.get(key);
        if (known === undefined) this.bySubject.set(key, [right]);
        else if (known.at(-1) !== right) known.push(right);
      }
    }
  }

  /** The rights of a subject by its own name. */
  of(subject: Pick<Subject, 'kind' | 'namespace' | 'name'>): readonly Right[] {
    return this.bySubject.get(subjectKey(subject)) ?? [];
  }

  /** The rights of a ServiceAccount: its own, and those of the groups that it belongs to. */
  ofAccount(namespace: string | undefined, name: string): readonly Right[] {
    const groups = [ALL_ACCOUNTS, `${ALL_ACCOUNTS}:${homeOf({ namespace })}`, ALL_AUTHENTICATED];
    return [
      ...this.of({ kind: 'ServiceAccount', namespace, name }),
      ...groups.flatMap((group) => this.of({ kind: 'Group', name: group })),
    ];
  }

  /** Everyone who is named in a binding, each once. */
  subjects(): readonly Subject[] {
    const seen = new Map<string, Subject>();
    for (const { subjects } of this.all) {
      for (const subject of subjects) {
        const key = subjectKey(subject);
        if (!seen.has(key)) seen.set(key, subject);
      }
    }
    return [...seen.values()];
  }

  private rightOf(binding: Entry): Right[] {
    const role = isRbac(binding.manifest) ? roleRefOf(binding.manifest) : undefined;
    if (role === undefined) return [];
    const { namespace } = binding.ref;
    const rules = role.kind === 'Role' ? this.roleRules(namespace, role.name) : this.clusterRules(role.name);
    const inNamespace = binding.ref.kind === 'RoleBinding';
    const subjects = subjectsOf(binding.manifest);
    return [{ binding, role, rules, namespace: inNamespace ? homeOf(binding.ref) : undefined, subjects }];
  }

  private roleRules(namespace: string | undefined, name: string): readonly PolicyRule[] | undefined {
    const entry = this.set.find('Role', namespace, name);
    return entry === undefined ? undefined : rulesIn(entry.manifest);
  }

  private clusterRules(name: string): readonly PolicyRule[] | undefined {
    const entry = this.set.find('ClusterRole', undefined, name);
    if (entry === undefined) return builtinRules(name);
    return objectAt(entry.manifest, 'aggregationRule') === undefined
      ? rulesIn(entry.manifest)
      : this.aggregated(entry.manifest);
  }

  /** The rules of an aggregated role: those of every ClusterRole that it selects; what it says itself is replaced. */
  private aggregated(role: PlainObject): readonly PolicyRule[] {
    const selectors = objectsAt(objectAt(role, 'aggregationRule'), 'clusterRoleSelectors').map(selectorOf);
    return selectors.flatMap((selector) => (selector === undefined ? [] : this.selected(selector)));
  }

  private selected(selector: LabelSelector): PolicyRule[] {
    const labels = selector.matchLabels ?? {};
    const builtin = Object.entries(labels).flatMap(([label, value]) => {
      const [, part] = value === 'true' ? (AGGREGATES.exec(label) ?? []) : [];
      return part === undefined ? [] : (builtinRules(`system:${part}`) ?? []);
    });
    const own = this.candidates(labels).filter(({ manifest }) =>
      matches(selector, objectAt(objectAt(manifest, 'metadata'), 'labels') ?? {}),
    );
    return [...builtin, ...own.flatMap(({ manifest }) => rulesIn(manifest))];
  }

  private byLabel: ReadonlyMap<string, readonly Entry[]> | undefined;

  /** The ClusterRoles that have one of the labels; all of them where there is none to look for. */
  private candidates(labels: Readonly<Record<string, string>>): readonly Entry[] {
    const [first] = Object.entries(labels);
    if (first === undefined) return this.set.ofKind('ClusterRole');
    this.byLabel ??= labelled(this.set.ofKind('ClusterRole'));
    return this.byLabel.get(first.join('=')) ?? [];
  }
}

function labelled(roles: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of roles) {
    const labels = objectAt(objectAt(entry.manifest, 'metadata'), 'labels') ?? {};
    for (const [key, value] of Object.entries(labels)) {
      const label = `${key}=${textOf(value)}`;
      const known = found.get(label);
      if (known === undefined) found.set(label, [entry]);
      else known.push(entry);
    }
  }
  return found;
}

const made = new WeakMap<ManifestSet, Rights>();

/** The rights of a set; worked out once for all controls that ask. */
export function rightsOf(set: ManifestSet): Rights {
  const known = made.get(set);
  if (known !== undefined) return known;
  const rights = new Rights(set);
  made.set(set, rights);
  return rights;
}
