import { ofCoreKind } from '../core/controls/entries';
import {
  ALL_PORTS,
  containerPorts,
  namedPorts,
  type PortRange,
  portsOfService,
  range,
} from '../core/controls/network/shared/port-ranges';
import { labelsOf, selectorOfService } from '../core/controls/network/shared/services';
import { BulwarkError } from '../core/errors';
import { formatRef, homeOf } from '../core/manifest/identity';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { objectAt, objectsAt } from '../core/manifest/plain';
import { matchOf } from '../core/manifest/pod-index';
import type { ReachEnd } from '../core/network/reach';
import type { Protocol } from '../core/network/route';

/** What `toReach` may be told. */
export interface ReachOptions {
  /**
   * The port that the container of the receiving workload listens on, or its name; not the port of a Service.
   * @default any port: it reaches one of them, with `.not` none
   */
  readonly port?: number | string;
  /** @default 'TCP'; without a port every protocol */
  readonly protocol?: Protocol;
}

/**
 * The pods of a workload by its name, alone or with its namespace and kind.
 * @throws BulwarkError where there is none, or several, with the names that are there
 */
export function endsOf(set: ManifestSet, name: string, side: 'from' | 'to'): ReachEnd[] {
  const tops = set.workloadEntries;
  const found = tops.filter(({ ref }) => namesOf(ref).includes(name));
  const [entry] = found;
  if (entry !== undefined && found.length === 1) {
    return entry.pods.map((pod) => ({ pod, namespace: entry.ref.namespace }));
  }
  const title = `toReach: ${side}: found ${found.length === 0 ? `no workload '${name}'` : `several workloads '${name}'`}`;
  throw new BulwarkError(title, [`needs one of: ${listed(found.length === 0 ? tops : found)}`]);
}

function namesOf(ref: Entry['ref']): string[] {
  const inHome = `${homeOf(ref)}/${ref.name}`;
  return ref.name === '' ? [formatRef(ref)] : [ref.name, inHome, `${ref.kind} ${inHome}`, formatRef(ref)];
}

const LISTED = 20;

function listed(entries: readonly Entry[]): string {
  const names = entries.slice(0, LISTED).map(({ ref }) => formatRef(ref));
  const more = entries.length - names.length;
  return names.length === 0
    ? '(no object carries pods)'
    : `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * The ports that a test asks about.
 * @throws BulwarkError where no container has a port of that name, and where the number is that of a Service alone
 */
export function portsAsked(
  set: ManifestSet,
  targets: readonly ReachEnd[],
  { port, protocol: named }: ReachOptions,
): readonly PortRange[] {
  if (port === undefined) {
    return named === undefined ? ALL_PORTS : ALL_PORTS.filter(({ protocol }) => protocol === named);
  }
  const protocol = named ?? 'TCP';
  if (typeof port === 'number') return [checkedNumber(set, targets, port, protocol)];
  const ports = targets.flatMap(({ pod }) => namedPorts(pod, port, protocol));
  if (ports.length > 0) return ports;
  const names = targets.flatMap(({ pod }) =>
    containerPorts(pod).map(({ name }) => String(name ?? '(no name)')),
  );
  throw new BulwarkError(`toReach: found no ${protocol} port '${port}'`, [
    `needs the name of a container's port: ${[...new Set(names)].join(', ') || 'none has one'}`,
  ]);
}

function checkedNumber(
  set: ManifestSet,
  targets: readonly ReachEnd[],
  port: number,
  protocol: string,
): PortRange {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new BulwarkError(`toReach: found port ${port}`, ['needs a number from 1 to 65535']);
  }
  for (const target of targets) {
    if (containerPorts(target.pod).some(({ containerPort }) => containerPort === port)) continue;
    for (const service of ofCoreKind(set, 'Service')) refuseServicePort(service, target, port);
  }
  return range(protocol, port);
}

/** Policies know no ports of Services, so that a test of one would pass for the wrong reason. */
function refuseServicePort({ manifest, ref }: Entry, { pod, namespace }: ReachEnd, port: number): void {
  const matchLabels = labelsOf(selectorOfService(manifest));
  if (matchLabels === undefined || homeOf(ref) !== homeOf({ namespace })) return;
  if (matchOf(pod, { matchLabels }).certainty === 'none') return;
  if (!objectsAt(objectAt(manifest, 'spec'), 'ports').some((item) => item.port === port)) return;
  const behind = portsOfService(manifest, port, pod).map(({ first }) => first);
  if (behind.length === 0 || behind.includes(port)) return;
  throw new BulwarkError(`toReach: found port ${port}, which is one of ${formatRef(ref)}`, [
    `needs the port of the container behind it: ${behind.join(', ')}`,
  ]);
}
