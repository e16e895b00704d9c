/** A short hash of a text: it tells two versions of a configuration apart, and keeps no secret. */
export function checksum(text: string): string {
  return `${hash(text, 0x811c9dc5)}${hash(text, 0x01234567)}`;
}

/** FNV-1a over UTF-16 units, 32 bit, eight hexadecimal digits. */
function hash(text: string, start: number): string {
  let state = start;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, '0');
}
