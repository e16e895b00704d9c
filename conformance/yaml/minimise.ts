/**
 * The smallest file that can be made of one by leaving parts out, such that it still has a property.
 * @param holds whether files have the property, asked for many at once
 */
export async function minimise(
  file: Uint8Array,
  holds: (files: readonly Uint8Array[]) => Promise<readonly boolean[]>,
): Promise<Uint8Array> {
  let smallest: Buffer = Buffer.from(file);
  for (let size = Math.max(1, smallest.length >> 1); size > 0; ) {
    const candidates: Buffer[] = [];
    for (let at = 0; at < smallest.length; at += size) {
      candidates.push(Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + size)]));
    }
    const found = (await holds(candidates)).indexOf(true);
    const better = candidates[found];
    if (better === undefined) size >>= 1;
    else smallest = better;
  }
  return smallest;
}
