import { isAbsent, isPlain, type PlainObject } from '../manifest/plain';

/** A step of a path: a key, or an index of a list. */
export type Step = string | number;

/** A value that differs between two versions of an object. */
export interface Difference {
  readonly path: readonly Step[];
  /** Undefined where nothing stood there. */
  readonly before: unknown;
  /** Undefined where it was removed. */
  readonly after: unknown;
}

/**
 * What differs between two versions of an object, leaf by leaf: one walk over both. Objects that are new are walked
 * into; a list that has another length, or is new, counts as one value.
 */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = [];
  walk(before ?? undefined, after ?? undefined, [], found);
  return found;
}

function walk(before: unknown, after: unknown, path: readonly Step[], found: Difference[]): void {
  if (Object.is(before, after) || (isAbsent(before) && isAbsent(after))) return;
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (let index = 0; index < after.length; index += 1) {
      walk(before[index], after[index], [...path, index], found);
    }
  } else if (isPlain(after) && (isPlain(before) || isNew(before, after))) {
    walkObject(isPlain(before) ? before : {}, after, path, found);
  } else found.push({ path, before, after });
}

function isNew(before: unknown, after: PlainObject): boolean {
  return isAbsent(before) && Object.keys(after).length > 0;
}

function walkObject(
  before: PlainObject,
  after: PlainObject,
  path: readonly Step[],
  found: Difference[],
): void {
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(after, key)) walk(before[key], undefined, [...path, key], found);
  }
  for (const key of Object.keys(after)) {
    walk(Object.hasOwn(before, key) ? before[key] : undefined, after[key], [...path, key], found);
  }
}

/** A path as text: `spec.containers[0].image`, `metadata.labels["app.kubernetes.io/name"]`. */
export function pathText(steps: readonly Step[]): string {
  let text = '';
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
