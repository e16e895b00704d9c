import { checkArgument } from '../../core/check-input';
import {
  type Grant,
  type NamedResource,
  patch,
  read,
  type StandsForObject,
  update,
  watch,
} from '../../core/rbac/grant';
import { withMethods } from '../../core/shape';

/** Who takes a grant: an identity, or a workload, whose identity takes it. */
export interface Grantee {
  /** Gives it further rights. */
  grant(...grants: readonly Grant[]): unknown;
}

/** An object that may be read by those who have a grant. */
export interface Readable extends StandsForObject {
  /** Lets someone read it, and nothing else next to it. */
  grantRead(to: Grantee): void;
}

/** An object that may be read and watched by those who have a grant. */
export interface Watchable extends Readable {
  /** Lets someone read and watch it, with a client that asks for it by the field `metadata.name`. */
  grantWatch(to: Grantee): void;
}

/** An object that may be changed by those who have a grant. */
export interface Changeable extends Watchable {
  /** Lets someone read and change it. */
  grantUpdate(to: Grantee): void;
  /** Lets someone patch it. */
  grantPatch(to: Grantee): void;
}

/** A workload that may be looked at, and scaled, by those who have a grant. */
export interface Scalable extends Watchable {
  /** Lets someone read it, or its scale. */
  grantRead(to: Grantee, subresource?: 'scale' | 'status'): void;
  /** Lets someone read and change how many pods it has. */
  grantUpdate(to: Grantee, subresource: 'scale'): void;
  /** Lets someone patch how many pods it has. */
  grantPatch(to: Grantee, subresource: 'scale'): void;
}

const GRANTEE = withMethods('a LeastPrivilegeServiceAccount or a workload', 'operator', 'grant');

/** Gives someone a right that an object says. @throws InvalidInputError where it cannot take one */
export function give(call: string, to: Grantee, make: () => Grant): void {
  checkArgument(call, 'to', to, GRANTEE);
  to.grant(make());
}

/** What an object offers that may be read. */
export function readable(granted: NamedResource): Readable {
  return { granted, grantRead: (to) => give('grantRead', to, () => read(granted)) };
}

/** What an object offers that may be changed as well. */
export function changeable(granted: NamedResource): Changeable {
  return {
    ...readable(granted),
    grantWatch: (to) => give('grantWatch', to, () => watch(granted)),
    grantUpdate: (to) => give('grantUpdate', to, () => update(granted)),
    grantPatch: (to) => give('grantPatch', to, () => patch(granted)),
  };
}
