import type { TeamLevel } from '../core/rbac/team-levels';
import type { Text } from './text';

/** What groups of people may do in one namespace. */
export interface TeamAccess {
  /** What the names of its Roles begin with. */
  readonly name: string;
  readonly namespace: string | undefined;
  /** The groups of each level; those of `edit` and `debug` are among those of `view`, too. */
  readonly groups: Readonly<Partial<Record<TeamLevel, readonly Text[]>>>;
  /** Custom resources beside those of Kubernetes. */
  readonly resources: readonly string[];
  /** Additional labels of its objects. */
  readonly labels: Readonly<Record<string, string>>;
}
