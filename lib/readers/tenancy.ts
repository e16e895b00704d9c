import type { PlainObject } from '../core/manifest/plain';
import { allowedBy } from '../core/tenancy/allowed';
import { zoneBy } from '../core/tenancy/zone';
import { annotationOf, CONTACT_ANNOTATION, OWNER_ANNOTATION } from '../core/well-known';
import type { Namespace } from '../model/namespace';
import type { Tenancy } from '../model/tenancy';

/** Whose a namespace is, and what it allows, as its annotations and its quota say it. */
export function readTenancy(
  namespace: PlainObject | undefined,
  hard: PlainObject | undefined,
): Pick<Namespace, 'tenancy'> {
  const allowed = namespace === undefined ? {} : allowedBy(namespace);
  const zone = namespace === undefined ? undefined : zoneBy(namespace);
  const objects = countsIn(hard);
  const tenancy: Tenancy = {
    ...textAt(namespace, OWNER_ANNOTATION, 'owner'),
    ...textAt(namespace, CONTACT_ANNOTATION, 'contact'),
    ...(Object.keys(allowed).length === 0 ? {} : { allowed }),
    ...(zone === undefined ? {} : { zone }),
    ...(Object.keys(objects).length === 0 ? {} : { objects }),
  };
  return Object.keys(tenancy).length === 0 ? {} : { tenancy };
}

function textAt<Key extends string>(
  namespace: PlainObject | undefined,
  annotation: string,
  key: Key,
): Partial<Record<Key, string>> {
  const text = namespace === undefined ? undefined : annotationOf(namespace, annotation);
  const read: Partial<Record<Key, string>> = {};
  if (typeof text === 'string') read[key] = text;
  return read;
}

/** What every quota of ours counts. */
const USUAL = ['count/configmaps', 'count/secrets'];

function countsIn(hard: PlainObject = {}): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, value] of Object.entries(hard)) {
    if (!name.startsWith('count/') || USUAL.includes(name)) continue;
    const count = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof count === 'number' && Number.isInteger(count)) counts[name.slice('count/'.length)] = count;
  }
  return counts;
}
