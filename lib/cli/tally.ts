const PLACES = 1 << 18;
const MOST = 255;

/** Counts how often texts came, in a memory that does not grow with them: never too few, seldom too many. */
export class Tally {
  private readonly counts = new Uint8Array(PLACES);

  add(text: string): void {
    const at = placeOf(text);
    const known = this.counts[at] ?? 0;
    if (known < MOST) this.counts[at] = known + 1;
  }

  /** How often a text came at most; 255 stands for all that is more. */
  atMost(text: string): number {
    return this.counts[placeOf(text)] ?? 0;
  }
}

/** FNV-1a over UTF-16 units, cut to the places. */
function placeOf(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0) % PLACES;
}
