import { flattenList } from '../../lib/core/manifest/lists';
import { isPlain } from '../../lib/core/manifest/plain';
import { decodeText, manifestsOf, readYaml } from '../../lib/core/yaml';
import type { Answer } from './reader';

/** A difference as text, or how many documents both sides read alike. */
export type Comparison = { readonly difference: string } | { readonly alike: number };

/** What one side read, as text, and whether there was something that it could not read. */
interface Side {
  readonly values: readonly string[];
  readonly refused: number;
}

/**
 * Compares what we read in a file with what kubectl reads: the values of its documents, then the objects in them. What
 * kubectl reads is read alike or refused with a message. What kubectl cannot read is refused; what is next to it may be
 * read all the same.
 */
export function compare(bytes: Uint8Array, answer: Answer): Comparison {
  const text = textOf(bytes);
  if (text === undefined) return { alike: 0 };
  const reading = readYaml(text);
  const { documents, problems } = reading;
  const manifests = manifestsOf(reading);
  const ours = documents.map(({ value }) => ourText(value));
  const objects = manifests.documents.flatMap(({ value }) => flattenList(value)).map(ourObject);
  const refused = new Set(problems.map(({ document }) => document)).size;
  const stopped = answer.stopped === undefined ? 0 : 1;
  const failed = answer.errors === undefined ? 0 : 1;
  const theirObjects = answer.objects.map((object) => theirText(withoutNamespace(object, 's')));
  const wrong =
    (refused === 0 && stopped > 0 ? 'what kubectl refuses is read' : undefined) ??
    differing({ values: ours, refused }, { values: answer.documents.map(theirText), refused: stopped }) ??
    differing(
      { values: objects, refused: manifests.problems.length > 0 ? Number.POSITIVE_INFINITY : 0 },
      { values: theirObjects, refused: failed },
    );
  if (wrong === undefined) return { alike: Math.min(ours.length, answer.documents.length) };
  const messages = manifests.problems.map(({ message }) => message);
  return { difference: `${wrong}: ${JSON.stringify({ ours, objects, messages, theirs: answer }, null, 1)}` };
}

/** Why two sides do not agree; undefined where they do. Beside what one side refuses the other may have more. */
function differing(ours: Side, theirs: Side): string | undefined {
  let missing = 0;
  let at = 0;
  for (const value of theirs.values) {
    const found = theirs.refused === 0 ? at : ours.values.indexOf(value, at);
    if (found >= 0 && ours.values[found] === value) at = found + 1;
    else missing += 1;
  }
  if (missing > ours.refused) return 'what kubectl reads is read otherwise';
  return at < ours.values.length && theirs.refused === 0 ? 'more is read than kubectl reads' : undefined;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeText(bytes);
  } catch {
    return undefined;
  }
}

function ourObject(value: unknown): string {
  return ourText(withoutNamespace(value, ''));
}

/** kubectl drops a namespace that is empty. */
function withoutNamespace(value: unknown, empty: string): unknown {
  if (!isPlain(value) || !isPlain(value['metadata'])) return value;
  const { namespace, ...metadata } = value['metadata'];
  return namespace === null || namespace === empty ? { ...value, metadata } : value;
}

/** One of our values as text: keys in order, strings and numbers marked as the program in `reader/` does it. */
function ourText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(`s${value}`);
    case 'number':
    case 'bigint':
      return JSON.stringify(`n${value === 0 ? 0 : value}`);
    default:
      return collection(value, ourText);
  }
}

/** One of their values as text, in the same form. */
function theirText(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : collection(value, theirText);
}

function collection(value: unknown, text: (item: unknown) => string): string {
  if (Array.isArray(value)) return `[${value.map(text).join(',')}]`;
  if (!isPlain(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${text(value[key])}`).join(',')}}`;
}
