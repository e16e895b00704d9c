/** FNV-1a over UTF-16 units: 32 bits that tell strings apart, and keep no secret. @param start the state that it begins with */
export function fnv1a(text: string, start = 0x811c9dc5): number {
  let state = start;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return state >>> 0;
}
