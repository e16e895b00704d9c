import { suggest } from '../../core/manifest/suggest';
import type { Problems } from '../problems';

/** The longest name: it is one step of a path, and part of messages. */
const LONGEST = 63;

/** What the name of an environment looks like: it becomes a folder, on file systems that know no capitals, too. */
const NAME = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;

/** Names of devices, which no file of Windows can have, with whatever ending. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** The folder of files that are no objects, and what apps without environments write beside it. */
const TAKEN = new Set(['files']);

/** Looks at the names of environments; each is a folder of the output. */
export function checkNames(names: readonly string[], problems: Problems): void {
  if (names.length === 0) {
    problems.add('environments', {}, 'at least one environment', '{ prod: { cluster: clusters.eks() } }');
  }
  for (const name of names) {
    if (name.length > LONGEST || !NAME.test(name)) {
      const needs = `a name of at most ${LONGEST} lower-case letters, digits, - _ and ., a letter or digit at both ends: it is a folder of the output`;
      problems.add('environments', name, needs, fixOf(name));
    } else if (DEVICES.test(name) || TAKEN.has(name)) {
      const why = TAKEN.has(name)
        ? 'configuration of nodes is written to it'
        : 'Windows keeps it for a device';
      problems.add('environments', name, `another name: ${why}`, `'${name.split('.')[0]}-env': { … }`);
    }
  }
}

/** A name of the same letters, where any is left. */
function fixOf(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return letters === '' ? 'prod: { … }' : `'${letters}': { … }`;
}

/** What to do about a name that nothing has. */
export function nearest(found: string, known: Iterable<string>): string {
  const meant = suggest(found, known);
  return meant === undefined ? 'remove it' : `did you mean ${meant}?`;
}

/** Names in a message. */
export function listOfNames(names: Iterable<string>): string {
  const all = [...names].sort();
  const shown = all.slice(0, MOST).join(', ');
  return all.length > MOST ? `${shown} and ${all.length - MOST} more` : shown || 'nothing';
}

const MOST = 12;
