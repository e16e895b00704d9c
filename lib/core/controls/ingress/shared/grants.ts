import { homeOf } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../../manifest/plain';
import { GATEWAY_GROUP } from './gateways';

interface Party {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

/** The ReferenceGrants of a set; third-party kinds with this name are left out. */
export function referenceGrants(set: ManifestSet): Entry[] {
  return set.ofKind('ReferenceGrant').filter(({ ref }) => ref.group === GATEWAY_GROUP);
}

/** Says what the ReferenceGrants of a set let others name. */
export interface Grants {
  allow(from: Party, to: Party & { readonly name: string }): boolean;
}

/** The grants of a set, by what they let whom name. */
export function grantsOf(set: ManifestSet): Grants {
  const allowed = new Set<string>();
  for (const { manifest, ref } of referenceGrants(set)) {
    const spec = objectAt(manifest, 'spec');
    for (const from of objectsAt(spec, 'from')) {
      for (const to of objectsAt(spec, 'to')) allowed.add(keyOf(from, homeOf(ref), to, stringAt(to, 'name')));
    }
  }
  return {
    allow: (from, { namespace, name, ...to }) =>
      [undefined, name].some((one) => allowed.has(keyOf({ ...from }, namespace, to, one))),
  };
}

function keyOf(from: PlainObject, home: string, to: PlainObject, name: string | undefined): string {
  const { group = '', kind = '', namespace = '' } = from;
  return JSON.stringify([group, kind, namespace, home, to.group ?? '', to.kind ?? '', name ?? '']);
}

/** A ReferenceGrant of namespace pay for an example: HTTPRoutes of namespace shop may name what `to` says. */
export function exampleGrant(
  to: PlainObject,
  from: PlainObject = { group: GATEWAY_GROUP, kind: 'HTTPRoute', namespace: 'shop' },
): PlainObject {
  return {
    apiVersion: `${GATEWAY_GROUP}/v1`,
    kind: 'ReferenceGrant',
    metadata: { name: 'shop', namespace: 'pay' },
    spec: { from: [from], to: [{ group: '', ...to }] },
  };
}
