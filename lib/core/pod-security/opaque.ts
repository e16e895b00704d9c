import { isOpaque, isPlain } from '../manifest/plain';

/** The steps from the pod to a leaf: keys, and `[N]` for an item of a list. */
export type LeafPath = readonly string[];

/** Whether there is any leaf that cannot be looked into (a Pulumi Output, a class instance). */
export function hasOpaque(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasOpaque);
  if (!isPlain(value)) return isOpaque(value);
  for (const key of Object.keys(value)) if (hasOpaque(value[key])) return true;
  return false;
}

/** The paths of all leaves that cannot be looked into. */
export function opaquePaths(value: unknown, at: LeafPath = []): LeafPath[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => opaquePaths(item, [...at, `[${index}]`]));
  }
  if (isPlain(value)) return Object.keys(value).flatMap((key) => opaquePaths(value[key], [...at, key]));
  return isOpaque(value) ? [at] : [];
}

/** A path as messages write it: `spec.containers[0].securityContext`. */
export function pathText(path: LeafPath): string {
  return path.join('.').replaceAll('.[', '[');
}

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'];

/**
 * Whether an unreadable leaf hides a field: it is the field, or something that the field is in.
 * @param field as in a revision's `fields`: `containers[*]` is any container list, `*` any key
 */
export function hidesField(leaf: LeafPath, field: string): boolean {
  const steps = field.replaceAll('[*]', '.[*]').split('.');
  return leaf.length <= steps.length && leaf.every((step, index) => isStep(step, steps[index] ?? ''));
}

function isStep(step: string, pattern: string): boolean {
  if (pattern === '*') return true;
  if (pattern === '[*]') return step.startsWith('[');
  if (pattern === 'containers') return CONTAINER_LISTS.includes(step);
  return step === pattern;
}
