import type { Protocol } from '../core/network/route';
import { either, listOf, number, objectOf, oneOf, text } from '../core/shape';

/** A port outside of the cluster: a number is TCP. */
export type OutsidePort = number | { readonly port: number; readonly protocol: Protocol };

/** The name of a host. */
export const NAME = { ...text, sample: `'api.example.com'` };

const PORTS = {
  ...listOf({
    ...either(
      { ...number, sample: '443' },
      objectOf({ port: number, protocol: oneOf('TCP', 'UDP', 'SCTP') }, ['port', 'protocol']),
    ),
    needs: 'a number, or { port, protocol }',
  }),
  sample: '[443]',
};

/** What is said of a host. */
export const HOST = { ports: PORTS };

/** What is said of the internet. */
export const INTERNET_RANGES = { ports: PORTS, cidrs: listOf({ ...text, sample: `'203.0.113.0/24'` }) };

/** What is said of all pods of a namespace. */
export const ALL_PODS = { ports: PORTS };

/** What is said of addresses. */
export const ADDRESSES = {
  cidr: { ...text, sample: `'203.0.113.0/24'` },
  except: listOf({ ...text, sample: `'203.0.113.7/32'` }),
  ports: PORTS,
};

/** What is said of host names. */
export const HOSTS = { hosts: { ...listOf(NAME), sample: `['api.example.com']` }, ports: PORTS };
