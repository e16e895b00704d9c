import { annotationKeyProblems } from '../../../core/manifest/names';
import type { HostRoute } from '../../../model/exposed';
import { textsOf } from '../../../model/text';
import type { Problems } from '../../problems';
import { checkHost } from './host-name';
import type { HostProps } from './props';

/** Hosts that one route may have. Source: the Gateway API. */
const MOST_HOSTS = 16;

/** Keys that say what a prop says, or claim hosts past it. */
const OF_PROPS: Readonly<Record<string, string>> = {
  'kubernetes.io/ingress.class': 'cluster.ingress.class',
  'kubernetes.io/tls-acme': 'certificate: { issuer }',
  'cert-manager.io/issuer': 'certificate: { issuer }',
  'cert-manager.io/cluster-issuer': 'certificate: { issuer }',
  'external-dns.alpha.kubernetes.io/hostname': 'hosts',
};

/** Reads the names of hosts. */
export function hostsOf(
  { host, hosts }: HostProps<unknown>,
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

/**
 * Reads the annotations of a route.
 * @param taken keys that are written anyway, and for which prop
 */
export function routeAnnotations(
  { annotations = {} }: HostProps<unknown>,
  field: string,
  taken: Readonly<Record<string, string>>,
  problems: Problems,
): HostRoute['annotations'] {
  for (const key of Object.keys(annotations)) {
    const place = `${field}.annotations["${key}"]`;
    problems.addAll(place, key, annotationKeyProblems(key), 'choose another key');
    const prop = [taken, OF_PROPS].find((keys) => Object.hasOwn(keys, key))?.[key];
    if (/snippet/i.test(key))
      problems.add(
        place,
        key,
        'no snippet: whoever writes one may read every Secret of the controller',
        'leave it out',
      );
    else if (prop !== undefined) problems.add(place, key, `the prop that says it: ${prop}`, `use ${prop}`);
  }
  return textsOf(annotations);
}
