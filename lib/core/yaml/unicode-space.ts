const SPACES = new Set(
  [...'\t\n\v\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000'].map((char) => char.charCodeAt(0)),
);

/** What Go calls a space: the white space of Unicode. */
export function isUnicodeSpace(code: number): boolean {
  return SPACES.has(code) || (code >= 0x2000 && code <= 0x200a);
}

/** A string without the white space around it. */
export function trimUnicode(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isUnicodeSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isUnicodeSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
