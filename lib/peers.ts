import { BulwarkError } from './core/errors';

/**
 * Makes sure that the optional peers of an entry point are there, before the entry point loads them.
 * @param entry the entry point, such as `bulwark/cdk8s`
 * @param resolve finds a package or throws: `require.resolve` of the entry point
 * @throws BulwarkError of one line that names what is missing and the command that installs it
 */
export function requirePeers(
  entry: string,
  peers: readonly string[],
  resolve: (peer: string) => string,
): void {
  const missing = peers.filter((peer) => !isThere(peer, resolve));
  if (missing.length === 0) return;
  const verb = missing.length === 1 ? 'which is' : 'which are';
  throw new BulwarkError(
    `${entry} needs ${missing.join(', ')}, ${verb} not installed. Fix: npm install ${missing.join(' ')}`,
    [],
  );
}

/** Whether a package is installed. */
export function isThere(peer: string, resolve: (peer: string) => string): boolean {
  try {
    return resolve(peer) !== '';
  } catch {
    return false;
  }
}
