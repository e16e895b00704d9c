import type { Allowed } from '../core/tenancy/allowed';

/** Who may be at the other end of the routes of a namespace. */
export interface ZoneSide {
  /** Names of further namespaces; the namespace itself always may. */
  readonly namespaces: readonly string[];
  /** What every cluster has, by its meaning. */
  readonly entities: readonly string[];
  /** Ranges of addresses, which hold those of routes. */
  readonly cidrs: readonly string[];
  /** Host names, as routes say them. */
  readonly hosts: readonly string[];
}

/** Who may talk into and out of a namespace at all. @default of a side: anyone that a route names */
export interface Zone {
  readonly from?: ZoneSide;
  readonly to?: ZoneSide;
}

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
