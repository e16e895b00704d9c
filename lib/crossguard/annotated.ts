import { controlIds } from '../core/controls';
import { type PlainObject, stringAt } from '../core/manifest/plain';
import { dayOf, type OptOut } from '../core/policy/waiver';

const ENTRY = /^(\S+)(?: until (\d{4}-\d{2}-\d{2}))?$/;

/** What the annotation `bulwark/waived` of an object says: the controls that the program itself suppressed, until when. */
export function annotatedSuppressions(annotations: PlainObject | undefined, today: string): OptOut[] {
  const text = stringAt(annotations, 'bulwark/waived') ?? '';
  return text.split(', ').flatMap((entry) => {
    const [, id, expires] = ENTRY.exec(entry) ?? [];
    const control = controlIds.find((known) => known === id);
    if (control === undefined || (expires !== undefined && !isBefore(today, expires))) return [];
    return [{ control, reason: 'suppressed by the program, as its annotation says', optOut: true }];
  });
}

function isBefore(today: string, expires: string): boolean {
  const [now, end] = [dayOf(today), dayOf(expires)];
  return now !== undefined && end !== undefined && now < end;
}
