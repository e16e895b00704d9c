import { isPlain, type PlainObject, put } from '../../core/manifest/plain';
import { deferredFields, lifted } from '../raw/lift';
import type { Hardening, Subject } from './hardening';

/**
 * The hardened props of a resource, with the fields whose inside is known later hardened once it is; undefined where
 * nothing changes.
 */
export function hardenAll(
  hardening: Hardening,
  subject: Subject,
  props: PlainObject,
  manifest: PlainObject,
): PlainObject | undefined {
  const now = hardening.harden(subject, props, manifest);
  const fields = deferredFields(props, manifest, hardening.registry);
  if (fields.length === 0) return now;
  const result: PlainObject = { ...(now ?? props) };
  for (const field of fields) {
    const deferred = lifted(props[field], (value) => {
      const known = { ...props, [field]: value };
      return hardening.harden(subject, known, { ...manifest, [field]: value })?.[field] ?? value;
    });
    put(result, field, deferred);
  }
  return result;
}

/** Inputs of Pulumi as the core takes them. */
export function propsOf(inputs: unknown): PlainObject {
  return isPlain(inputs) ? inputs : {};
}
