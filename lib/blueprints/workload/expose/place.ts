import type { Port } from '../../../model/pod';
import type { Problems } from '../../problems';

/** Where a workload that is exposed stands. */
export interface ExposedPlace {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly ports: readonly Port[];
}

/** One item of `expose`: where it is in the props, and what its objects are called. */
export interface ItemPlace extends ExposedPlace {
  readonly field: string;
  /** The name of its route, once in the workload. */
  readonly route: string;
}

/** The port of a name, else the first; only TCP leads out of a cluster by hosts. */
export function portOf(
  name: string | undefined,
  { ports, field }: ItemPlace,
  problems: Problems,
): Port | undefined {
  const found = name === undefined ? ports[0] : ports.find((port) => port.name === name);
  if (name !== undefined && found === undefined) {
    const known = ports.map((port) => port.name).join(', ');
    problems.add(
      `${field}.port`,
      name,
      `the name of a port that it has: ${known}`,
      `port: '${ports[0]?.name ?? 'http'}'`,
    );
  }
  if (found !== undefined && found.protocol !== 'TCP')
    problems.add(`${field}.port`, found.protocol, 'a port that speaks TCP', 'choose another port');
  return found;
}
