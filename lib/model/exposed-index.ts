import type { Workload } from './workload';

/** A workload where it is. */
interface Placed {
  readonly workload: Workload;
}

/** Which workloads have something in common, such as a way in, by their namespaces, in a model that is still being filled; each is looked at once. */
export class ExposedIndex<One extends Placed> {
  private readonly found = new Map<string | undefined, One[]>();
  private seen = 0;

  /** @param isMeant whether a workload is one of them */
  constructor(private readonly isMeant: (workload: Workload) => boolean) {}

  /**
   * @param namespace undefined if it is chosen when they are applied
   * @returns in the order in which they were added
   */
  of(namespace: string | undefined, workloads: readonly One[]): readonly One[] {
    for (; this.seen < workloads.length; this.seen += 1) {
      const placed = workloads[this.seen];
      if (placed !== undefined && this.isMeant(placed.workload)) this.add(placed);
    }
    return this.found.get(namespace) ?? [];
  }

  private add(placed: One): void {
    const { namespace } = placed.workload;
    const list = this.found.get(namespace);
    if (list === undefined) this.found.set(namespace, [placed]);
    else list.push(placed);
  }
}

/** Whether a workload goes through the Gateway of its own namespace. */
export function bringsHosts({ exposed = [] }: Workload): boolean {
  return exposed.some(({ shared }) => shared === undefined);
}

/** Whether clients outside of the cluster reach a workload past its gateway. */
export function hasServices({ services = [] }: Workload): boolean {
  return services.length > 0;
}

/** Whether a workload goes through a ListenerSet of its namespace. */
export function usesListenerSet({ exposed = [] }: Workload): boolean {
  return exposed.some(({ shared }) => shared?.listenerSet === true);
}

/** Whether a workload runs in a pool of nodes. */
export function isDedicated({ pod }: Workload): boolean {
  return pod.pool !== undefined;
}
