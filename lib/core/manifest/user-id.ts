/** The lowest UID and GID that a workload gets: above the accounts of any host. */
export const FIRST_USER_ID = 10001;

/** The highest one: below 65536, so that user namespaces can map it. */
export const LAST_USER_ID = 65535;

/**
 * The UID and GID of a workload: a hash (FNV-1a, 32 bit) of `namespace/name` into 10001..65535.
 * Depends on nothing else, so that moving a construct in the tree changes no file ownership.
 */
export function userIdOf(namespace: string | undefined, name: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${namespace ?? ''}/${name}`) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return FIRST_USER_ID + ((hash >>> 0) % (LAST_USER_ID - FIRST_USER_ID + 1));
}
