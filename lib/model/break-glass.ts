import type { TeamLevel } from '../core/rbac/team-levels';

/** What people may do in one namespace in an emergency, once somebody binds them for a time. */
export interface BreakGlass {
  /** The name of its Role. */
  readonly name: string;
  readonly namespace: string;
  readonly levels: readonly TeamLevel[];
  /** Custom resources beside those of Kubernetes. */
  readonly resources: readonly string[];
  /** How long a binding may last, in seconds. */
  readonly maximum: number;
  /** The same in words. */
  readonly maximumText: string;
  /** Additional labels of its objects. */
  readonly labels: Readonly<Record<string, string>>;
}
