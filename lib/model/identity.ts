import type { Grant } from '../core/rbac/grant';

/** An identity with its rights: a ServiceAccount, and a Role where it has a grant. */
export interface Identity {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The workload that it belongs to, or the account itself where it stands alone: the label `instance`. */
  readonly instance: string;
  /** What it may do. */
  readonly grants: readonly Grant[];
  /** Further labels of its objects. */
  readonly labels: Readonly<Record<string, string>>;
}
