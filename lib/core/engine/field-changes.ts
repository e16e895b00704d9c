import { credentialIn } from '../controls/secrets/shared/credentials';
import { writePods } from '../kinds/write-pods';
import type { ObjectRef } from '../manifest/identity';
import type { Origin } from '../manifest/manifest-set';
import { clone, isAbsent, isOpaque, isPlain, type PlainObject, stringAt, textOf } from '../manifest/plain';
import { CONTAINER_LISTS, type Pod } from '../manifest/pod';
import type { KindRegistry } from '../manifest/registry';
import { isSecretPath, NOT_SHOWN } from '../manifest/secret-fields';
import { type Difference, differencesOf, pathText, type Step } from './changes';

/** A field that Bulwark wrote into an object which others made. */
export interface FieldChange {
  /** Path of the field in the object. */
  readonly path: string;
  readonly container?: string;
  /** What stood there, as JSON; {@link ABSENT} where nothing did. */
  readonly before: string;
  /** What is there now, as JSON; {@link ABSENT} where it was removed. */
  readonly after: string;
  /** The id of the control that wrote it, or which setting of the app did. */
  readonly by: string;
}

/** What was written into one object. */
export interface ObjectChanges {
  readonly object: ObjectRef;
  readonly changes: readonly FieldChange[];
}

/** The same, with where the object comes from. */
export interface PlacedChanges extends ObjectChanges {
  readonly origin: Origin;
}

/** What a change says of a field that is not there; without the quotation marks that a value of this text has. */
export const ABSENT = 'absent';

/** Settings of an app that write into third-party pods, beside the controls. */
export type Setting = 'images' | 'imagePullSecrets' | 'scratch';

const LONGEST = 512;

/** A difference as changes: what was added to the end of a list is one for each item. Values of Secrets are never in them. */
export function changesOf(
  difference: Difference,
  object: PlainObject,
  said: Pick<FieldChange, 'by' | 'container'>,
): FieldChange[] {
  const { by, container } = said;
  return [...itemsOf(difference)].map(({ path, before, after }) => {
    const at = pathText(path);
    const hidden = isSecretPath(object.kind, at);
    const values = { before: shown(before, path, hidden), after: shown(after, path, hidden) };
    return container === undefined ? { path: at, ...values, by } : { path: at, container, ...values, by };
  });
}

/** Writes what settings of the app give to every pod into the pods of a draft, and tells what that changed. */
export function changesBySettings(
  draft: PlainObject,
  registry: KindRegistry,
  write: (pod: Pod) => void,
): FieldChange[] {
  const given: { before?: PlainObject } = {};
  writePods(draft, registry, (pod) => {
    given.before ??= clone(draft);
    write(pod);
  });
  const { before } = given;
  if (before === undefined) return [];
  return differencesOf(before, draft).flatMap((difference) => {
    const { path } = difference;
    const by: Setting = path.includes('imagePullSecrets')
      ? 'imagePullSecrets'
      : path.at(-1) === 'image'
        ? 'images'
        : 'scratch';
    return changesOf(difference, before, { by, container: containerOf(before, path) });
  });
}

/** The name of the container that a path leads into. */
function containerOf(object: PlainObject, path: readonly Step[]): string | undefined {
  let value: unknown = object;
  for (const [index, step] of path.entries()) {
    if (isPlain(value)) value = value[step];
    else if (Array.isArray(value) && typeof step === 'number') value = value[step];
    const list = path[index - 1];
    if (CONTAINER_LISTS.some((known) => known === list) && isPlain(value)) return stringAt(value, 'name');
  }
  return undefined;
}

/** The items that were added to a list; the difference itself where it is none of a list, or more than that. */
function* itemsOf(difference: Difference): Generator<Difference> {
  const { path, before, after } = difference;
  const old = isAbsent(before) ? [] : before;
  const grown = Array.isArray(old) && Array.isArray(after) && after.length > old.length && old.length > 0;
  if (!grown || old.some((item, index) => differencesOf(item, after[index]).length > 0)) {
    yield difference;
    return;
  }
  for (let index = old.length; index < after.length; index += 1)
    yield { path: [...path, index], before: undefined, after: after[index] };
}

/** A value as one line of JSON, without anything that is secret by its form or by the name that it goes by. */
function shown(value: unknown, path: readonly Step[], hidden: boolean): string {
  if (isAbsent(value)) return ABSENT;
  if (hidden) return NOT_SHOWN;
  if (isOpaque(value)) return 'a value that is not known yet';
  const last = path.at(-1);
  const text = JSON.stringify(open(value, typeof last === 'string' ? last : undefined)) ?? textOf(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** A value without credentials, and with words for what JSON cannot say. */
function open(value: unknown, name: string | undefined): unknown {
  if (typeof value === 'string') return credentialIn(name, value) === undefined ? value : NOT_SHOWN;
  if (typeof value === 'bigint') return String(value);
  if (isOpaque(value)) return '<not known yet>';
  if (Array.isArray(value)) return value.map((item) => open(item, name));
  if (!isPlain(value)) return value;
  // `{ name, value }`, as variables are written.
  const variable = typeof value.name === 'string' ? value.name : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, open(item, key === 'value' ? variable : key)]),
  );
}
