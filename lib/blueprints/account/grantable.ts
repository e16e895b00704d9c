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

/** An object that may be read by whoever is let. */
export interface Readable extends StandsForObject {
  /** Lets somebody read it, and nothing else beside it. */
  grantRead(to: Grantee): void;
}

/** An object that may be read and watched by whoever is let. */
export interface Watchable extends Readable {
  /** Lets somebody read and watch it, with a client that asks for it by the field `metadata.name`. */
  grantWatch(to: Grantee): void;
}

/** An object that may be changed by whoever is let. */
export interface Changeable extends Watchable {
  /** Lets somebody read and change it. */
  grantUpdate(to: Grantee): void;
  /** Lets somebody patch it. */
  grantPatch(to: Grantee): void;
}

/** A workload that may be looked at, and scaled, by whoever is let. */
export interface Scalable extends Watchable {
  /** Lets somebody read it, or its scale. */
  grantRead(to: Grantee, subresource?: 'scale' | 'status'): void;
  /** Lets somebody read and change how many pods it has. */
  grantUpdate(to: Grantee, subresource: 'scale'): void;
  /** Lets somebody patch how many pods it has. */
  grantPatch(to: Grantee, subresource: 'scale'): void;
}

const GRANTEE = withMethods('a LeastPrivilegeServiceAccount or a workload', 'operator', 'grant');

/** Gives somebody a right that an object says. @throws InvalidInputError where it cannot take one */
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
