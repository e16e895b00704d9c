import { homeOf } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import { setControl } from '../control';
import { exampleNamespace } from '../network/shared/examples';
import { peersOf } from '../network/shared/peers';
import { gatewayRoutes, routeReferences } from './shared/gateway-routes';
import { exampleGateway, exampleRoute, GATEWAY_GROUP, listenerHolders, listenersOf } from './shared/gateways';
import { exampleGrant, grantsOf } from './shared/grants';

/** What an object names in another namespace. */
interface Foreign {
  readonly path: string;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

function certificates(entry: Entry): Foreign[] {
  return listenersOf(entry).flatMap(({ path, spec }) =>
    objectsAt(objectAt(spec, 'tls'), 'certificateRefs').flatMap((ref, at) => {
      const name = stringAt(ref, 'name');
      if (name === undefined) return [];
      const [group, kind] = [stringAt(ref, 'group') ?? '', stringAt(ref, 'kind') ?? 'Secret'];
      const namespace = stringAt(ref, 'namespace') ?? homeOf(entry.ref);
      return [{ path: `${path}.tls.certificateRefs[${at}]`, group, kind, namespace, name }];
    }),
  );
}

function referencesOf(set: ManifestSet): [Entry, readonly Foreign[]][] {
  return [
    ...gatewayRoutes(set).map((route): [Entry, readonly Foreign[]] => [route, routeReferences(route)]),
    ...listenerHolders(set).map((entry): [Entry, readonly Foreign[]] => [entry, certificates(entry)]),
  ];
}

/**
 * A grant is in the namespace of what is named: where that one is not in the set, and neither is the object, it may be in
 * another output. Source: Gateway API, ReferenceGrant.
 */
export const foreignReferenceGranted = setControl({
  id: 'foreign-reference-granted',
  title: 'References of Gateways and routes to other namespaces have a ReferenceGrant',
  category: 'ingress',
  severity: 'medium',
  why: 'Without a ReferenceGrant the reference is not followed: the route answers with status 500, or the listener has no certificate.',
  fix: 'give the other namespace a ReferenceGrant that names this kind and namespace in `from`, and the object in `to`; or move one of them',
  refs: { other: ['Gateway API: ReferenceGrant'] },
  check(set, report) {
    const grants = grantsOf(set);
    const peers = peersOf(set);
    for (const [entry, references] of referencesOf(set)) {
      const from = { group: entry.ref.group, kind: entry.ref.kind, namespace: homeOf(entry.ref) };
      for (const { path, group, kind, namespace, name } of references) {
        if (namespace === from.namespace) continue;
        const known = peers.owns(namespace) || set.get({ group, kind, namespace, name }) !== undefined;
        if (!known || grants.allow(from, { group, kind, namespace, name })) continue;
        const finding = `${kind} ${namespace}/${name}`;
        const needs = `a ReferenceGrant of namespace ${namespace} for it`;
        report(entry, { path: `${path}.namespace`, found: namespace, needs, finding });
      }
    }
  },
  examples: {
    good: [
      { objects: [exampleNamespace('pay'), exampleRoute()] },
      { objects: [exampleNamespace('pay'), toPay(), exampleGrant({ kind: 'Service', name: 'web' })] },
      {
        note: 'every Service of the namespace',
        objects: [exampleNamespace('pay'), toPay(), exampleGrant({ kind: 'Service' })],
      },
      { note: 'the namespace is not in the output', objects: [toPay()] },
    ],
    bad: [
      { objects: [exampleNamespace('pay'), toPay()] },
      {
        note: 'for another Service',
        objects: [exampleNamespace('pay'), toPay(), exampleGrant({ kind: 'Service', name: 'api' })],
      },
      {
        note: 'for another kind of route',
        objects: [
          exampleNamespace('pay'),
          toPay(),
          exampleGrant({ kind: 'Service' }, { group: GATEWAY_GROUP, kind: 'GRPCRoute', namespace: 'shop' }),
        ],
      },
      {
        note: 'a certificate',
        objects: [
          exampleNamespace('pay'),
          exampleGateway({ tls: { certificateRefs: [{ name: 'pay-tls', namespace: 'pay' }] } }),
        ],
      },
    ],
  },
});

function toPay(): PlainObject {
  return exampleRoute({ rules: [{ backendRefs: [{ name: 'web', namespace: 'pay', port: 80 }] }] });
}
