import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of everything that is built once: `BULWARK_CONFORMANCE_CACHE`, else one in the home folder. */
export function cacheFolder(): string {
  const given = process.env.BULWARK_CONFORMANCE_CACHE;
  const folder =
    given === undefined || given === '' ? join(homedir(), '.cache', 'bulwark-conformance') : given;
  mkdirSync(folder, { recursive: true });
  return folder;
}
