import { ofCoreKind } from '../core/controls/entries';
import { backendsOf } from '../core/controls/ingress/shared/backends';
import { gatewayRoutes, routeBackends } from '../core/controls/ingress/shared/gateway-routes';
import { isIngress, rulesOf } from '../core/controls/ingress/shared/ingresses';
import { labelsOf, selectorOfService } from '../core/controls/network/shared/services';
import { homeOf } from '../core/manifest/identity';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { listAt, objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { Pod as SeenPod } from '../core/manifest/pod';
import { type ModelDraft, type PlacedWorkload, partyOf } from '../model/cluster-model';
import type { ExposedPort, Exposure } from '../model/exposure';
import { type Party, partyKey } from '../model/intent';
import { portsOf } from '../model/pod';
import { protocolOf } from './container';
import { beyond } from './difference';
import { given, whole } from './typed';
import type { UnreadList } from './unread';

const REACH: Readonly<Record<string, Exposure['reach']>> = {
  ClusterIP: 'cluster',
  NodePort: 'nodes',
  LoadBalancer: 'load-balancer',
  ExternalName: 'alias',
};

const WHY = 'the model has no place for it';

/** Reads Services, Ingresses and routes of gateways as exposures. */
export class ExposureReader {
  private readonly services = new Map<string, Exposure>();

  constructor(
    private readonly set: ManifestSet,
    private readonly workloads: ReadonlyMap<SeenPod, PlacedWorkload>,
    private readonly model: ModelDraft,
    /** What is in the model whole, and compared with what is rendered of it. */
    private readonly doors: ReadonlySet<Entry>,
    private readonly unread: UnreadList,
  ) {}

  /** Puts the exposures into the model; returns the objects that are read in no other way. */
  read(): Entry[] {
    const services = ofCoreKind(this.set, 'Service');
    for (const service of services) this.readService(service);
    const ingresses = this.set.ofKind('Ingress').filter(({ manifest }) => isIngress(manifest));
    for (const ingress of ingresses) this.readIngress(ingress);
    const routes = gatewayRoutes(this.set).filter((route) => !this.isDoorWithoutWay(route));
    for (const route of routes) this.readRoute(route);
    return [...services, ...ingresses, ...routes].filter((entry) => !this.doors.has(entry));
  }

  /** A redirect of ours leads nowhere. */
  private isDoorWithoutWay(route: Entry): boolean {
    return this.doors.has(route) && routeBackends(route).length === 0;
  }

  private readService(service: Entry): void {
    const { ref, manifest } = service;
    const spec = objectAt(manifest, 'spec');
    const type = stringAt(spec, 'type') ?? 'ClusterIP';
    const to = this.selected(manifest, ref.namespace);
    const alias = stringAt(spec, 'externalName');
    const exposure: Exposure = {
      object: { kind: 'Service', namespace: ref.namespace, name: ref.name },
      reach: REACH[type] ?? 'cluster',
      to: to.map((placed) => partyOf(placed)),
      ports: objectsAt(spec, 'ports').flatMap((port) => exposedPort(port, to)),
      ...(type === 'ExternalName' && alias !== undefined ? { hosts: [alias] } : {}),
    };
    this.model.exposures.push(exposure);
    this.services.set(keyOf(ref.namespace, ref.name), exposure);
    const selector = selectorOfService(manifest);
    if (labelsOf(selector) !== undefined && to.length === 0)
      this.unread.add(ref, 'spec.selector', selector, 'it selects no pod of the set');
    const kept = {
      ...headOf(manifest),
      spec: {
        ...(REACH[type] === undefined ? {} : { type: spec?.type === type ? type : undefined }),
        externalName: alias,
        selector: labelsOf(selector) ?? (type === 'ExternalName' ? spec?.selector : undefined),
        ports: listAt(spec, 'ports').map((port) => readablePort(port, to)),
        clusterIP: spec?.clusterIP,
        clusterIPs: spec?.clusterIPs,
        publishNotReadyAddresses: spec?.publishNotReadyAddresses,
      },
    };
    this.markBeyond(service, kept);
  }

  /** The workloads whose pods a Service selects. */
  private selected(service: PlainObject, namespace: string | undefined): PlacedWorkload[] {
    const matchLabels = labelsOf(selectorOfService(service));
    if (matchLabels === undefined) return [];
    const found = new Map<string, PlacedWorkload>();
    for (const { pod } of this.set.matchesOf(namespace, { matchLabels })) {
      const placed = this.workloads.get(pod);
      if (placed !== undefined) found.set(partyKey(partyOf(placed)), placed);
    }
    return [...found.values()];
  }

  private readIngress(ingress: Entry): void {
    const { ref, manifest } = ingress;
    const spec = objectAt(manifest, 'spec');
    const rules = rulesOf(manifest);
    const backends = backendsOf(manifest);
    const paths = rules.flatMap(({ spec: rule }) =>
      objectsAt(objectAt(rule, 'http'), 'paths').flatMap((path) => stringAt(path, 'path') ?? []),
    );
    const hosts = rules.flatMap(({ host }) => (typeof host === 'string' ? [host] : []));
    this.expose(
      'Ingress',
      { ref },
      backends.map(({ service, port }) => ({ service, port, namespace: ref.namespace })),
      hosts,
      paths,
    );
    for (const tls of objectsAt(spec, 'tls')) this.useCertificate(ref, stringAt(tls, 'secretName'));
    const kept = {
      ...headOf(manifest),
      spec: {
        ingressClassName: spec?.ingressClassName,
        tls: objectsAt(spec, 'tls').map(({ hosts: names, secretName }) => ({ hosts: names, secretName })),
        rules: rules.map(({ host, spec: rule }) => ({
          host,
          http: {
            paths: listAt(objectAt(rule, 'http'), 'paths').map((path) => serviceOnly(path)),
          },
        })),
        defaultBackend: serviceOnly({ backend: spec?.defaultBackend })?.backend,
        backend: spec?.backend,
      },
    };
    this.markBeyond(ingress, kept);
  }

  private readRoute(route: Entry): void {
    const { ref, manifest } = route;
    const spec = objectAt(manifest, 'spec');
    const hosts = listAt(spec, 'hostnames').filter((host): host is string => typeof host === 'string');
    const matches = objectsAt(spec, 'rules').flatMap((rule) => objectsAt(rule, 'matches'));
    const paths = matches.flatMap((match) => stringAt(objectAt(match, 'path'), 'value') ?? []);
    this.expose(ref.kind, route, routeBackends(route), hosts, paths);
    const kept = {
      ...headOf(manifest),
      spec: {
        parentRefs: spec?.parentRefs,
        hostnames: hosts,
        rules: objectsAt(spec, 'rules').map((rule) => ({
          backendRefs: rule.backendRefs,
          matches: objectsAt(rule, 'matches').map(({ path }) => ({ path })),
        })),
      },
    };
    this.markBeyond(route, kept);
  }

  private expose(
    kind: string,
    { ref }: Pick<Entry, 'ref'>,
    backends: readonly {
      readonly service: unknown;
      readonly port: unknown;
      readonly namespace: string | undefined;
    }[],
    hosts: readonly string[],
    paths: readonly string[],
  ): void {
    const to = new Map<string, Party>();
    const ports = new Map<string, ExposedPort>();
    for (const { service, port, namespace } of backends) {
      const exposure = typeof service === 'string' ? this.services.get(keyOf(namespace, service)) : undefined;
      for (const party of exposure?.to ?? []) to.set(partyKey(party), party);
      for (const one of exposure?.ports ?? [])
        if (port === undefined || one.port === port)
          ports.set(`${one.target}/${one.protocol}`, { target: one.target, protocol: one.protocol });
      if (exposure === undefined)
        this.unread.add(ref, '', service, `the Service ${String(service)} is not in the set`);
    }
    this.model.exposures.push({
      object: { kind, namespace: ref.namespace, name: ref.name },
      reach: 'gateway',
      to: [...to.values()],
      ports: [...ports.values()],
      ...(hosts.length === 0 ? {} : { hosts: [...new Set(hosts)] }),
      ...(paths.length === 0 ? {} : { paths: [...new Set(paths)] }),
    });
  }

  private useCertificate({ kind, namespace, name }: Entry['ref'], secret: string | undefined): void {
    if (secret === undefined) return;
    this.model.secretUses.push({
      secret,
      namespace: homeOf({ namespace }),
      by: { kind, namespace, name },
      as: 'tls',
    });
  }

  private markBeyond(entry: Entry, kept: PlainObject): void {
    if (this.doors.has(entry)) return;
    const { ref, manifest } = entry;
    for (const { path, found } of beyond(manifest, kept)) this.unread.add(ref, path, found, WHY);
  }
}

/** What of a port of a Service is in the model; nothing of one that cannot be read. */
function readablePort(written: unknown, to: readonly PlacedWorkload[]): PlainObject {
  const port = objectAt({ written }, 'written');
  if (port === undefined || exposedPort(port, to).length === 0) return {};
  return {
    ...(whole(port.port) === undefined ? {} : { port: port.port }),
    name: port.name,
    protocol: port.protocol,
    targetPort: port.targetPort,
  };
}

/** A path of an Ingress with its backend, where that is a Service. */
function serviceOnly(path: unknown): PlainObject | undefined {
  const item = objectAt({ path }, 'path');
  if (item === undefined) return undefined;
  const backend = objectAt(item, 'backend');
  return {
    ...item,
    backend: {
      service: backend?.service,
      serviceName: backend?.serviceName,
      servicePort: backend?.servicePort,
    },
  };
}

function exposedPort(written: PlainObject, to: readonly PlacedWorkload[]): ExposedPort[] {
  const port = whole(written.port);
  const protocol = protocolOf(written.protocol);
  const target = written.targetPort ?? port;
  if (protocol === undefined || (typeof target !== 'number' && typeof target !== 'string')) return [];
  const named =
    typeof target === 'number'
      ? []
      : to.flatMap(({ workload }) => portsOf(workload.pod).filter(({ name }) => name === target));
  const numbers = new Set(named.map(({ container }) => container));
  const [number] = numbers;
  return [
    {
      ...given('port', port),
      target: numbers.size === 1 && number !== undefined ? number : target,
      protocol,
    },
  ];
}

/** What every object has. */
function headOf({ apiVersion, kind, metadata }: PlainObject): PlainObject {
  return { apiVersion, kind, metadata };
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${homeOf({ namespace })}/${name}`;
}
