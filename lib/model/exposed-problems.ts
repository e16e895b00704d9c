import type { InputProblem } from '../core/errors';
import { addTo } from '../core/manifest/plain';
import type { ClusterModel } from './cluster-model';
import type { Exposed } from './exposed';

/** Listeners that one Gateway may have, one of them for requests in the clear. Source: the Gateway API. */
const MOST_LISTENERS = 64;

interface Claim {
  readonly host: string;
  readonly namespace: string;
  /** The workload, for messages. */
  readonly workload: string;
  readonly exposed: Exposed;
}

/** What is wrong with all hosts together: claimed by two namespaces, led to two workloads, or too many for a Gateway. */
export function exposedProblems(model: ClusterModel): InputProblem[] {
  const claims = claimsOf(model);
  const byHost = new Map<string, Claim[]>();
  for (const claim of claims) addTo(byHost, claim.host, claim);
  return [...[...byHost.values()].flatMap(problemsOf), ...crowded(claims)];
}

function claimsOf({ workloads }: ClusterModel): Claim[] {
  return workloads.flatMap(({ workload: { name, namespace = 'default', exposed = [] } }) =>
    exposed.flatMap((one) =>
      one.hosts.map((host) => ({ host, namespace, workload: `${namespace}/${name}`, exposed: one })),
    ),
  );
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
  return [...sharedPaths(field, claims), ...otherCertificates(field, first, claims)];
}

/** Two workloads that get the same requests: nobody can say which. */
function sharedPaths(field: string, claims: readonly Claim[]): InputProblem[] {
  const owners = new Map<string, string>();
  const problems: InputProblem[] = [];
  for (const { workload, exposed } of claims) {
    const paths =
      exposed.protocol === 'grpc'
        ? ['all calls']
        : exposed.paths.map(({ type, value }) => `${type} ${value}`);
    for (const path of new Set(paths)) {
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

/** A listener has one certificate for its host. */
function otherCertificates(field: string, first: Claim, claims: readonly Claim[]): InputProblem[] {
  const secretOf = ({ exposed: { certificate, shared } }: Claim): unknown =>
    shared === undefined ? certificate?.secret : undefined;
  const other = claims.find((claim) => secretOf(claim) !== secretOf(first));
  if (other === undefined) return [];
  return [
    {
      field,
      found: `the certificates ${String(secretOf(first))} of ${first.workload} and ${String(secretOf(other))} of ${other.workload}`,
      needs: 'one certificate for each host',
      fix: `certificate: { secret: '${String(secretOf(first))}' } on both`,
    },
  ];
}

function crowded(claims: readonly Claim[]): InputProblem[] {
  const hosts = new Map<string, Set<string>>();
  for (const { namespace, host, exposed } of claims) {
    if (exposed.shared !== undefined) continue;
    const known = hosts.get(namespace) ?? new Set();
    hosts.set(namespace, known.add(host));
  }
  return [...hosts].flatMap(([namespace, { size }]) =>
    size < MOST_LISTENERS
      ? []
      : [
          {
            field: `Gateway of ${namespace}`,
            found: `${size} hosts`,
            needs: `at most ${MOST_LISTENERS - 1}`,
            fix: 'a second namespace, or a shared Gateway',
          },
        ],
  );
}
