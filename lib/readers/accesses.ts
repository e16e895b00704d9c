import { homeOf } from '../core/manifest/identity';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { dataText, objectAt, objectsAt, stringAt } from '../core/manifest/plain';
import { isRbac, roleRefOf } from '../core/rbac/rule';
import { levelRules, TEAM_LEVELS, type TeamLevel } from '../core/rbac/team-levels';
import { INSTANCE_LABEL } from '../core/well-known';
import type { TeamAccess } from '../model/access';
import { levelName } from '../renderers/kubernetes/access';
import { furtherLabels, isOurs, sameLabels } from './ours';
import { textMap } from './typed';

/** What people may do, as far as our own Roles say it, and the bindings that it was read from. */
export interface ReadAccesses {
  readonly accesses: readonly TeamAccess[];
  readonly bindings: ReadonlySet<Entry>;
}

interface Level {
  readonly groups: readonly string[];
  readonly binding: Entry;
}

/** Reads what people may do: Roles with exactly the rules that we write, given to groups alone. Other bindings of people have no place. */
export function readAccesses(set: ManifestSet): ReadAccesses {
  const accesses: TeamAccess[] = [];
  const bindings = new Set<Entry>();
  for (const entry of set.ofKind('RoleBinding')) {
    const name = entry.ref.name.replace(/-view$/, '');
    if (name === entry.ref.name || labelsOf(entry)[INSTANCE_LABEL] !== name) continue;
    const role = set.find('Role', entry.ref.namespace, entry.ref.name);
    const resources = role === undefined ? undefined : customOf(role);
    if (resources === undefined) continue;
    const levels = TEAM_LEVELS.map((level) => [level, levelIn(set, entry, level, name, resources)] as const);
    if (levels[0]?.[1] === undefined) continue;
    const found = levels.flatMap(([level, read]) => (read === undefined ? [] : [{ level, ...read }]));
    for (const { binding } of found) bindings.add(binding);
    accesses.push({
      name,
      namespace: entry.ref.namespace,
      groups: Object.fromEntries(found.map(({ level, groups }) => [level, groups])),
      resources,
      labels: furtherLabels(labelsOf(entry)),
    });
  }
  return { accesses, bindings };
}

function labelsOf({ manifest }: Entry): Readonly<Record<string, string>> {
  return textMap(objectAt(manifest, 'metadata')?.labels);
}

/** The custom resources of a Role of `view`: what stands behind the rules that all of them have. */
function customOf({ manifest }: Entry): readonly string[] | undefined {
  const rules = objectsAt(manifest, 'rules');
  const further = rules.slice(levelRules('view', []).length);
  const names = further.map(({ apiGroups, resources }) => `${String(resources)}.${String(apiGroups)}`);
  return sameRules(rules, levelRules('view', names)) ? names : undefined;
}

function levelIn(
  set: ManifestSet,
  view: Entry,
  level: TeamLevel,
  name: string,
  resources: readonly string[],
): Level | undefined {
  const called = levelName({ name }, level);
  const binding = set.find('RoleBinding', view.ref.namespace, called);
  const role = set.find('Role', view.ref.namespace, called);
  if (binding === undefined || role === undefined || homeOf(role.ref) !== homeOf(binding.ref))
    return undefined;
  if (![binding, role].every((one) => isRbac(one.manifest) && sameLabels(labelsOf(one), labelsOf(view))))
    return undefined;
  if (!isOurs(labelsOf(view)) || !sameRules(objectsAt(role.manifest, 'rules'), levelRules(level, resources)))
    return undefined;
  const ref = roleRefOf(binding.manifest);
  if (ref?.kind !== 'Role' || ref.name !== called) return undefined;
  const subjects = objectsAt(binding.manifest, 'subjects');
  const groups = subjects.flatMap((subject) =>
    subject.kind === 'Group' ? [stringAt(subject, 'name') ?? ''] : [],
  );
  return groups.length === subjects.length && groups.length > 0 ? { groups, binding } : undefined;
}

/** Whether rules are these, in any order of what they hold. */
function sameRules(left: readonly object[], right: readonly object[]): boolean {
  const textOf = (rule: object): string =>
    ['apiGroups', 'resources', 'verbs']
      .map((field): unknown => Reflect.get(rule, field))
      .map((list) => (Array.isArray(list) ? [...list].map(String).sort().join() : dataText(list)))
      .concat(String(Object.keys(rule).length))
      .join('|');
  return (
    left.length === right.length && left.every((rule, index) => textOf(rule) === textOf(right[index] ?? {}))
  );
}
