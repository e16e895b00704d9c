import { formatRef } from '../core/manifest/identity';
import type { ReportedChanges } from '../core/report/report';
import { count } from './io';

/** A field that was written, as a line says it. */
interface ToldChange {
  readonly path: string;
  readonly container?: string | null;
  readonly before: string;
  readonly after: string;
  readonly by: string;
}

/** `changed spec.hostUsers: absent to false (no-host-users)`, a line for each field. */
export function changeTexts(changes: readonly ToldChange[]): string[] {
  return changes.map(({ path, container, before, after, by }) => {
    const of = container === undefined || container === null ? '' : ` of ${container}`;
    return `changed ${path}${of}: ${before} to ${after}${by === '' ? '' : ` (${by})`}`;
  });
}

/** Everything that was written into third-party objects, a line for each field. */
export function changeLines(all: readonly ReportedChanges[]): string[] {
  return all.flatMap(({ construct, object, fields }) => {
    const ref = formatRef({ ...object, namespace: object.namespace ?? undefined });
    const place = construct === null ? ref : `${ref} at ${construct}`;
    return changeTexts(fields).map((text) => `${place}: ${text}`);
  });
}

/** `3 third-party objects, 41 fields`; undefined where nothing was changed. */
export function changesTotal(all: readonly ReportedChanges[]): string | undefined {
  if (all.length === 0) return undefined;
  const fields = all.reduce((sum, one) => sum + one.fields.length, 0);
  return `${count(all.length, 'third-party object')}, ${count(fields, 'field')}`;
}
