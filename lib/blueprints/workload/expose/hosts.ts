import type { HostRoute } from '../../../model/exposed';
import type { Problems } from '../../problems';
import { checkHost } from './host-name';
import type { HostProps } from './props';

/** Hosts that one route may have. Source: the Gateway API. */
const MOST_HOSTS = 16;

/** Reads the names of hosts. */
export function hostsOf(
  { host, hosts }: Pick<HostProps<unknown>, 'host' | 'hosts'>,
  field: string,
  problems: Problems,
): readonly string[] {
  if ((host === undefined) === (hosts === undefined) || hosts?.length === 0) {
    problems.add(field, { host, hosts }, 'host, or hosts with at least one', `host: 'shop.example.com'`);
    return [];
  }
  const all = hosts ?? (host === undefined ? [] : [host]);
  if (all.length > MOST_HOSTS)
    problems.add(
      `${field}.hosts`,
      all.length,
      `at most ${MOST_HOSTS} hosts`,
      'expose: [{ hosts: […] }, { hosts: […] }]',
    );
  const seen = new Set<string>();
  for (const [index, name] of all.entries()) {
    const place = hosts === undefined ? `${field}.host` : `${field}.hosts[${index}]`;
    checkHost(place, name, problems);
    if (seen.has(name)) problems.add(place, name, 'each host once', 'remove the second');
    seen.add(name);
  }
  return all;
}

/** Reads how long a request may take. Source: `Duration` of the Gateway API. */
export function timeoutOf(
  { timeout }: HostProps<unknown>,
  field: string,
  problems: Problems,
): Pick<HostRoute, 'timeout'> {
  if (timeout === undefined) return {};
  if (!/^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(timeout))
    problems.add(`${field}.timeout`, timeout, 'a duration such as 30s or 1m30s', `timeout: '30s'`);
  return { timeout };
}
