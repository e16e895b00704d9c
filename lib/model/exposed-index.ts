import type { Workload } from './workload';

/** A workload where it stands. */
interface Placed {
  readonly workload: Workload;
}

/** Which workloads go through the Gateway of their own namespace, in a model that is still being filled; each is looked at once. */
export class ExposedIndex<One extends Placed> {
  private readonly found = new Map<string | undefined, One[]>();
  private seen = 0;

  /**
   * @param namespace undefined for where whoever applies them decides
   * @returns in the order in which they were added
   */
  of(namespace: string | undefined, workloads: readonly One[]): readonly One[] {
    for (; this.seen < workloads.length; this.seen += 1) {
      const placed = workloads[this.seen];
      if (placed !== undefined && bringsHosts(placed)) this.add(placed);
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

function bringsHosts({ workload }: Placed): boolean {
  return (workload.exposed ?? []).some(({ shared }) => shared === undefined);
}
