import { formatRef } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { dataText, type PlainObject } from '../../manifest/plain';
import { type SetReport, setControl } from '../control';
import { exampleGateway, exampleRoute } from './shared/gateways';
import { exampleIngress, exampleRule } from './shared/ingresses';
import { doorClaims, ingressClaims, routeClaims } from './shared/route-claims';

/** Of an HTTPRoute and a GRPCRoute with one host at one listener, the listener takes one. */
function checkKinds(set: ManifestSet, report: SetReport): void {
  const owners = new Map<string, Entry>();
  const told = new Set<string>();
  for (const { entry, path, host, door } of doorClaims(set)) {
    const owner = owners.get(door) ?? entry;
    owners.set(door, owner);
    const key = dataText([formatRef(entry.ref), host]);
    if (owner.ref.kind === entry.ref.kind || told.has(key)) continue;
    told.add(key);
    const found = `${host}, which ${formatRef(owner.ref)} takes too`;
    report(entry, { path, found, needs: 'a host for gRPC alone, and another for HTTP', finding: host });
  }
}

/**
 * Ingresses of different classes, and routes at different listeners, do not meet; those of two namespaces are the business of
 * host-in-one-namespace. Source: Gateway API, conflict resolution; GRPCRoute, hosts of both kinds; Gatekeeper library, K8sUniqueIngressHost.
 */
export const uniqueIngressHostAndPath = setControl({
  id: 'unique-ingress-host-and-path',
  title: 'No two rules have the same host and path',
  category: 'ingress',
  severity: 'medium',
  why: 'If two rules match the same requests, only one is in effect, usually the older one: the backend of the new rule receives nothing until someone deletes the other rule.',
  fix: 'give each rule a path of its own, or leave out one of them',
  code: "expose: { host: 'shop.example.com', paths: ['/cart'], certificate: { issuer: 'letsencrypt' } }",
  refs: {
    kyverno: ['unique-ingress-host-and-path', 'unique-ingress-path'],
    gatekeeper: ['uniqueingresshost'],
    other: ['Gateway API: HTTPRouteRule, matching precedence'],
  },
  check(set, report) {
    const owners = new Map<string, Entry>();
    for (const { entry, path, key, requests } of [...ingressClaims(set), ...routeClaims(set)]) {
      const owner = owners.get(key);
      if (owner === undefined) {
        owners.set(key, entry);
        continue;
      }
      const whose = owner === entry ? 'another rule of it' : formatRef(owner.ref);
      const found = `${requests}, which ${whose} takes too`;
      report(entry, { path, found, needs: 'a host and path that no other rule takes', finding: requests });
    }
    checkKinds(set, report);
  },
  examples: {
    good: [
      { objects: [exampleIngress(), ingress('cart', '/cart')] },
      { note: 'two classes', objects: [exampleIngress(), ingress('internal', '/', 'internal')] },
      { objects: [exampleRoute(), route('cart', [{ path: { type: 'PathPrefix', value: '/cart' } }])] },
      { note: 'by method', objects: [exampleRoute(), route('posts', [{ method: 'POST' }])] },
      {
        note: 'at two listeners',
        objects: [
          exampleRoute(),
          exampleRoute({ parentRefs: [{ name: 'public', sectionName: 'http' }] }, { name: 'redirect' }),
        ],
      },
    ],
    bad: [
      { objects: [exampleIngress(), ingress('copy', '/')] },
      {
        note: 'in one Ingress',
        objects: [
          exampleIngress({ rules: [exampleRule('shop.example.com'), exampleRule('shop.example.com')] }),
        ],
      },
      { objects: [exampleRoute(), route('copy')] },
      {
        note: 'written in another way',
        objects: [
          route('cart', [{ path: { type: 'PathPrefix', value: '/cart' } }]),
          route('copy', [{ path: { value: '/cart/' } }]),
        ],
      },
      { note: 'gRPC and HTTP', objects: [exampleRoute(), exampleRoute({}, { name: 'rpc' }, 'GRPCRoute')] },
      {
        note: 'every listener of the Gateway',
        objects: [
          exampleGateway(),
          exampleRoute(),
          exampleRoute({ parentRefs: [{ name: 'public' }] }, { name: 'copy' }),
        ],
      },
    ],
  },
});

function ingress(name: string, path: string, ingressClassName = 'public'): PlainObject {
  const backend = { service: { name: 'web', port: { name: 'http' } } };
  const rule = { host: 'shop.example.com', http: { paths: [{ path, pathType: 'Prefix', backend }] } };
  return {
    ...exampleIngress({ ingressClassName, rules: [rule] }),
    metadata: { name, namespace: 'shop' },
  };
}

function route(name: string, matches?: readonly PlainObject[]): PlainObject {
  const backendRefs = [{ name: 'web', port: 80 }];
  const rules = [matches === undefined ? { backendRefs } : { matches, backendRefs }];
  return exampleRoute({ rules }, { name });
}
