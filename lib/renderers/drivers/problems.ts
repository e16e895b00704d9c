import type { ClusterProfile } from '../../core/cluster/profile';
import { type InputProblem, InvalidInputError } from '../../core/errors';
import { type ClusterModel, type PlacedWorkload, partyOf } from '../../model/cluster-model';
import { exposedProblems } from '../../model/exposed-problems';
import { type Intent, isWholeNamespace, type Party, partyText } from '../../model/intent';
import { intentProblems } from '../../model/intent-problems';
import { zoneProblems } from '../../model/zone-problems';
import { DRIVERS, driversOf } from '.';
import type { Driver, Feature, SeenRoute } from './driver';
import { FEATURES } from './driver';

/**
 * What the drivers of a cluster cannot say of a model, and hosts that contradict each other, all at once. Front ends ask before they render, so that nobody
 * meets one problem after the other.
 */
export function routeProblems(model: ClusterModel): InputProblem[] {
  return unique([
    ...exposedProblems(model),
    ...zoneProblems(model),
    ...model.workloads.flatMap((placed) => problemsOf(placed, model, driversOf(model.cluster))),
    ...(model.cluster.mesh === undefined ? [] : sharedAccounts(model)),
  ]);
}

/** What a driver cannot say of one workload; {@link routeProblems} has it of all of them, each route once. */
export class InexpressibleRoutesError extends InvalidInputError {}

/** @throws InexpressibleRoutesError with every route of a workload that a driver cannot say */
export function refuseInexpressible(placed: PlacedWorkload, model: ClusterModel, driver: Driver): void {
  const problems = unique(problemsOf(placed, model, [driver]));
  if (problems.length > 0) throw new InexpressibleRoutesError(partyText(partyOf(placed)), problems);
}

function problemsOf(placed: PlacedWorkload, model: ClusterModel, drivers: readonly Driver[]): InputProblem[] {
  const self = partyOf(placed);
  const seen: SeenRoute[] = [
    ...model.to(self).map((intent): SeenRoute => ({ intent, side: 'from', other: intent.from })),
    ...model.from(self).map((intent): SeenRoute => ({ intent, side: 'to', other: intent.to })),
  ];
  return seen.flatMap((route) => [
    ...intentProblems(route.intent, model.cluster).map((problem) => on(route.intent, problem)),
    ...drivers
      .filter((driver) => driver.concerns(route, model.cluster))
      .flatMap((driver) => refusals(route, driver, model.cluster)),
  ]);
}

function refusals(route: SeenRoute, driver: Driver, cluster: ClusterProfile): InputProblem[] {
  const features = featuresOf(route);
  const cannot = features.filter((feature) => driver.can[feature] === 'no');
  return [
    ...cannot.map((feature) => on(route.intent, beyond(feature, route, driver))),
    ...driver.obstacles(route, cluster).map((problem) => on(route.intent, problem)),
  ];
}

/** What a route asks of a driver. */
export function featuresOf({ intent, side, other }: SeenRoute): Feature[] {
  const name = nameOf(other);
  const known = Object.keys(FEATURES).filter((key): key is Feature => Object.hasOwn(FEATURES, key));
  return [
    ...known.filter((feature) => feature === `${side}-${name}`),
    ...(intent.http === undefined ? [] : (['http'] as const)),
    ...(intent.grpc === undefined ? [] : (['grpc'] as const)),
    ...(intent.ports.some(({ protocol }) => protocol !== 'TCP') ? (['udp'] as const) : []),
    ...(isLoose(intent, other) ? (['loose'] as const) : []),
  ];
}

/** What features call a party. */
function nameOf(other: Party): string {
  if (other.party === 'entity') return other.entity;
  if (isWholeNamespace(other)) return 'namespace';
  return other.party === 'workload' ? 'pods' : other.party;
}

/** Whether only third-party policies say it so. */
function isLoose({ loose }: Intent, other: Party): boolean {
  return (
    loose !== undefined ||
    (other.party === 'selected' && !isWholeNamespace(other)) ||
    other.party === 'anybody'
  );
}

function beyond(feature: Feature, { other, side }: SeenRoute, driver: Driver): InputProblem {
  const able = DRIVERS.filter(({ layer, can }) => layer === driver.layer && can[feature] === 'yes').map(
    ({ title, chosenBy }) => `${title} (${chosenBy})`,
  );
  const why = driver.notes[feature];
  return {
    field: isRequest(feature) ? feature : side,
    found: `${whatOf(feature, other)}, which ${driver.title} cannot say${why === undefined ? '' : `: ${why}`}`,
    needs:
      able.length === 0 ? 'another route: no driver can say it' : `a driver that can: ${able.join(', ')}`,
    fix: fixOf(feature, driver),
  };
}

/** Whether a feature is about what is said over a route. */
function isRequest(feature: Feature): feature is 'http' | 'grpc' {
  return feature === 'http' || feature === 'grpc';
}

function whatOf(feature: Feature, other: Party): string {
  if (isRequest(feature)) return FEATURES[feature];
  return feature === 'loose' ? 'ports or peers of a policy that was read' : partyText(other);
}

function fixOf(feature: Feature, driver: Driver): string {
  if (driver.id === 'istio-ambient')
    return isRequest(feature) ? `leave ${feature} out` : 'route it through a gateway';
  const own = isRequest(feature) ? `leave ${feature} out` : `{ cidr: '192.0.2.0/24' }`;
  return `cni: 'cilium', networkPolicies: 'cilium', or ${own}`;
}

function on(intent: Intent, problem: InputProblem): InputProblem {
  const route = `route from ${partyText(intent.from)} to ${partyText(intent.to)}`;
  return { ...problem, field: `${route}, ${problem.field}` };
}

/** Two workloads with one account are one to a mesh. */
function sharedAccounts({ workloads }: ClusterModel): InputProblem[] {
  const holders = new Map<string, Set<string>>();
  for (const placed of workloads) {
    const { namespace, account, name } = partyOf(placed);
    const key = `${namespace}/${account}`;
    const names = holders.get(key) ?? new Set();
    holders.set(key, names.add(name));
  }
  return [...holders].flatMap(([account, names]) =>
    names.size < 2
      ? []
      : [
          {
            field: `account ${account}`,
            found: `${[...names].sort().join(', ')}, which are one to the mesh`,
            needs: 'an account of its own for each workload',
            fix: 'leave the account out: each workload then gets its own',
          },
        ],
  );
}

function unique(problems: readonly InputProblem[]): InputProblem[] {
  const seen = new Map(
    problems.map((problem) => [`${problem.field}\n${problem.found}\n${problem.needs}`, problem]),
  );
  return [...seen.values()];
}
