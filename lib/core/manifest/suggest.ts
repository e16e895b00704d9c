/**
 * The candidate that someone probably meant: the nearest by edits (insert, delete, replace, swap of neighbours),
 * capital letters aside; at most two edits, and fewer than half of the letters.
 */
export function suggest(found: string, candidates: Iterable<string>): string | undefined {
  const lower = found.toLowerCase();
  let best: string | undefined;
  let least = Math.min(2, Math.ceil(found.length / 2) - 1) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - found.length) >= least) continue;
    const distance = edits(lower, candidate.toLowerCase());
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** Number of edits from one text to another (optimal string alignment). */
function edits(from: string, to: string): number {
  let before: number[] = [];
  let last: number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current: number[] = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, at(before, column - 2) + 1);
      current.push(cost);
    }
    before = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
