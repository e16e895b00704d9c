import { isPlain, type PlainObject, put } from './plain';

/** One requirement of a label selector. */
export interface SelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/** A label selector of the API: all of it must match; an empty one matches everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly SelectorRequirement[];
}

/**
 * Reads a label selector out of a manifest.
 * @returns undefined where it has a form that cannot be judged: unknown operators, values that are not strings
 */
export function selectorOf(value: unknown): LabelSelector | undefined {
  if (!isPlain(value)) return undefined;
  const labels = value.matchLabels ?? {};
  if (!isPlain(labels)) return undefined;
  const matchLabels: Record<string, string> = {};
  for (const [key, label] of Object.entries(labels)) {
    if (typeof label !== 'string') return undefined;
    put(matchLabels, key, label);
  }
  const expressions = value.matchExpressions ?? [];
  if (!Array.isArray(expressions)) return undefined;
  const matchExpressions: SelectorRequirement[] = [];
  for (const item of expressions) {
    const requirement = requirementOf(item);
    if (requirement === undefined) return undefined;
    matchExpressions.push(requirement);
  }
  return { matchLabels, matchExpressions };
}

function requirementOf(item: unknown): SelectorRequirement | undefined {
  if (!isPlain(item) || typeof item.key !== 'string') return undefined;
  const values = item.values ?? [];
  if (!Array.isArray(values) || !values.every((value): value is string => typeof value === 'string'))
    return undefined;
  switch (item.operator) {
    case 'In':
    case 'NotIn':
    case 'Exists':
    case 'DoesNotExist':
      return { key: item.key, operator: item.operator, values };
    default:
      return undefined;
  }
}

/** Whether a selector matches labels. Source: labels and selectors of the API; `NotIn` also matches a missing key. */
export function matches(selector: LabelSelector, labels: PlainObject): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (!Object.hasOwn(labels, key) || labels[key] !== value) return false;
  }
  return (selector.matchExpressions ?? []).every((requirement) => meets(requirement, labels));
}

/** Whether labels meet one requirement. */
export function meets(requirement: SelectorRequirement, labels: PlainObject): boolean {
  const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  const present = value !== undefined;
  const listed = typeof value === 'string' && (requirement.values ?? []).includes(value);
  switch (requirement.operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
  }
}
