import { labelNameProblems, SUBDOMAIN_LIMIT } from '../../../core/manifest/names';
import type { Problems } from '../../problems';

/** Says what is wrong with the name of a host. Source: `Hostname` of the Gateway API. */
export function checkHost(field: string, host: string, problems: Problems): void {
  const needs = needsOf(host);
  if (needs !== undefined) problems.add(field, host, needs, `'shop.example.com'`);
}

function needsOf(host: string): string | undefined {
  if (/^[\d.]+$/.test(host) || host.includes(':'))
    return 'a host name: addresses and ports have no certificate';
  if (/[^ -~]/.test(host)) return 'the form of it that DNS has (Punycode): xn--…';
  if (host.startsWith('*')) return 'a host name without *: it would also match hosts of other workloads';
  if (host !== host.toLowerCase()) return 'lower-case letters';
  if (host.length > SUBDOMAIN_LIMIT) return `at most ${SUBDOMAIN_LIMIT} characters`;
  const labels = host.split('.');
  if (labels.length < 2) return 'a full name with a domain';
  return labels.every((label) => labelNameProblems(label).length === 0)
    ? undefined
    : 'a host name: letters, digits and - between dots';
}
