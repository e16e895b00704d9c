/** The keys of an object in canonical order: by the bytes of their UTF-8 form. */
export function sortedKeys(value: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index += 1) {
    if (compareKeys(keys[index - 1] ?? '', keys[index] ?? '') > 0) return keys.sort(compareKeys);
  }
  return keys;
}

/** Compares two strings by the bytes of their UTF-8 form: negative where the first one comes first. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return weight(left) - weight(right);
  }
  return a.length - b.length;
}

/** UTF-16 puts pairs of surrogates (U+10000 and above) before U+E000 to U+FFFF; UTF-8 puts them after. */
function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
