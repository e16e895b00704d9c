import { isMistakenForList } from '../../manifest/lists';
import type { Entry } from '../../manifest/manifest-set';
import type { SchemaProblem } from '../../manifest/schema-check';
import type { Take } from './problem';

/** An object of a kind that is none of lists, with `items`: to kubectl it is a list all the same. */
export function mistakenForList(entry: Entry, schema: readonly SchemaProblem[], take: Take): void {
  if (!isMistakenForList(entry.manifest) || schema.some(({ path }) => path === 'items')) return;
  take({
    rule: 'schema',
    path: 'items',
    found: entry.manifest['items'],
    needs: 'no items: kubectl would apply these and nothing else of the object',
    fix: 'remove the field, or move what is in it into objects of their own',
  });
}
