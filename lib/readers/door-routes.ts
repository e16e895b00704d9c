import { controllerOf, type IngressProfile } from '../core/cluster/ingress';
import type { Entry } from '../core/manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type {
  BackendTls,
  Exposed,
  ExposedCertificate,
  ExposedPath,
  HostRoute,
  IngressRoute,
  RouteLimits,
  SharedGateway,
} from '../model/exposed';
import { portsOf } from '../model/pod';
import type { Workload } from '../model/workload';
import { GATEWAY_NAME } from '../renderers/gateway-api/names';
import { mebibytes } from '../renderers/gateway-api/size';
import { given, strings, textMap, whole } from './typed';

/** What is around the routes of one workload. */
export interface Around {
  readonly workload: Workload;
  readonly ingress: IngressProfile | undefined;
  readonly entries: readonly Entry[];
  /** An object of the workload, by kind and name. */
  beside(kind: string, name: string): PlainObject | undefined;
  /** A Gateway or ListenerSet of the namespace. */
  listeners(kind: string, name: string): PlainObject | undefined;
}

const PROTOCOLS: Readonly<Record<string, Exposed['protocol']>> = {
  HTTPRoute: 'http',
  GRPCRoute: 'grpc',
  TLSRoute: 'tls',
};

/** Whether a route only sends plain HTTP requests to HTTPS. */
export function isRedirect({ ref, manifest }: Entry): boolean {
  if (ref.kind !== 'HTTPRoute' || !ref.name.endsWith('-redirect')) return false;
  const [rule] = objectsAt(objectAt(manifest, 'spec'), 'rules');
  return objectsAt(rule, 'filters').some(({ type }) => type === 'RequestRedirect');
}

/** A route as our blueprints make it; undefined where it is another one. */
export function gatewayRoute(entry: Entry, around: Around): Exposed | undefined {
  const { ref, manifest } = entry;
  const spec = objectAt(manifest, 'spec');
  const [rule] = objectsAt(spec, 'rules');
  const port = whole(objectsAt(rule, 'backendRefs')[0]?.port);
  const protocol = PROTOCOLS[ref.kind];
  const [parent] = objectsAt(spec, 'parentRefs');
  if (port === undefined || protocol === undefined || parent === undefined || isRedirect(entry))
    return undefined;
  const shared = sharedOf(parent, around);
  const hosts = strings(spec?.hostnames);
  const section = portsOf(around.workload.pod).find(({ service }) => service === port)?.name;
  return {
    name: ref.name,
    hosts,
    protocol,
    port,
    paths: objectsAt(rule, 'matches').flatMap((match) => pathOf(objectAt(match, 'path'))),
    ...given('shared', shared),
    ...given('certificate', certificateOf(ref.name, parent, hosts, around)),
    redirect: around.beside('HTTPRoute', `${ref.name}-redirect`) !== undefined,
    ...given('timeout', stringAt(objectAt(rule, 'timeouts'), 'request')),
    ...given('limits', limitsOf(ref.name, around)),
    ...(protocol === 'tls' ? {} : given('backendTls', backendTlsOf(section, around))),
    annotations: textMap(objectAt(manifest, 'metadata')?.annotations),
  };
}

function sharedOf(parent: PlainObject, { listeners }: Around): SharedGateway | undefined {
  const name = stringAt(parent, 'name') ?? '';
  if (parent.kind === 'ListenerSet') {
    const gateway = objectAt(objectAt(listeners('ListenerSet', name), 'spec'), 'parentRef');
    return {
      name: stringAt(gateway, 'name') ?? '',
      namespace: stringAt(gateway, 'namespace') ?? '',
      listenerSet: true,
    };
  }
  const namespace = stringAt(parent, 'namespace');
  if (namespace === undefined && name === GATEWAY_NAME) return undefined;
  return { name, namespace: namespace ?? '', ...given('listener', stringAt(parent, 'sectionName')) };
}

/** The certificate that is asked for, else that of the listener of the first host. */
function certificateOf(
  name: string,
  parent: PlainObject,
  hosts: readonly string[],
  around: Around,
): ExposedCertificate | undefined {
  const asked = askedCertificate(around.beside('Certificate', name));
  if (asked !== undefined) return asked;
  const kind = parent.kind === 'ListenerSet' ? 'ListenerSet' : 'Gateway';
  if (kind === 'Gateway' && parent.namespace !== undefined) return undefined;
  const all = objectsAt(
    objectAt(around.listeners(kind, stringAt(parent, 'name') ?? ''), 'spec'),
    'listeners',
  );
  const listener = all.find(({ hostname, protocol }) => hostname === hosts[0] && protocol === 'HTTPS');
  const [reference] = objectsAt(objectAt(listener, 'tls'), 'certificateRefs');
  const secret = stringAt(reference, 'name');
  return secret === undefined
    ? undefined
    : { secret, ...given('namespace', stringAt(reference, 'namespace')) };
}

