import type { InputProblem } from '../core/errors';
import { addTo } from '../core/manifest/plain';
import type { ClusterModel } from './cluster-model';
import type { Exposed, HostRoute } from './exposed';
import { crowded } from './listeners';

/** In place of the certificate of a host whose program has it. */
const PASSED = 'of the program itself';

const DOORS = ['gateway', 'ingress', 'service'] as const;

/** A host that a workload takes, at a door: whatever answers for it. */
interface Claim {
  readonly host: string;
  readonly namespace: string;
  /** The workload, for messages. */
  readonly workload: string;
  readonly door: (typeof DOORS)[number];
  /** What is spoken there. */
  readonly protocol: Exposed['protocol'];
  /** What leads to the workload there, for messages. */
  readonly paths: readonly string[];
  /** The Secret of its certificate. */
  readonly secret: unknown;
}

/** What is wrong with all hosts together: claimed by two namespaces, led to two workloads, or too many for a Gateway. */
export function exposedProblems(model: ClusterModel): InputProblem[] {
  const claims = claimsOf(model);
  const byHost = new Map<string, Claim[]>();
  for (const claim of claims) addTo(byHost, claim.host, claim);
  return [...[...byHost.values()].flatMap(problemsOf), ...crowded(model)];
}

function claimsOf({ workloads }: ClusterModel): Claim[] {
  return workloads.flatMap(({ workload }) => {
    const { name, namespace = 'default', exposed = [], ingresses = [], services = [] } = workload;
    const place = { namespace, workload: `${namespace}/${name}` };
    return [
      ...exposed.flatMap((route) => claimsAt('gateway', route, place, route.protocol)),
      ...ingresses.flatMap((route) => claimsAt('ingress', route, place, 'http')),
      ...services.flatMap(({ hosts }) =>
        hosts.map(
          (host): Claim => ({
            ...place,
            host,
            door: 'service',
            protocol: 'tls',
            paths: ['all connections'],
            secret: undefined,
          }),
        ),
      ),
    ];
  });
}

function claimsAt(
  door: Claim['door'],
  { hosts, paths, certificate }: HostRoute,
  place: Pick<Claim, 'namespace' | 'workload'>,
  protocol: Exposed['protocol'],
): Claim[] {
  const whole = { grpc: ['all calls'], tls: ['all connections'], http: undefined }[protocol];
  const taken = whole ?? paths.map(({ type, value }) => `${type} ${value}`);
  const secret = protocol === 'tls' ? PASSED : certificate?.secret;
  return hosts.map((host) => ({ ...place, host, door, protocol, paths: [...new Set(taken)], secret }));
}

function problemsOf(claims: readonly Claim[]): InputProblem[] {
  const [first] = claims;
  if (first === undefined || claims.length === 1) return [];
  const field = `host ${first.host}`;
  const foreign = claims.find(({ namespace }) => namespace !== first.namespace);
  if (foreign !== undefined) {
    const found = `claimed by ${first.workload} and by ${foreign.workload}`;
    return [
      {
        field,
        found,
        needs: 'one namespace that it belongs to',
        fix: 'another host, or a route in one namespace',
      },
    ];
  }
  // A host may move from one door to the other: both answer until its address in the DNS does.
  const doors = DOORS.map((door) => claims.filter((claim) => claim.door === door));
  return doors.flatMap((at) => [
    ...sharedPaths(field, at),
    ...otherProtocols(field, at),
    ...otherCertificates(field, at),
  ]);
}

/** Two workloads that get the same requests: nobody can say which. */
function sharedPaths(field: string, claims: readonly Claim[]): InputProblem[] {
  const owners = new Map<string, string>();
  const problems: InputProblem[] = [];
  for (const { workload, paths } of claims) {
    for (const path of paths) {
      const owner = owners.get(path);
      if (owner === undefined) owners.set(path, workload);
      else
        problems.push({
          field: `${field}, ${path}`,
          found: `led to ${owner} and to ${workload}`,
          needs: 'one workload for each path of a host',
          fix: `paths: ['/another'] on one of them`,
        });
    }
  }
  return problems;
}

/** Of routes of several kinds for one host a listener takes one. Source: the Gateway API, GRPCRoute. */
function otherProtocols(field: string, claims: readonly Claim[]): InputProblem[] {
  const [first] = claims;
  const other = claims.find(({ protocol }) => protocol !== first?.protocol);
  if (first === undefined || other === undefined) return [];
  return [
    {
      field,
      found: `${first.protocol} of ${first.workload} and ${other.protocol} of ${other.workload}`,
      needs: 'one protocol for each host',
      fix: 'another host for one of them',
    },
  ];
}

/** A listener has one certificate for its host. */
function otherCertificates(field: string, claims: readonly Claim[]): InputProblem[] {
  // What is known later only is checked once it is known.
  const [first, ...others] = claims.filter(
    ({ secret }) => secret === undefined || typeof secret === 'string',
  );
  const other = others.find(({ secret }) => secret !== first?.secret);
  if (first === undefined || other === undefined) return [];
  return [
    {
      field,
      found: `the certificates ${String(first.secret)} of ${first.workload} and ${String(other.secret)} of ${other.workload}`,
      needs: 'one certificate for each host',
      fix: `certificate: { secret: '${String(first.secret)}' } on both`,
    },
  ];
}
