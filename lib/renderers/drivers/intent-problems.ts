import type { ClusterProfile } from '../../core/cluster/profile';
import { contains, parseCidr } from '../../core/controls/network/cidr';
import type { InputProblem } from '../../core/errors';
import { subdomainProblems } from '../../core/manifest/names';
import type { HttpRule, Intent, Party } from '../../model/intent';

/** What is wrong with a route in the words of every driver: without these looks a rule would mean something else. */
export function intentProblems(intent: Intent, cluster: ClusterProfile): InputProblem[] {
  return [
    ...portProblems(intent),
    ...partyProblems(intent.from, 'from', cluster),
    ...partyProblems(intent.to, 'to', cluster),
    ...(intent.http ?? []).flatMap(httpProblems),
    ...(intent.from.party === 'host' ? [fromHost(intent.from.host)] : []),
    ...(intent.http?.length === 0
      ? [problem('http', 'an empty list', 'a rule, or no http', 'leave http out')]
      : []),
  ];
}

const WITH_PORTS = ['dns', 'api-server'];

function portProblems({ to, ports }: Intent): InputProblem[] {
  const given = to.party === 'entity' && WITH_PORTS.includes(to.entity);
  if (ports.length === 0 && !given) {
    return [problem('ports', 'none', 'a port: without one, all ports would be meant', 'ports: [443]')];
  }
  return ports
    .filter(({ port }) => !Number.isInteger(port) || port < 1 || port > 65_535)
    .map(({ port }) => problem('ports', String(port), 'a port from 1 to 65535', 'ports: [443]'));
}

function partyProblems(party: Party, side: string, cluster: ClusterProfile): InputProblem[] {
  if (party.party === 'host') return hostProblems(party.host, side, cluster);
  if (party.party !== 'cidr') return [];
  const whole = parseCidr(party.cidr);
  if (whole === undefined) return [problem(side, party.cidr, 'a range of addresses', `cidr: '192.0.2.0/24'`)];
  return (party.except ?? [])
    .filter((text) => {
      const hole = parseCidr(text);
      return hole === undefined || !contains(whole, hole) || contains(hole, whole);
    })
    .map((text) =>
      problem(`${side}.except`, text, `a smaller range inside of ${party.cidr}`, 'leave it out'),
    );
}

function hostProblems(host: string, side: string, { dns }: ClusterProfile): InputProblem[] {
  const name = host.toLowerCase().replace(/\.$/, '');
  const fix = `host: 'api.example.com'`;
  const plain = name.replace(/^\*\./, '');
  const wrong = subdomainProblems(plain).length > 0 || !plain.includes('.') || /^[\d.]+$/.test(plain);
  if (wrong) return [problem(side, host, 'a host name, or *. and one', fix)];
  const inside = plain.endsWith('.svc') || plain === dns.domain || plain.endsWith(`.${dns.domain}`);
  return inside ? [problem(side, host, 'a name outside of the cluster', 'talksTo(workload)')] : [];
}

function fromHost(host: string): InputProblem {
  return problem(
    'from',
    host,
    'a peer that has addresses or labels: a name says nothing of who calls',
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

function problem(field: string, found: string, needs: string, fix: string): InputProblem {
  return { field, found, needs, fix };
}
