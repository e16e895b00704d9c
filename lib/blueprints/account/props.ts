import type { Grant } from '../../core/rbac/grant';

/** What a caller says about an identity. */
export interface AccountProps {
  /** The name of the ServiceAccount, where it is not the id. @default the id @example 'reader' */
  readonly name?: string;
  /** What it may do, on named resources; see `read`, `watch`, `update`. @default nothing */
  readonly grants?: readonly Grant[];
  /** The workload that it belongs to, for labels. @default its own name @example 'web' */
  readonly instance?: string;
  /** Further labels of its objects. @default none @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a workload asks of the construct of an identity. */
export interface Granted {
  readonly grants: readonly Grant[];
}

/** Who a workload runs as. `Account` is the construct of an identity. */
export interface IdentityProps<Account = Granted> {
  /** What its own ServiceAccount may do. @default nothing, and no token */
  readonly grants?: readonly Grant[];
  /** An identity of its own, instead of `grants`. @default one made for this workload */
  readonly account?: Account;
}
