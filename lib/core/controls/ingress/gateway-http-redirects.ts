import { identityKey } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject } from '../../manifest/plain';
import { type SetReport, setControl } from '../control';
import { gatewayRoutes } from './shared/gateway-routes';
import {
  exampleGateway,
  exampleRoute,
  gatewaysOf,
  hostnamesOf,
  type Listener,
  listenerHolders,
  listenerIndexOf,
  listenersOf,
  parentsOf,
} from './shared/gateways';
import { hostsMeet } from './shared/hostnames';

/** What the examples have beside the Gateway for HTTPS. */
const HTTP: PlainObject = { name: 'http', port: 80, protocol: 'HTTP' };
const CLEAR: readonly PlainObject[] = [{ name: 'public', sectionName: 'http' }];

const ENCRYPTED: readonly unknown[] = ['HTTPS', 'TLS'];

function redirects({ manifest }: Entry): boolean {
  return objectsAt(objectAt(manifest, 'spec'), 'rules').every((rule) =>
    objectsAt(rule, 'filters').some(
      ({ type, requestRedirect }) =>
        type === 'RequestRedirect' && objectAt({ requestRedirect }, 'requestRedirect')?.scheme === 'https',
    ),
  );
}

/** The Gateways without a listener for TLS, their ListenerSets included, that have one for plain HTTP. */
function clearGateways(set: ManifestSet): ReadonlyMap<Entry, Listener> {
  const encrypted = new Set<string>();
  for (const entry of listenerHolders(set)) {
    if (!listenersOf(entry).some(({ protocol }) => ENCRYPTED.includes(protocol))) continue;
    encrypted.add(identityKey(entry.ref));
    const parent = objectAt(objectAt(entry.manifest, 'spec'), 'parentRef');
    const { name, namespace = entry.ref.namespace } = parent ?? {};
    if (typeof name !== 'string') continue;
    const { group } = entry.ref;
    const home = typeof namespace === 'string' ? { namespace } : {};
    encrypted.add(identityKey({ group, kind: 'Gateway', name, ...home }));
  }
  const found = new Map<Entry, Listener>();
  for (const entry of gatewaysOf(set)) {
    const clear = listenersOf(entry).find(({ protocol }) => protocol === 'HTTP');
    if (clear !== undefined && !encrypted.has(identityKey(entry.ref))) found.set(entry, clear);
  }
  return found;
}

function checkRoute(
  route: Entry,
  set: ManifestSet,
  known: ReadonlyMap<Entry, Listener>,
  report: SetReport,
): void {
  const hosts = hostnamesOf(route).map(({ host }) => host);
  for (const parent of parentsOf(route)) {
    const listener = listenerIndexOf(set)
      .named(parent)
      ?.find(
        ({ protocol, hostname, entry }) =>
          protocol === 'HTTP' &&
          !known.has(entry) &&
          (hosts.length === 0 || hosts.some((host) => hostsMeet(hostname, host))),
      );
    if (listener === undefined) continue;
    const found = `the listener ${listener.name ?? listener.path} of ${listener.entry.ref.name}, which is unencrypted`;
    const needs = 'a listener for HTTPS, or rules that redirect to it';
    report(route, { path: parent.path, found, needs, finding: `${parent.name}/${listener.name ?? ''}` });
  }
}

/** Listeners of Gateways that are not in the set are not known, and not judged. Source: Gateway API, HTTP redirects. */
export const gatewayHttpRedirects = setControl({
  id: 'gateway-http-redirects',
  title: 'Plain HTTP requests are only redirected to HTTPS',
  category: 'ingress',
  severity: 'high',
  why: 'Anyone on the network path can read and change the passwords, cookies and pages of plain HTTP requests.',
  fix: 'sectionName: https, the name of a listener for HTTPS; for the other one a route whose rules have filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 301 } }]',
  code: "expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }",
  refs: { nsa: ['Network separation: encryption'], other: ['Gateway API: HTTP redirects and rewrites'] },
  check(set, report) {
    const clear = clearGateways(set);
    for (const [entry, { path, name, protocol }] of clear) {
      const needs = 'a listener for HTTPS next to it';
      const fix = 'protocol: HTTPS, with the Secret of a certificate in tls.certificateRefs';
      report(entry, { path: `${path}.protocol`, found: protocol, needs, finding: name ?? path, fix });
    }
    for (const route of gatewayRoutes(set)) {
      if (route.ref.kind !== 'HTTPRoute' && route.ref.kind !== 'GRPCRoute') continue;
      if (!redirects(route)) checkRoute(route, set, clear, report);
    }
  },
  examples: {
    good: [
      { objects: [exampleGateway({}, HTTP), exampleRoute()] },
      {
        note: 'a redirect',
        objects: [exampleGateway({}, HTTP), exampleRoute({ parentRefs: CLEAR, rules: [redirect()] })],
      },
      { note: 'the Gateway is in another output', objects: [exampleRoute({ parentRefs: CLEAR })] },
    ],
    bad: [
      { objects: [exampleGateway({}, HTTP), exampleRoute({ parentRefs: CLEAR })] },
      {
        note: 'every listener of the Gateway',
        objects: [exampleGateway({}, HTTP), exampleRoute({ parentRefs: [{ name: 'public' }] })],
      },
      {
        note: 'a redirect to HTTP',
        objects: [exampleGateway({}, HTTP), exampleRoute({ parentRefs: CLEAR, rules: [redirect('http')] })],
      },
      {
        note: 'a Gateway for HTTP alone',
        objects: [exampleGateway({ name: 'http', port: 80, protocol: 'HTTP', tls: null })],
      },
    ],
  },
});

function redirect(scheme = 'https'): PlainObject {
  return { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme, statusCode: 301 } }] };
}
