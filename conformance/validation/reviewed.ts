import type { Cause } from './compare';
import table from './reviewed.json';

/** The server's own name of a field, and ours. */
interface Alias {
  readonly field: string;
  readonly is: string;
  readonly because: string;
}

const ALIASES: readonly Alias[] = table.aliases;

/** The name that a manifest has for a field that the server calls otherwise. */
export function nameHere(field: string): string {
  return ALIASES.reduce((name, { field: pattern, is }) => name.replace(new RegExp(pattern), is), field);
}

/**
 * Differences that were looked at and stay, with the reason. `cluster`: refused because of what the cluster has, before
 * anything else was looked at. `unjudged`: what nothing here reads. `passes`: refused by the server of the suite, and not
 * where all its admission plugins are on. `taken`: refused here, and by the server only when it is no dry run. `field`: one
 * more field that the server names beside the one that is named here. `more`: a field that is named here and that the
 * server does not come to.
 */
type Sort = 'cluster' | 'unjudged' | 'passes' | 'taken' | 'field' | 'more';

interface Reviewed {
  readonly sort: string;
  readonly field?: string;
  readonly message?: string;
  readonly because: string;
}

const ENTRIES: readonly Reviewed[] = table.differences;

const patterns = new Map(
  ENTRIES.map((entry) => [
    entry,
    { field: new RegExp(`^(?:${entry.field ?? '.*'})$`), message: new RegExp(entry.message ?? '') },
  ]),
);

/** The entries that were needed. */
const used = new Set<Reviewed>();

/** How many entries there are, and those that no object needed. */
export function unused(): { readonly entries: number; readonly left: string[] } {
  const left = ENTRIES.filter((entry) => !used.has(entry)).map(
    ({ field, message, because }) => `${field ?? message}: ${because}`,
  );
  return { entries: ENTRIES.length, left };
}

/** Whether a difference is one that was reviewed. */
export function allowed(sort: Sort, { field, message }: Cause): boolean {
  for (const [entry, pattern] of patterns) {
    if (entry.sort !== sort || !pattern.field.test(field) || !pattern.message.test(message)) continue;
    used.add(entry);
    return true;
  }
  return false;
}
