import { homeOf } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { isAbsent, listAt, objectAt, objectsAt, type PlainObject, stringAt } from '../../../manifest/plain';
import { fieldAt } from '../../field';

/** The API group of Gateways and routes. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** A listener of a Gateway, or of a ListenerSet that adds to one. */
export interface Listener {
  /** The object that has it. */
  readonly entry: Entry;
  readonly path: string;
  readonly spec: PlainObject;
  readonly name: string | undefined;
  readonly port: unknown;
  readonly protocol: string | undefined;
  /** In lower case; undefined for every host. */
  readonly hostname: string | undefined;
  /** From which namespaces routes may attach. */
  readonly from: unknown;
}

/** What a route attaches to: a Gateway or a ListenerSet, one listener or a port of it. */
export interface ParentRef {
  readonly path: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly sectionName: string | undefined;
  readonly port: unknown;
}

/** The kinds that have listeners. */
const HOLDERS = ['Gateway', 'ListenerSet'] as const;

/** The Gateways and ListenerSets of a set; third-party kinds with these names are left out. */
export function listenerHolders(set: ManifestSet): Entry[] {
  return HOLDERS.flatMap((kind) => set.ofKind(kind)).filter(({ ref }) => ref.group === GATEWAY_GROUP);
}

/** The Gateways of a set. */
export function gatewaysOf(set: ManifestSet): Entry[] {
  return listenerHolders(set).filter(({ ref }) => ref.kind === 'Gateway');
}

/** The listeners of a Gateway or a ListenerSet. */
export function listenersOf(entry: Entry): Listener[] {
  return listAt(objectAt(entry.manifest, 'spec'), 'listeners').map((item, index) => {
    const spec = objectAt({ item }, 'item') ?? {};
    return {
      entry,
      path: `spec.listeners[${index}]`,
      spec,
      name: stringAt(spec, 'name'),
      port: spec.port,
      protocol: stringAt(spec, 'protocol'),
      hostname: stringAt(spec, 'hostname')?.toLowerCase() || undefined,
      from: fieldAt(spec, 'allowedRoutes', 'namespaces', 'from') ?? 'Same',
    };
  });
}

/** What a route attaches to that has listeners; a Service, as meshes have it, has none. */
export function parentsOf({ manifest, ref }: Entry): ParentRef[] {
  return objectsAt(objectAt(manifest, 'spec'), 'parentRefs').flatMap((parent, index) => {
    const name = stringAt(parent, 'name');
    const kind = stringAt(parent, 'kind') ?? 'Gateway';
    const group = stringAt(parent, 'group') ?? GATEWAY_GROUP;
    if (name === undefined || group !== GATEWAY_GROUP || !HOLDERS.some((one) => one === kind)) return [];
    return [
      {
        path: `spec.parentRefs[${index}]`,
        kind,
        namespace: stringAt(parent, 'namespace') ?? ref.namespace,
        name,
        sectionName: stringAt(parent, 'sectionName'),
        port: isAbsent(parent.port) ? undefined : parent.port,
      },
    ];
  });
}

/** Hosts that a route names, where they are; strings only, in lower case. */
export function hostnamesOf({ manifest }: Entry): { readonly path: string; readonly host: string }[] {
  return listAt(objectAt(manifest, 'spec'), 'hostnames').flatMap((host, index) =>
    typeof host === 'string' ? [{ path: `spec.hostnames[${index}]`, host: host.toLowerCase() }] : [],
  );
}

/** Listeners that the API takes at most; what is more is found by its name alone. */
const MOST_LISTENERS = 64;

/** The Gateways and ListenerSets of a set by kind, namespace and name, with their listeners. */
export class ListenerIndex {
  private readonly holders = new Map<string, readonly Listener[]>();
  private readonly sections = new Map<string, Listener>();

  constructor(set: ManifestSet) {
    for (const entry of listenerHolders(set)) {
      const { kind, namespace, name } = entry.ref;
      const key = keyOf(kind, namespace, name);
      if (this.holders.has(key)) continue;
      const listeners = listenersOf(entry);
      this.holders.set(key, listeners.slice(0, MOST_LISTENERS));
      for (const listener of listeners) {
        const section = `${key}/${listener.name ?? ''}`;
        if (!this.sections.has(section)) this.sections.set(section, listener);
      }
    }
  }

  /** The listeners of what a route attaches to; undefined where it is not in the set. */
  all({ kind, namespace, name }: ParentRef): readonly Listener[] | undefined {
    return this.holders.get(keyOf(kind, namespace, name));
  }

  /** Those that it names by section and port; undefined where the Gateway is not in the set. */
  named(parent: ParentRef): readonly Listener[] | undefined {
    const { kind, namespace, name, sectionName, port } = parent;
    const all = this.all(parent);
    if (all === undefined) return undefined;
    const section = this.sections.get(`${keyOf(kind, namespace, name)}/${sectionName ?? ''}`);
    const named = sectionName === undefined ? all : section === undefined ? [] : [section];
    return named.filter((listener) => port === undefined || listener.port === port);
  }
}

const made = new WeakMap<ManifestSet, ListenerIndex>();

/** The listeners of a set; several controls ask. */
export function listenerIndexOf(set: ManifestSet): ListenerIndex {
  const known = made.get(set) ?? new ListenerIndex(set);
  made.set(set, known);
  return known;
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${homeOf({ namespace })}/${name}`;
}

/** A Gateway for an example: one HTTPS listener; `listener` is merged over it. */
export function exampleGateway(listener: PlainObject = {}, ...more: readonly PlainObject[]): PlainObject {
  return {
    apiVersion: `${GATEWAY_GROUP}/v1`,
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'shop' },
    spec: { gatewayClassName: 'public', listeners: [{ ...HTTPS, ...listener }, ...more] },
  };
}

const HTTPS: PlainObject = {
  name: 'https',
  port: 443,
  protocol: 'HTTPS',
  hostname: 'shop.example.com',
  tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: 'shop-tls' }] },
  allowedRoutes: { namespaces: { from: 'Same' } },
};

/** A route for an example, from a host to the Service web; `spec` is merged over that. */
export function exampleRoute(
  spec: PlainObject = {},
  metadata: PlainObject = {},
  kind = 'HTTPRoute',
): PlainObject {
  return {
    apiVersion: `${GATEWAY_GROUP}/v1`,
    kind,
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: {
      parentRefs: [{ name: 'public', sectionName: 'https' }],
      hostnames: ['shop.example.com'],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
      ...spec,
    },
  };
}
