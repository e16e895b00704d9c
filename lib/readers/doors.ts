import type { ClusterProfile } from '../core/cluster/profile';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { addTo, objectAt } from '../core/manifest/plain';
import type { Pod as SeenPod } from '../core/manifest/pod';
import { INSTANCE_LABEL } from '../core/well-known';
import type { PlacedWorkload } from '../model/cluster-model';
import type { Workload } from '../model/workload';
import { type Around, gatewayRoute, ingressRoute, isRedirect } from './door-routes';
import { externalService } from './door-services';
import { isOurs } from './ours';
import { textMap } from './typed';

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'] as const;
/** What is around routes, and is found by their names. */
const AROUND = [
  'Certificate',
  'BackendTLSPolicy',
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'ClientSettingsPolicy',
] as const;
const KINDS: readonly string[] = [...ROUTES, ...AROUND, 'Ingress', 'Service'];

/**
 * Reads how clients outside of the cluster reach workloads, of objects that our blueprints made. Third-party ones are
 * exposures alone: nothing in the model holds all that they may say.
 */
export class DoorReader {
  private readonly ours = new Map<string, Entry[]>();
  /** The objects that were read: they are compared with what is rendered of the model. */
  readonly read = new Set<Entry>();

  constructor(
    private readonly set: ManifestSet,
    private readonly cluster: ClusterProfile,
  ) {
    for (const entry of KINDS.flatMap((kind) => set.ofKind(kind))) {
      const labels = textMap(objectAt(entry.manifest, 'metadata')?.labels);
      const instance = labels[INSTANCE_LABEL];
      if (instance !== undefined && isOurs(labels))
        addTo(this.ours, keyOf(entry.ref.namespace, instance), entry);
    }
  }

  /** Workloads with how they are reached. */
  withDoors(workloads: ReadonlyMap<SeenPod, PlacedWorkload>): Map<SeenPod, PlacedWorkload> {
    return new Map(
      [...workloads].map(([pod, placed]) => {
        const doors = this.doorsOf(placed.workload);
        const has = Object.keys(doors).length > 0;
        return [pod, has ? { ...placed, workload: { ...placed.workload, ...doors } } : placed];
      }),
    );
  }

  private doorsOf(workload: Workload): Pick<Workload, 'exposed' | 'ingresses' | 'services'> {
    const entries = [...(this.ours.get(keyOf(workload.namespace, workload.name)) ?? [])];
    if (entries.length === 0) return {};
    const around = this.aroundOf(workload, entries);
    const exposed = this.all(
      entries.filter(({ ref }) => isRoute(ref.kind)),
      (entry) => gatewayRoute(entry, around),
    );
    const ingresses = this.all(ofKind(entries, 'Ingress'), (entry) => ingressRoute(entry, around));
    const services = this.all(ofKind(entries, 'Service'), ({ ref, manifest }) =>
      externalService(ref.name, manifest),
    );
    if (exposed.length > 0) for (const entry of entries) if (isRedirect(entry)) this.read.add(entry);
    return {
      ...(exposed.length === 0 ? {} : { exposed: inOrder(exposed) }),
      ...(ingresses.length === 0 ? {} : { ingresses: inOrder(ingresses) }),
      ...(services.length === 0 ? {} : { services: inOrder(services) }),
    };
  }

  private all<Door>(entries: readonly Entry[], read: (entry: Entry) => Door | undefined): Door[] {
    return entries.flatMap((entry) => {
      const door = read(entry);
      if (door === undefined) return [];
      this.read.add(entry);
      return [door];
    });
  }

  private aroundOf(workload: Workload, entries: readonly Entry[]): Around {
    const { namespace } = workload;
    const byName = new Map(entries.map((entry) => [`${entry.ref.kind}/${entry.ref.name}`, entry.manifest]));
    return {
      workload,
      ingress: this.cluster.ingress,
      entries,
      beside: (kind, name) => byName.get(`${kind}/${name}`),
      listeners: (kind, name) => this.set.find(kind, namespace, name)?.manifest,
    };
  }
}

function isRoute(kind: string): boolean {
  return ROUTES.some((route) => route === kind);
}

function ofKind(entries: readonly Entry[], kind: string): Entry[] {
  return entries.filter(({ ref }) => ref.kind === kind);
}

/** As they were said: the first has the name of the workload, and the others a number behind it. */
function inOrder<Door extends { readonly name: string }>(doors: readonly Door[]): Door[] {
  const number = ({ name }: Door): number => Number(/-(\d{1,4})$/.exec(name)?.[1] ?? 1);
  return [...doors].sort((left, right) => number(left) - number(right));
}

function keyOf(namespace = 'default', name: string): string {
  return `${namespace}/${name}`;
}
