import { fnv1a } from '../core/fnv';

const PLACES = 1 << 18;
const MOST = 255;

/** Counts how often strings came, in a memory that does not grow with them: never too few, seldom too many. */
export class Tally {
  private readonly counts = new Uint8Array(PLACES);

  add(text: string): void {
    const at = placeOf(text);
    const known = this.counts[at] ?? 0;
    if (known < MOST) this.counts[at] = known + 1;
  }

  /** How often a string came at most; 255 stands for all that is more. */
  atMost(text: string): number {
    return this.counts[placeOf(text)] ?? 0;
  }
}

function placeOf(text: string): number {
  return fnv1a(text) % PLACES;
}
