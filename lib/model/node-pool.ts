/** What runs the containers of a pool apart from its nodes. */
export interface PoolRuntime {
  /** The name of the RuntimeClass. */
  readonly name: string;
  /** What the nodes call it; undefined where the RuntimeClass is made elsewhere. */
  readonly handler?: string;
  /** What each pod costs beside its containers. */
  readonly overhead?: { readonly cpu?: string; readonly memory?: string };
}

/** Which pods of a pool are started first. */
export interface PoolPriority {
  /** The name of the PriorityClass. */
  readonly name: string;
  /** Undefined where the PriorityClass is made elsewhere. */
  readonly value?: number;
}

/** Nodes for some workloads alone. */
export interface NodePool {
  readonly name: string;
  /** Namespaces whose pods may run on every node, beside those that have the pool. */
  readonly exempt: readonly string[];
  readonly runtime?: PoolRuntime;
  readonly priority?: PoolPriority;
  /** Additional labels of its objects. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a pool means for the pods in it. */
export interface PoolUse {
  readonly name: string;
  /** The name of its RuntimeClass. */
  readonly runtimeClass?: string;
  /** The name of its PriorityClass. */
  readonly priorityClass?: string;
}
