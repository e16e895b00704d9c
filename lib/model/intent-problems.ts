import type { ClusterProfile } from '../core/cluster/profile';
import { contains, parseCidr } from '../core/controls/network/shared/cidr';
import type { InputProblem } from '../core/errors';
import { subdomainProblems } from '../core/manifest/names';
import type { PortSpec } from '../core/network/route';
import type { GrpcRule, HttpRule, Intent, Party } from './intent';

/** What is wrong with a route in the terms of every driver: without these looks a rule would mean something else. */
export function intentProblems(intent: Intent, cluster: ClusterProfile): InputProblem[] {
  return [
    ...(hasPorts(intent.to) || intent.loose !== undefined ? [] : portProblems(intent.ports)),
    ...partyProblems(intent.from, 'from', cluster.dns.domain),
    ...partyProblems(intent.to, 'to', cluster.dns.domain),
    ...(intent.http ?? []).flatMap(httpProblems),
    ...(intent.grpc ?? []).flatMap(grpcProblems),
    ...(intent.grpc?.length === 0
      ? [problem('grpc', 'an empty list', 'a rule, or no grpc', 'leave grpc out')]
      : []),
    ...(intent.from.party === 'host' ? [fromHost(intent.from.host)] : []),
    ...(intent.http?.length === 0
      ? [problem('http', 'an empty list', 'a rule, or no http', 'leave http out')]
      : []),
  ];
}

const WITH_PORTS = ['dns', 'api-server'];

/** Whether the ports of a party are in the cluster profile. */
function hasPorts(party: Party): boolean {
  return party.party === 'entity' && WITH_PORTS.includes(party.entity);
}

/** What is wrong with the ports of a route. */
export function portProblems(ports: readonly PortSpec[]): InputProblem[] {
  if (ports.length === 0) {
    return [problem('ports', 'none', 'a port: without one, all ports would be meant', 'ports: [443]')];
  }
  return ports
    .filter(({ port }) => !Number.isInteger(port) || port < 1 || port > 65_535)
    .map(({ port }) => problem('ports', String(port), 'a port from 1 to 65535', 'ports: [443]'));
}

/**
 * What is wrong with one end of a route.
 * @param field what is named in messages
 * @param domain of the cluster, where it is known
 */
export function partyProblems(party: Party, field: string, domain = 'cluster.local'): InputProblem[] {
  if (party.party === 'host') return hostProblems(party.host, field, domain);
  if (party.party !== 'cidr') return [];
  const whole = parseCidr(party.cidr);
  if (whole === undefined)
    return [problem(field, party.cidr, 'a range of addresses', `cidr: '192.0.2.0/24'`)];
  return (party.except ?? [])
    .filter((text) => {
      const hole = parseCidr(text);
      return hole === undefined || !contains(whole, hole) || contains(hole, whole);
    })
    .map((text) =>
      problem(`${field}.except`, text, `a smaller range inside of ${party.cidr}`, 'leave it out'),
    );
}

function hostProblems(host: string, field: string, domain: string): InputProblem[] {
  const name = host.toLowerCase().replace(/\.$/, '');
  const fix = `host: 'api.example.com'`;
  const plain = name.replace(/^\*\./, '');
  const wrong = subdomainProblems(plain).length > 0 || !plain.includes('.') || /^[\d.]+$/.test(plain);
  if (wrong) return [problem(field, host, 'a host name, or *. and one', fix)];
  const inside = plain.endsWith('.svc') || plain === domain || plain.endsWith(`.${domain}`);
  return inside ? [problem(field, host, 'a name outside of the cluster', 'talksTo(workload)')] : [];
}

function fromHost(host: string): InputProblem {
  return problem(
    'from',
    host,
    'a peer that has addresses or labels: a name says nothing about who calls',
    'a cidr',
  );
}

function httpProblems({ methods = [], path }: HttpRule): InputProblem[] {
  const wrong = methods.filter((method) => !/^[A-Z]{1,20}$/.test(method));
  return [
    ...wrong.map((method) => problem('http.methods', method, 'a method such as GET', `methods: ['GET']`)),
    ...(path === undefined || /^\/[^\s?#*]*\*?$/.test(path)
      ? []
      : [problem('http.path', path, 'a path, or the start of one before an asterisk', `path: '/v1/*'`)]),
  ];
}

/** Names of protobuf: anything else would be a path of another service, or of many. */
function grpcProblems({ service, method }: GrpcRule): InputProblem[] {
  const fix = `grpc: [{ service: 'shop.CartService', method: 'AddItem' }]`;
  return [
    ...(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(service)
      ? []
      : [problem('grpc.service', service, 'the full name of a service, such as shop.CartService', fix)]),
    ...(method === undefined || /^[A-Za-z_]\w*$/.test(method)
      ? []
      : [problem('grpc.method', method, 'the name of a method, such as AddItem', fix)]),
  ];
}

function problem(field: string, found: string, needs: string, fix: string): InputProblem {
  return { field, found, needs, fix };
}
