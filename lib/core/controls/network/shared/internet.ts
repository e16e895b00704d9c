import { type AddressBlock, parseCidr } from './cidr';

/** All addresses of each family that can be on the Internet: of IPv6 only 2000::/3 is given out. */
export const EVERYTHING: readonly AddressBlock[] = ['0.0.0.0/0', '2000::/3'].flatMap(
  (cidr) => parseCidr(cidr) ?? [],
);

/** What holds no address of the Internet; who leaves it out lets pods out to everywhere all the same. Source: RFC 6890, RFC 5771. */
export const NOT_ON_THE_INTERNET: readonly AddressBlock[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
].flatMap((cidr) => parseCidr(cidr) ?? []);
