import type { PlainObject } from '../manifest/plain';

/** What a rule gives: the lists that the authorizer reads. */
export interface RuleLists {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Names of the objects that the rule is about; empty: all of them. */
  readonly names: readonly string[];
  /** Paths outside of the API's resources, such as `/metrics`. */
  readonly urls: readonly string[];
}

/** One right: a verb on a resource of a group, all of its objects or one; or a verb on a path. */
export type SingleRight =
  | { readonly group: string; readonly resource: string; readonly verb: string; readonly name?: string }
  | { readonly url: string; readonly verb: string };

/**
 * The rights of rules one by one. Of a rule that lists resources without a group, or a group without resources, nothing
 * is left, as the authorizer matches nothing with it.
 */
export function breakDown(rules: readonly RuleLists[]): SingleRight[] {
  return rules.flatMap(({ groups, resources, verbs, names, urls }) => [
    ...groups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb): SingleRight[] =>
          names.length === 0
            ? [{ group, resource, verb }]
            : names.map((name) => ({ group, resource, verb, name })),
        ),
      ),
    ),
    ...urls.flatMap((url) => verbs.map((verb) => ({ url, verb }))),
  ]);
}

/**
 * The rights of some rules that others do not hold: what the API server refuses to let the holder of those others write into
 * a Role, or give through a binding. Each right has to be held by one rule as a whole.
 * Source: the package rbac/validation of the API server, `Covers`.
 */
export function uncovered(owned: readonly RuleLists[], given: readonly RuleLists[]): SingleRight[] {
  return breakDown(given).filter((right) => !owned.some((rule) => holds(rule, right)));
}

/** Whether rules hold all that others give. */
export function covers(owned: readonly RuleLists[], given: readonly RuleLists[]): boolean {
  return uncovered(owned, given).length === 0;
}

function holds(rule: RuleLists, right: SingleRight): boolean {
  if (!hasOrAll(rule.verbs, right.verb)) return false;
  if ('url' in right) return rule.urls.some((path) => coversUrl(path, right.url));
  return (
    hasOrAll(rule.groups, right.group) &&
    coversResource(rule.resources, right.resource) &&
    (rule.names.length === 0 || (right.name !== undefined && rule.names.includes(right.name)))
  );
}

function hasOrAll(list: readonly string[], item: string): boolean {
  return list.includes('*') || list.includes(item);
}

/** `*` is every resource, with and without subresources; `*` before a slash every resource with that subresource. */
function coversResource(owned: readonly string[], resource: string): boolean {
  if (hasOrAll(owned, resource)) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && owned.includes(`*${resource.slice(slash)}`);
}

/** A path that ends in stars is every path that begins like it. */
function coversUrl(owned: string, url: string): boolean {
  return owned === url || (owned.endsWith('*') && url.startsWith(owned.replace(/\*+$/, '')));
}

/**
 * Rules that give single rights and no others, in an order that does not depend on theirs. Verbs on one resource are one rule,
 * resources with the same verbs too. Paths are left out: no Role has any.
 */
export function rulesGiving(rights: readonly SingleRight[]): PlainObject[] {
  const verbs = new Map<
    string,
    { readonly group: string; readonly resource: string; readonly name?: string; readonly verbs: Set<string> }
  >();
  for (const right of rights) {
    if ('url' in right) continue;
    const { verb, ...target } = right;
    const key = JSON.stringify([target.group, target.resource, target.name ?? null]);
    const known = verbs.get(key) ?? { ...target, verbs: new Set<string>() };
    verbs.set(key, known);
    known.verbs.add(verb);
  }
  const rules = new Map<string, Merged>();
  for (const { group, resource, name, verbs: all } of verbs.values()) {
    const sorted = [...all].sort();
    // Names of one resource are joined, resources that name nothing are joined: never both, since that would give more.
    const key = JSON.stringify([group, sorted, name === undefined ? null : resource]);
    const rule = rules.get(key) ?? {
      group,
      verbs: sorted,
      resources: new Set<string>(),
      names: new Set<string>(),
    };
    rules.set(key, rule);
    rule.resources.add(resource);
    if (name !== undefined) rule.names.add(name);
  }
  return [...rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => written(rule));
}

interface Merged {
  readonly group: string;
  readonly verbs: readonly string[];
  readonly resources: Set<string>;
  readonly names: Set<string>;
}

function written({ group, verbs, resources, names }: Merged): PlainObject {
  return {
    apiGroups: [group],
    ...(names.size === 0 ? {} : { resourceNames: [...names].sort() }),
    resources: [...resources].sort(),
    verbs: [...verbs],
  };
}
