import type { Allowed } from '../core/tenancy/allowed';
import type { Zone } from '../core/tenancy/zone';

/** What a namespace says about whose it is, and about what may be in it. */
export interface Tenancy {
  /** The team or person whose it is. */
  readonly owner?: string;
  /** Where to reach them. */
  readonly contact?: string;
  readonly allowed?: Allowed;
  readonly zone?: Zone;
  /** The maximum number of objects of further resources, by their name in a quota without `count/`. */
  readonly objects?: Readonly<Record<string, number>>;
}
