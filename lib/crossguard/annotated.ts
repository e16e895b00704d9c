import { idFrom } from '../core/controls';
import type { PlainObject } from '../core/manifest/plain';
import { dayOf, type OptOut } from '../core/policy/waiver';
import { annotationOf, WAIVED_ANNOTATION } from '../core/well-known';

const ENTRY = /^(\S+)(?: until (\d{4}-\d{2}-\d{2}))?$/;

/** What the annotation `bulwark.dev/waived` of an object says: the controls that the program itself suppressed, until when. */
export function annotatedSuppressions(manifest: PlainObject, today: string): OptOut[] {
  const said = annotationOf(manifest, WAIVED_ANNOTATION);
  const text = typeof said === 'string' ? said : '';
  return text.split(', ').flatMap((entry) => {
    const [, id, expires] = ENTRY.exec(entry) ?? [];
    const control = idFrom(id);
    if (control === undefined || (expires !== undefined && !isBefore(today, expires))) return [];
    return [{ control, reason: 'suppressed by the program, as its annotation says', optOut: true }];
  });
}

function isBefore(today: string, expires: string): boolean {
  const [now, end] = [dayOf(today), dayOf(expires)];
  return now !== undefined && end !== undefined && now < end;
}
