import { formatRef } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import { type SetReport, setControl } from '../control';
import { fieldAt } from '../field';
import { exampleNamespace } from '../network/shared/examples';
import { type Peers, peersOf } from '../network/shared/peers';
import { admits, few, refusalOf } from './shared/attachment';
import { gatewayRoutes } from './shared/gateway-routes';
import {
  exampleGateway,
  exampleRoute,
  GATEWAY_GROUP,
  type ListenerIndex,
  listenerHolders,
  listenerIndexOf,
  type ParentRef,
  parentsOf,
} from './shared/gateways';

function checkParent(
  route: Entry,
  parent: ParentRef,
  index: ListenerIndex,
  peers: Peers,
  report: SetReport,
): void {
  const { path, kind, namespace, name, sectionName } = parent;
  const finding = formatRef(parent);
  const named = index.named(parent);
  if (named === undefined) {
    if (!peers.owns(namespace)) return;
    report(route, { path: `${path}.name`, found: name, needs: `a ${kind} of its namespace`, finding });
    return;
  }
  if (named.length === 0) {
    const all = few((index.all(parent) ?? []).map((listener) => listener.name ?? listener.path));
    const needs = `a listener of ${finding}: ${all}`;
    const [field, found] = sectionName === undefined ? ['port', parent.port] : ['sectionName', sectionName];
    report(route, { path: `${path}.${field}`, found, needs, finding });
    return;
  }
  const refusal = refusalOf(route, named, peers);
  if (refusal !== undefined) report(route, { path, ...refusal, finding });
}

/** A ListenerSet attaches to a Gateway that takes those of its namespace; a Gateway that says nothing takes none. */
function checkListenerSet(set: ManifestSet, entry: Entry, peers: Peers, report: SetReport): void {
  const parent = objectAt(objectAt(entry.manifest, 'spec'), 'parentRef');
  const name = stringAt(parent, 'name');
  if (name === undefined) return;
  const namespace = stringAt(parent, 'namespace') ?? entry.ref.namespace;
  const gateway = set.get({
    group: GATEWAY_GROUP,
    kind: 'Gateway',
    name,
    ...(namespace === undefined ? {} : { namespace }),
  });
  const finding = formatRef({ kind: 'Gateway', name, ...(namespace === undefined ? {} : { namespace }) });
  if (gateway === undefined) {
    if (!peers.owns(namespace)) return;
    report(entry, { path: 'spec.parentRef.name', found: name, needs: 'a Gateway of its namespace', finding });
    return;
  }
  const namespaces = fieldAt(gateway.manifest, 'spec', 'allowedListeners', 'namespaces');
  const from = fieldAt(namespaces, 'from') ?? 'None';
  if (admits(from, fieldAt(namespaces, 'selector'), gateway, entry, peers)) return;
  const found = `${finding}, which takes no ListenerSets of this namespace`;
  report(entry, { path: 'spec.parentRef', found, needs: 'allowedListeners in the Gateway', finding });
}

/**
 * Gateways of namespaces that are not in the set are not asked for; labels of such namespaces may fit.
 * Source: Gateway API, ParentReference, AllowedRoutes.
 */
export const routeAttaches = setControl({
  id: 'route-attaches',
  title: 'Each Gateway route attaches to a listener that accepts it',
  category: 'ingress',
  severity: 'medium',
  why: 'A route that no listener accepts is ignored without an error at apply: its host answers with status 404, or with the backend of another route.',
  fix: 'give parentRefs the name of a Gateway and a listener whose host, kind of route and allowedRoutes fit the route',
  code: "expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }",
  refs: { other: ['Gateway API: ParentReference, AllowedRoutes'] },
  check(set, report) {
    const index = listenerIndexOf(set);
    const peers = peersOf(set);
    for (const route of gatewayRoutes(set)) {
      for (const parent of parentsOf(route)) checkParent(route, parent, index, peers, report);
    }
    for (const entry of listenerHolders(set)) {
      if (entry.ref.kind === 'ListenerSet') checkListenerSet(set, entry, peers, report);
    }
  },
  examples: {
    good: [
      { objects: [exampleNamespace(), exampleGateway(), exampleRoute()] },
      { note: 'the Gateway is in another output', objects: [exampleRoute()] },
      {
        note: 'another namespace, by its name',
        objects: [
          exampleGateway({ allowedRoutes: { namespaces: { from: 'Selector', selector: named('pay') } } }),
          ofPay(),
        ],
      },
      {
        note: 'one of several listeners takes it',
        objects: [
          exampleGateway({}, { name: 'other', port: 443, protocol: 'HTTPS', hostname: 'pay.example.com' }),
          exampleRoute({ hostnames: ['pay.example.com'], parentRefs: [{ name: 'public' }] }),
        ],
      },
    ],
    bad: [
      { note: 'no such Gateway', objects: [exampleNamespace(), exampleRoute()] },
      {
        note: 'no such listener',
        objects: [exampleGateway(), exampleRoute({ parentRefs: [{ name: 'public', sectionName: 'http' }] })],
      },
      {
        note: 'no such port',
        objects: [exampleGateway(), exampleRoute({ parentRefs: [{ name: 'public', port: 80 }] })],
      },
      { note: 'another namespace', objects: [exampleGateway(), ofPay()] },
      {
        note: 'a namespace without the label',
        objects: [
          exampleNamespace('pay'),
          exampleGateway({
            allowedRoutes: {
              namespaces: { from: 'Selector', selector: { matchLabels: { exposed: 'public' } } },
            },
          }),
          ofPay(),
        ],
      },
      { note: 'another host', objects: [exampleGateway(), exampleRoute({ hostnames: ['pay.example.com'] })] },
      { note: 'another kind of route', objects: [exampleGateway(), exampleRoute({}, {}, 'TLSRoute')] },
      {
        note: 'a ListenerSet',
        objects: [
          exampleGateway(),
          {
            apiVersion: `${GATEWAY_GROUP}/v1`,
            kind: 'ListenerSet',
            metadata: { name: 'shop', namespace: 'shop' },
            spec: { parentRef: { name: 'public' }, listeners: [{ name: 'a', port: 443, protocol: 'HTTPS' }] },
          },
        ],
      },
    ],
  },
});

function named(namespace: string): PlainObject {
  return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}

function ofPay(): PlainObject {
  const parentRefs = [{ name: 'public', namespace: 'shop', sectionName: 'https' }];
  return exampleRoute({ parentRefs }, { namespace: 'pay' });
}
