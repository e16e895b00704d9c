import { isPlain, objectAt, type PlainObject } from '../../core/manifest/plain';
import { TYPES } from './names';

/**
 * The defaults that the definitions of the Gateway API fill in, written out: they are in lists that have one owner, so that
 * programs which compare what was applied with what the server holds find a difference that never ends.
 */
export function explicit(object: PlainObject): PlainObject {
  const spec = objectAt(object, 'spec');
  const gateway = { group: GROUP, kind: TYPES.gateway.kind };
  if (spec === undefined || !stringOf(object.apiVersion).startsWith(`${GROUP}/`)) return object;
  return {
    ...object,
    spec: {
      ...spec,
      ...each(spec, 'listeners', listener),
      ...(isPlain(spec.parentRef) ? { parentRef: { ...gateway, ...spec.parentRef } } : {}),
      ...each(spec, 'parentRefs', (parent) => ({ ...gateway, ...parent })),
      ...each(spec, 'rules', (rule) => ({
        ...(object.kind === TYPES.http.kind
          ? { matches: [{ path: { type: 'PathPrefix', value: '/' } }] }
          : {}),
        ...rule,
        ...each(rule, 'backendRefs', (backend) => ({ group: '', kind: 'Service', weight: 1, ...backend })),
      })),
    },
  };
}

const [GROUP] = TYPES.gateway.apiVersion.split('/');

function listener(written: PlainObject): PlainObject {
  const tls = objectAt(written, 'tls');
  if (tls === undefined) return written;
  const refs = each(tls, 'certificateRefs', (ref) => ({ group: '', kind: 'Secret', ...ref }));
  return { ...written, tls: { ...tls, ...refs } };
}

/** A list with each of its objects made anew; nothing where there is no list. */
function each(owner: PlainObject, key: string, make: (item: PlainObject) => PlainObject): PlainObject {
  const list = owner[key];
  return Array.isArray(list)
    ? { [key]: list.map((item: unknown) => (isPlain(item) ? make(item) : item)) }
    : {};
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