function askedCertificate(manifest: PlainObject | undefined): ExposedCertificate | undefined {
  const spec = objectAt(manifest, 'spec');
  const issuer = objectAt(spec, 'issuerRef');
  const [secret, name] = [stringAt(spec, 'secretName'), stringAt(issuer, 'name')];
  const kind = issuer?.kind === 'Issuer' ? 'Issuer' : 'ClusterIssuer';
  return secret === undefined || name === undefined ? undefined : { secret, issuer: { kind, name } };
}

function backendTlsOf(section: string | undefined, { entries }: Around): BackendTls | undefined {
  const policy = entries.find(({ ref, manifest }) => {
    const [target] = objectsAt(objectAt(manifest, 'spec'), 'targetRefs');
    return ref.kind === 'BackendTLSPolicy' && section !== undefined && target?.sectionName === section;
  });
  const validation = objectAt(objectAt(policy?.manifest, 'spec'), 'validation');
  const hostname = stringAt(validation, 'hostname');
  const [authority] = objectsAt(validation, 'caCertificateRefs');
  return hostname === undefined
    ? undefined
    : { hostname, ...given('configMap', stringAt(authority, 'name')) };
}

function limitsOf(name: string, { beside }: Around): RouteLimits | undefined {
  const traffic = objectAt(beside('BackendTrafficPolicy', name), 'spec');
  const client = objectAt(beside('ClientSettingsPolicy', name), 'spec');
  const [rule] = objectsAt(
    objectAt(objectAt(beside('SecurityPolicy', name), 'spec'), 'authorization'),
    'rules',
  );
  const ranges = strings(objectAt(rule, 'principal')?.clientCIDRs);
  const size = mebibytes(stringAt(objectAt(client, 'body'), 'maxSize'));
  return someOf({
    ...given('maxBodySize', stringAt(objectAt(traffic, 'requestBuffer'), 'limit') ?? size),
    ...(ranges.length === 0 ? {} : { sourceRanges: ranges }),
    ...(objectAt(traffic, 'loadBalancer') === undefined ? {} : { sessionAffinity: 'Cookie' as const }),
  });
}

function someOf(limits: RouteLimits): RouteLimits | undefined {
  return Object.keys(limits).length === 0 ? undefined : limits;
}

/** An Ingress as our blueprints make it; undefined where it is another one. */
export function ingressRoute({ ref, manifest }: Entry, around: Around): IngressRoute | undefined {
  const spec = objectAt(manifest, 'spec');
  const rules = objectsAt(spec, 'rules');
  const items = objectsAt(objectAt(rules[0], 'http'), 'paths');
  const service = objectAt(objectAt(items[0], 'backend'), 'service');
  const port = whole(objectAt(service, 'port')?.number);
  if (port === undefined) return undefined;
  const secret = stringAt(objectsAt(spec, 'tls')[0], 'secretName');
  const certificate =
    askedCertificate(around.beside('Certificate', ref.name)) ??
    (secret === undefined ? undefined : { secret });
  return {
    name: ref.name,
    hosts: rules.flatMap((rule) => stringAt(rule, 'host') ?? []),
    port,
    paths: items.flatMap(({ path: value, pathType }) => pathOf({ value, type: pathType })),
    ...given('certificate', certificate),
    ...ofAnnotations(textMap(objectAt(manifest, 'metadata')?.annotations), around.ingress),
  };
}

/** What the annotations of an Ingress say in the terms of its controller, and the others. */
function ofAnnotations(
  all: Readonly<Record<string, string>>,
  profile: IngressProfile | undefined,
): Pick<HostRoute, 'redirect' | 'timeout' | 'limits' | 'annotations'> {
  const known = profile === undefined ? undefined : controllerOf(profile);
  const {
    always = {},
    redirect = {},
    cookie,
    timeout = '',
    maxBodySize = '',
    sourceRanges = '',
  } = known ?? {};
  const own = new Set([
    ...[always, redirect, cookie ?? {}].flatMap(Object.keys),
    ...[timeout, maxBodySize, sourceRanges, 'kubernetes.io/ingress.allow-http'],
  ]);
  const limits = someOf({
    ...given('maxBodySize', mebibytes(all[maxBodySize])),
    ...given('sourceRanges', all[sourceRanges]?.split(',')),
    ...(cookie !== undefined && holds(all, cookie) ? { sessionAffinity: 'Cookie' as const } : {}),
  });
  return {
    redirect: known !== undefined && holds(all, redirect),
    ...given('timeout', all[timeout]),
    ...given('limits', limits),
    annotations: Object.fromEntries(Object.entries(all).filter(([key]) => !own.has(key))),
  };
}

function holds(all: Readonly<Record<string, string>>, some: Readonly<Record<string, string>>): boolean {
  return Object.entries(some).every(([key, value]) => all[key] === value);
}

function pathOf(path: PlainObject | undefined): ExposedPath[] {
  const value = stringAt(path, 'value');
  if (value === undefined) return [];
  return [{ type: path?.type === 'Exact' ? 'Exact' : 'PathPrefix', value }];
}
