import type { PlainObject } from '../manifest/plain';
import { annotationOf } from '../well-known';

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

const ANNOTATIONS = { from: 'bulwark.dev/zone-from', to: 'bulwark.dev/zone-to' } as const;
const SIDES = ['from', 'to'] as const;

/** What an item of an annotation begins with, by the list that it is in. A name of a namespace has none. */
const PREFIXES = { entities: 'entity/', cidrs: 'cidr/', hosts: 'host/' } as const;
const PREFIXED = ['entities', 'cidrs', 'hosts'] as const;

/** The annotations of a Namespace that say its zone: `monitoring, entity/gateway, cidr/192.0.2.0/24`. */
export function zoneAnnotations(zone: Zone): Record<string, string> {
  const annotations: Record<string, string> = {};
  for (const side of SIDES) {
    const said = zone[side];
    if (said === undefined) continue;
    const others = PREFIXED.flatMap((list) => said[list].map((item) => `${PREFIXES[list]}${item}`));
    annotations[ANNOTATIONS[side]] = [...said.namespaces, ...others].join(', ');
  }
  return annotations;
}

/** The zone of a Namespace by its annotations; undefined where it says none. */
export function zoneBy(namespace: PlainObject): Zone | undefined {
  const zone: { from?: ZoneSide; to?: ZoneSide } = {};
  for (const side of SIDES) {
    const text = annotationOf(namespace, ANNOTATIONS[side]);
    if (text !== undefined) zone[side] = sideIn(typeof text === 'string' ? text : '');
  }
  return Object.keys(zone).length === 0 ? undefined : zone;
}

function sideIn(text: string): ZoneSide {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const below = (prefix: string): string[] =>
    items.filter((item) => item.startsWith(prefix)).map((item) => item.slice(prefix.length));
  return {
    namespaces: items.filter((item) => !item.includes('/')),
    entities: below(PREFIXES.entities),
    cidrs: below(PREFIXES.cidrs),
    hosts: below(PREFIXES.hosts),
  };
}
