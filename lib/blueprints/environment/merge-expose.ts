import { isPlain } from '../../core/manifest/plain';
import type { Problems } from '../problems';
import type { ExposeProps } from '../workload/expose/props';
import type { WorkloadProps } from '../workload/props';
import { listOfNames, nearest } from './names';
import type { WorkloadOverrides } from './props';

type Exposed = Pick<WorkloadProps<unknown>, 'expose'>;

/** How clients reach a workload in an environment: the same entries, with other hosts, certificates and ranges. */
export function exposeIn(
  { expose }: Exposed,
  overrides: Pick<WorkloadOverrides<unknown>, 'hosts' | 'certificate' | 'sourceRanges'>,
  path: string,
  problems: Problems,
): Exposed {
  const { hosts, certificate, sourceRanges } = overrides;
  const given = Object.entries({ hosts, certificate, sourceRanges }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length === 0) return {};
  if (expose === undefined) {
    for (const [name, value] of given)
      problems.add(`${path}.${name}`, value, 'a workload that the code gives `expose`', 'remove it');
    return {};
  }
  const entries = listOf(expose);
  const renamed = hosts === undefined ? entries : hostsIn(entries, hosts, `${path}.hosts`, problems);
  const merged = renamed.map((entry): ExposeProps<unknown> => {
    const ranged = sourceRanges === undefined ? entry : { ...entry, sourceRanges };
    return certificate === undefined || isService(ranged) ? ranged : { ...ranged, certificate };
  });
  if (certificate !== undefined && entries.every(isService)) {
    const needs = 'a workload with hosts behind a Gateway or an Ingress';
    problems.add(`${path}.certificate`, certificate, needs, 'remove it');
  }
  // As the code has it, for messages to name it so.
  const [only] = merged;
  return { expose: isList(expose) || only === undefined ? merged : only };
}

function listOf(expose: NonNullable<Exposed['expose']>): readonly ExposeProps<unknown>[] {
  return isList(expose) ? expose : [expose];
}

function isList(expose: NonNullable<Exposed['expose']>): expose is readonly ExposeProps<unknown>[] {
  return Array.isArray(expose);
}

function isService(
  entry: ExposeProps<unknown>,
): entry is Extract<ExposeProps<unknown>, { readonly type: 'LoadBalancer' | 'NodePort' }> {
  return entry.type === 'LoadBalancer' || entry.type === 'NodePort';
}

function hostsIn(
  entries: readonly ExposeProps<unknown>[],
  hosts: readonly string[] | Readonly<Record<string, string>>,
  path: string,
  problems: Problems,
): readonly ExposeProps<unknown>[] {
  if (!isPlain(hosts)) {
    const [only] = entries;
    if (only !== undefined && entries.length === 1 && hosts.length > 0) {
      const { host: _host, hosts: _hosts, ...rest } = only;
      return [{ ...rest, hosts: [...Object.values(hosts)] }];
    }
    const needs =
      hosts.length === 0
        ? 'at least one host name'
        : 'each host of the code with the one that takes its place, as `expose` is a list';
    problems.add(path, hosts, needs, "hosts: { 'shop.example.com': 'staging.example.com' }");
    return entries;
  }
  const known = new Set(entries.flatMap(hostsOf));
  for (const [host, value] of Object.entries(hosts)) {
    if (!known.has(host))
      problems.add(
        `${path}["${host}"]`,
        host,
        `a host of the code: ${listOfNames(known)}`,
        nearest(host, known),
      );
    else if (typeof value !== 'string')
      problems.add(`${path}["${host}"]`, value, 'a host name', `'${host}': '…'`);
  }
  const renamed = (host: string): string => {
    const found: unknown = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
    return typeof found === 'string' ? found : host;
  };
  return entries.map((entry) => ({
    ...entry,
    ...(entry.host === undefined ? {} : { host: renamed(entry.host) }),
    ...(entry.hosts === undefined ? {} : { hosts: entry.hosts.map(renamed) }),
  }));
}

function hostsOf({ host, hosts = [] }: ExposeProps<unknown>): readonly string[] {
  return host === undefined ? hosts : [host, ...hosts];
}
