import { isUnseenMaker } from '../manifest/unseen-maker';
import type { Place } from './waiver';

const FIELDS = `reason: '…at least 20 characters…', owner: '…', expires: 'YYYY-MM-DD'`;

/** The object that a waiver names; fields that are not said are left to the reader. */
export interface WrittenTarget {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** A waiver for a construct or a resource, as a call. */
export function waiverCall(control: string): string {
  return `waive(…, ${waiverObject(control)})`;
}

/** A waiver as an object in code: with its target where it is in a list, such as that of a policy. */
export function waiverObject(control: string, target?: WrittenTarget): string {
  const named = target === undefined ? '' : `, target: ${targetText(target)}`;
  return `{ control: '${control}', ${FIELDS}${named} }`;
}

/** A waiver as an entry of a file of waivers, which names its object. */
export function waiverEntry(control: string, target: WrittenTarget): string {
  return `- ${waiverObject(control, target)}`;
}

/**
 * A waiver in the form that the place of an object takes: a call where a construct or a resource made it, an entry of a
 * file for files and for what stands for objects that nobody sees, else an object in the list of a policy.
 */
export function waiverAt(
  control: string,
  { file, construct }: Pick<Place, 'file' | 'construct'>,
  object: { readonly apiVersion: string },
  target: WrittenTarget,
): string {
  if (file !== undefined || isUnseenMaker(object)) return waiverEntry(control, target);
  return construct === undefined ? waiverObject(control, target) : waiverCall(control);
}

function targetText(target: WrittenTarget): string {
  const parts = Object.entries(target).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${quoted(value)}`],
  );
  return `{ ${parts.join(', ')} }`;
}

function quoted(text: string): string {
  return /^[-\w.…]*$/.test(text) ? `'${text}'` : JSON.stringify(text);
}
