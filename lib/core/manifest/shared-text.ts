/** Texts that were read last, each in the place that its ends and its length give it. */
const LAST: string[] = new Array<string>(1024).fill('');
const LONGEST = 120;

/**
 * One and the same text for strings that are equal, where one was read a short while ago. Kinds, versions and namespaces
 * are in every document: a string of its own for each takes a tenth of the memory of a large file.
 */
export function sharedText(text: string): string {
  const { length } = text;
  if (length < 2 || length > LONGEST) return text;
  const at = (text.charCodeAt(0) * 31 + text.charCodeAt(length - 1) * 7 + length) & 1023;
  const last = LAST[at];
  if (last === text) return last;
  LAST[at] = text;
  return text;
}
