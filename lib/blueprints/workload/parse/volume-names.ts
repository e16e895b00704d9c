/** The name of the volume with the token, which no folder may take. */
const RESERVED = 'api-token';
const LONGEST = 63;

/** Names of the volumes of one pod: made of their paths, readable, DNS labels, no two equal, the same on every run. */
export class VolumeNames {
  private readonly taken = new Set<string>([RESERVED]);

  /** @param prefix the container, where it is not the main one; else empty */
  nameFor(prefix: string, path: string): string {
    const plain = cut(
      `${prefix}${path}`
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+/, '') || 'root',
      LONGEST,
    );
    let name = plain;
    for (let count = 2; this.taken.has(name); count += 1) {
      const suffix = `-${count}`;
      name = `${cut(plain, LONGEST - suffix.length)}${suffix}`;
    }
    this.taken.add(name);
    return name;
  }
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/, '');
}
