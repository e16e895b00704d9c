import type { Grant } from '../../core/rbac/grant';

/** Settings of an identity. */
export interface AccountProps {
  /** The name of the ServiceAccount, if it differs from the id. @default the id @example 'reader' */
  readonly name?: string;
  /** What it is allowed to do, on named resources; see `read`, `watch` and `update`. @default nothing */
  readonly grants?: readonly Grant[];
  /** The workload that it belongs to; its labels say so. @default its own name @example 'web' */
  readonly instance?: string;
  /** Additional labels of its objects. @default none @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a workload asks of the construct of an identity. */
export interface Granted {
  readonly grants: readonly Grant[];
}

/** The identity of a workload. `Account` is the construct of an identity. */
export interface IdentityProps<Account = Granted> {
  /** What its own ServiceAccount is allowed to do. @default nothing, and no token */
  readonly grants?: readonly Grant[];
  /** An identity that you created, instead of `grants`. @default one that is created for this workload */
  readonly account?: Account;
}
