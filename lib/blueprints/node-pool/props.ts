/** A pool of nodes that was declared once: what workloads and namespaces ask of the construct. */
export interface Dedicated {
  /** The name of the pool. */
  readonly poolName: string;
  /** The RuntimeClass of its pods; undefined if the pool has none. */
  readonly poolRuntimeClass: string | undefined;
  /** The PriorityClass of its pods; undefined if the pool has none. */
  readonly poolPriorityClass: string | undefined;
}

/** A RuntimeClass that is made with the pool, and has its name: a sandbox, such as gVisor or Kata Containers. */
export interface PoolRuntimeProps {
  /** What the container runtime of the nodes calls it, such as `runsc` for gVisor and `kata` for Kata Containers. @example 'runsc' */
  readonly handler: string;
  /** CPU that each pod costs beside its containers. It counts in the quota. @default none @needs a quantity @example '250m' */
  readonly cpu?: string;
  /** Memory that each pod costs beside its containers. It counts in the quota. @default none @needs a quantity @example '160Mi' */
  readonly memory?: string;
}

/** A PriorityClass that is made with the pool, and has its name. */
export interface PoolPriorityProps {
  /** From 1 to 1000000000; pods of higher values are started first, in place of others. @example 200000 */
  readonly value: number;
}

/** Settings of a pool of nodes for some workloads alone. */
export interface NodePoolProps {
  /** The name of the pool, if it differs from the id: at most 50 characters. @default the id @example 'sensitive' */
  readonly name?: string;
  /**
   * Namespaces whose pods may run on every node, beside `kube-system`: those of agents, such as the network plugin.
   * @default kube-system alone
   * @example ['calico-system']
   */
  readonly exemptNamespaces?: readonly string[];
  /**
   * The RuntimeClass of all pods in the pool: one that is made here, or the name of one that exists.
   * @default that of the nodes
   * @example 'gvisor'
   */
  readonly runtimeClass?: string | PoolRuntimeProps;
  /**
   * The PriorityClass of all pods in the pool: one that is made here, or the name of one that exists.
   * @default that of the cluster
   * @example 'shop-critical'
   */
  readonly priorityClass?: string | PoolPriorityProps;
  /** Additional labels. @default none @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
}
