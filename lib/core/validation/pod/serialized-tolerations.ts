import { isPlain } from '../../manifest/plain';
import type { Field } from '../field';
import { passes } from '../probe';
import { checkTolerations } from './tolerations';

/** Tolerations in the annotation of before 1.6: they are judged, although nothing reads them any more. */
export function checkSerializedTolerations(annotation: Field, text: string): void {
  const tolerations = text === '' ? [] : parse(text);
  if (tolerations === undefined) annotation.invalid('a list of tolerations in JSON', 'remove the annotation');
  else if (!passes(tolerations, annotation.context, checkTolerations))
    annotation.invalid('tolerations that the API takes', 'remove the annotation');
}

function parse(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return [];
    return Array.isArray(value) && value.every(isPlain) ? value : undefined;
  } catch {
    return undefined;
  }
}
