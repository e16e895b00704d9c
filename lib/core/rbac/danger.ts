import type { PolicyRule } from './rule';

/** Rights that give more than they seem: a rule that allows one of them is a finding. */
export interface Danger {
  /** API groups of the resources; empty for the core group. */
  readonly groups: readonly string[];
  /** Resources, with their subresource: `pods/exec`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Whether a rule that names its objects (`resourceNames`) is no danger. @default false */
  readonly narrowedByNames?: boolean;
  /** Objects that are a danger by their own names, although the rule names them. @default none */
  readonly evenNamed?: readonly string[];
  /** Whether only a ClusterRole can give it: the resource belongs to no namespace. @default false */
  readonly clusterOnly?: boolean;
  /** The namespace that its objects are in: a Role of another one gives nothing of it. @default any */
  readonly onlyIn?: string;
  /** Whether a rule of all resources in all groups is left to the other dangers of the control. @default false */
  readonly belowWildcard?: boolean;
}

/** What a rule allows of a danger. */
export interface Allowed {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Requests for a whole collection carry no name, so that a list of names never matches them. */
const NAMELESS: ReadonlySet<string> = new Set(['create', 'deletecollection']);

/**
 * What a rule allows of a danger, matched as the authorizer of the API server does: `*` is every verb, group or
 * resource, subresources included; `*` before a slash is every resource with that subresource; nothing else is a pattern.
 * @returns undefined where it allows nothing of it
 */
export function allowedBy(rule: PolicyRule, danger: Danger): Allowed | undefined {
  if (!rule.groups.some((group) => group === '*' || danger.groups.includes(group))) return undefined;
  if (danger.belowWildcard === true && rule.groups.includes('*') && rule.resources.includes('*'))
    return undefined;
  const resources = danger.resources.filter((resource) => matchesResource(rule, resource));
  if (resources.length === 0) return undefined;
  const named = rule.names.length > 0 && !rule.names.includes('');
  if (named && danger.narrowedByNames === true && !namesDanger(rule, danger)) return undefined;
  const verbs = danger.verbs.filter((verb) => {
    if (!rule.verbs.includes('*') && !rule.verbs.includes(verb)) return false;
    return !named || !NAMELESS.has(verb) || resources.some((resource) => resource.includes('/'));
  });
  return verbs.length === 0 ? undefined : { resources, verbs };
}

function namesDanger(rule: PolicyRule, danger: Danger): boolean {
  return danger.evenNamed?.some((name) => rule.names.includes(name)) ?? false;
}

function matchesResource(rule: PolicyRule, resource: string): boolean {
  const slash = resource.indexOf('/');
  const wildcard = slash < 0 ? undefined : `*${resource.slice(slash)}`;
  return rule.resources.some((given) => given === '*' || given === resource || given === wildcard);
}

/**
 * Whether what a role or binding gives may be a danger.
 * @param namespace that it gives rights in; undefined where it is not known
 * @param everywhere whether it gives them in all namespaces
 */
export function mayGive(danger: Danger, namespace: string | undefined, everywhere: boolean): boolean {
  if (everywhere) return true;
  if (danger.clusterOnly === true) return false;
  return danger.onlyIn === undefined || namespace === undefined || namespace === danger.onlyIn;
}
