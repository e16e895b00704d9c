import { isPlain, listAt, objectAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import type { Refusal } from './ours';
import { allowed, nameHere } from './reviewed';

/** What an API server said about an object. */
export interface Verdict {
  readonly status: number;
  /** Its Status; the object itself where it was taken. */
  readonly body: PlainObject;
  /** Texts of its Warning headers. */
  readonly warnings: readonly string[];
}

/** A field that the API server refused. */
export interface Cause {
  readonly field: string;
  readonly message: string;
}

/** Status codes from here on are no plain yes. */
export const TAKEN = 300;
const INVALID = 422;
const FAILED = 500;
/** An object of that name is there already: the server came to that after all else. */
const EXISTS = 409;

/** Whether it failed itself, which some objects bring about: that is no verdict. */
export function hasFailed({ status }: Verdict): boolean {
  return status >= FAILED;
}

export function isTaken({ status }: Verdict): boolean {
  return status < TAKEN || status === EXISTS;
}

/** The fields that it refused, if it got as far as to look at them. */
export function causesOf({ status, body }: Verdict): Cause[] {
  if (status !== INVALID) return [];
  return listAt(objectAt(body, 'details'), 'causes')
    .filter(isPlain)
    .map((cause) => ({
      field: nameHere(stringAt(cause, 'field') ?? ''),
      message: stringAt(cause, 'message') ?? '',
    }));
}

/**
 * How the two verdicts on an object differ, in one line each; none where they agree. Both take it or both refuse it; and
 * of what the server refuses as invalid, every field is refused here too, and no other one.
 */
export function differences(verdict: Verdict, ours: readonly Refusal[]): string[] {
  if (hasFailed(verdict)) return [];
  const message = stringAt(verdict.body, 'message') ?? '';
  if (isTaken(verdict))
    return ours
      .filter(({ path }) => !allowed('taken', { field: path, message }))
      .map((refusal) => `taken, and here refused: ${textOf(refusal)}`);
  const named = causesOf(verdict);
  const causes = named.filter((cause) => !allowed('unjudged', cause));
  if (causes.length < named.length && causes.length + ours.length === 0) return [];
  if (causes.some((cause) => allowed('cluster', cause))) return [];
  if (causes.length > 0 && causes.every((cause) => allowed('passes', cause))) return [];
  if (ours.length === 0) return [`refused (${verdict.status}), and here taken: ${message}`];
  if (causes.length === 0) return [];
  const missed = causes.filter(
    (cause) =>
      !ours.some((refusal) => covers(refusal, cause)) &&
      !allowed('field', cause) &&
      !allowed('passes', cause),
  );
  const more = ours.filter(
    (refusal) =>
      refusal.rule !== 'schema' &&
      !causes.some((cause) => covers(refusal, cause)) &&
      !allowed('more', { field: refusal.path, message }),
  );
  if (missed.length === 0)
    return more.map(
      (refusal) =>
        `here refused at ${textOf(refusal)}, by the server at ${causes.map(({ field }) => field).join(', ')} only`,
    );
  const places = ours.map(({ path }) => path).join(', ');
  return missed.map((cause) => `refused at ${cause.field} (${cause.message}), and here at ${places}`);
}

function textOf({ rule, path, needs }: Refusal): string {
  return `${path} (${rule}: ${needs})`;
}

/**
 * Whether a place of ours is one that the server names. Of a list or map it often names the whole where we name the entry;
 * where a field is missing as a whole, it names what it misses in it.
 */
function covers({ path, rule }: Refusal, { field }: Cause): boolean {
  const [ours, theirs] = [normal(nameHere(path)), normal(field)];
  return (
    isWithin(ours, theirs) ||
    isWithin(withoutIndexes(ours), withoutIndexes(theirs)) ||
    (rule === 'schema' && isWithin(theirs, ours))
  );
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

/** One form for both: `a.b[0]["x/y"]` and `a.b[0][x/y]` are `a.b.0.x/y`. */
export function normal(path: string): string {
  return path
    .replace(/\["((?:[^"\\]|\\.)*)"\]/g, '.$1')
    .replace(/\[([^\]]*)\]/g, '.$1')
    .replace(/^\./, '');
}

function withoutIndexes(path: string): string {
  return path.replace(/\.\d+(?=\.|$)/g, '');
}
