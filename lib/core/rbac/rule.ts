import { isPlain, objectAt, type PlainObject, stringAt } from '../manifest/plain';
import { groupOf } from '../manifest/registry';
import builtin from './builtin-roles.generated.json';

/** The API group of Roles and bindings. */
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** One rule of a Role or ClusterRole, as the authorizer reads it. Lists hold the strings only; anything else is left out. */
export interface PolicyRule {
  /** Place in the list of rules. */
  readonly index: number;
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Names of the objects that the rule is about; empty: all of them. */
  readonly names: readonly string[];
  /** Paths outside of the API's resources, such as `/metrics`. */
  readonly urls: readonly string[];
  /** The rule as it is written, for messages. */
  readonly written: PlainObject;
}

const parsed = new WeakMap<object, readonly PolicyRule[]>();

/** The rules of a Role or ClusterRole; those of a wrong form are left out, validation reports them. */
export function rulesIn(role: PlainObject): readonly PolicyRule[] {
  const known = parsed.get(role);
  if (known !== undefined) return known;
  const rules = policyRules(role.rules);
  parsed.set(role, rules);
  return rules;
}

function policyRules(list: unknown): PolicyRule[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => (isPlain(item) ? [policyRule(item, index)] : []));
}

function policyRule(written: PlainObject, index: number): PolicyRule {
  return {
    index,
    groups: strings(written.apiGroups),
    resources: strings(written.resources),
    verbs: strings(written.verbs),
    names: strings(written.resourceNames),
    urls: strings(written.nonResourceURLs),
    written,
  };
}

function strings(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}

/** Whether an object is of a kind of the RBAC API, in any of its versions. */
export function isRbac(manifest: PlainObject): boolean {
  return groupOf(stringAt(manifest, 'apiVersion') ?? '') === RBAC_GROUP;
}

/** Names and rules of the ClusterRoles that every API server makes by itself. */
const BUILTIN: ReadonlyMap<string, readonly PolicyRule[]> = new Map(
  Object.entries(builtin).map(([name, rules]) => [name, policyRules(rules)]),
);

/**
 * The rules of a ClusterRole that the API server makes by itself, aggregation included; undefined for any other name.
 * Source: the bootstrap policy of Kubernetes 1.36.
 */
export function builtinRules(name: string): readonly PolicyRule[] | undefined {
  return BUILTIN.get(name);
}

/** The role that a binding names; undefined where it names none. */
export function roleRefOf(
  binding: PlainObject,
): { readonly kind: string; readonly name: string } | undefined {
  const ref = objectAt(binding, 'roleRef');
  const kind = stringAt(ref, 'kind');
  const name = stringAt(ref, 'name');
  return kind === undefined || name === undefined ? undefined : { kind, name };
}
