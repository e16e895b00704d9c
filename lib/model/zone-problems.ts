import { contains, parseCidr } from '../core/controls/network/shared/cidr';
import type { InputProblem } from '../core/errors';
import type { Zone, ZoneSide } from '../core/tenancy/zone';
import type { ClusterModel } from './cluster-model';
import { type Party, partyText } from './intent';

/** The routes of a model that the zone of a namespace at one of their ends does not hold. */
export function zoneProblems({ namespaces, intents }: ClusterModel): InputProblem[] {
  const zones = new Map<string, Zone>();
  for (const { name, tenancy } of namespaces) if (tenancy?.zone !== undefined) zones.set(name, tenancy.zone);
  if (zones.size === 0) return [];
  return intents.flatMap(({ from, to }) => [
    ...outside(from, to, 'to', zones).map((problem) => on(from, to, problem)),
    ...outside(to, from, 'from', zones).map((problem) => on(from, to, problem)),
  ]);
}

function on(from: Party, to: Party, problem: InputProblem): InputProblem {
  return { ...problem, field: `route from ${partyText(from)} to ${partyText(to)}, ${problem.field}` };
}

/** What the zone of the namespace of one end says of the other end. */
function outside(
  self: Party,
  other: Party,
  side: 'from' | 'to',
  zones: ReadonlyMap<string, Zone>,
): InputProblem[] {
  const home = namespaceOf(self);
  const allowed = home === undefined ? undefined : zones.get(home)?.[side];
  if (home === undefined || allowed === undefined || isIn(other, home, allowed)) return [];
  const needs = `an end in zone.${side} of ${home}: ${textOf(allowed)}`;
  return [{ field: side, found: partyText(other), needs, fix: fixOf(other, side) }];
}

/** The one namespace that a party is in; undefined where it is in none, or in many. */
function namespaceOf(party: Party): string | undefined {
  if (party.party === 'workload' || party.party === 'pods') return party.namespace;
  return party.party === 'selected' && typeof party.namespaces === 'string' ? party.namespaces : undefined;
}

function isIn(other: Party, home: string, { namespaces, entities, cidrs, hosts }: ZoneSide): boolean {
  const namespace = namespaceOf(other);
  if (namespace !== undefined) return namespace === home || namespaces.includes(namespace);
  switch (other.party) {
    // Without names, nothing works: every workload may ask for them.
    case 'entity':
      return other.entity === 'dns' || entities.includes(other.entity);
    case 'host':
      return hosts.includes(other.host);
    case 'cidr':
      return cidrs.some((range) => holds(range, other.cidr));
    default:
      // Namespaces by their labels, and everybody: more than any zone says.
      return false;
  }
}

function holds(range: string, cidr: string): boolean {
  const [outer, inner] = [parseCidr(range), parseCidr(cidr)];
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}

function textOf({ namespaces, entities, cidrs, hosts }: ZoneSide): string {
  return ['the namespace itself', ...namespaces, ...entities, ...cidrs, ...hosts].join(', ');
}

function fixOf(other: Party, side: 'from' | 'to'): string {
  const namespace = namespaceOf(other);
  if (namespace !== undefined) return `zone: { ${side}: { namespaces: ['${namespace}'] } }`;
  if (other.party === 'entity') return `zone: { ${side}: { entities: ['${other.entity}'] } }`;
  if (other.party === 'cidr') return `zone: { ${side}: { cidrs: ['${other.cidr}'] } }`;
  if (other.party === 'host') return `zone: { ${side}: { hosts: ['${other.host}'] } }`;
  return 'name the namespaces, one route for each';
}
