import { isPlain, type PlainObject } from '../manifest/plain';
import type { FileProblem } from './schema';

/** Takes what is wrong with the content of a file. */
export type Take = (path: string, found: string, needs: string, fix: string) => void;

/** Reports every field that is not known: programs refuse them, or go on without what somebody meant. */
export function onlyFields(value: PlainObject, known: readonly string[], path: string, take: Take): void {
  for (const field of Object.keys(value).filter((name) => !known.includes(name))) {
    const needs = known.length === 0 ? 'no field' : `one of ${known.join(', ')}`;
    take(path, `a field ${field}`, needs, 'remove the field');
  }
}

/** A value in a word: the text of none, since any may be secret. */
export function wordFor(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

/** The problems that a check takes. */
export function problemsOf(check: (take: Take) => void): FileProblem[] {
  const problems: FileProblem[] = [];
  check((path, found, needs, fix) => problems.push({ path, found, needs, fix }));
  return problems;
}

/** Whether the content is an object of the type; reports what is not. */
export function isOfType(
  content: unknown,
  apiVersion: string,
  kind: string,
  take: Take,
): content is PlainObject {
  if (!isPlain(content)) {
    take('', wordFor(content), 'an object', `apiVersion: ${apiVersion}`);
    return false;
  }
  if (content.apiVersion !== apiVersion)
    take('apiVersion', wordFor(content.apiVersion), apiVersion, `apiVersion: ${apiVersion}`);
  if (content.kind !== kind) take('kind', wordFor(content.kind), kind, `kind: ${kind}`);
  return true;
}
