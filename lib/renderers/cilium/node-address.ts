import { contains, parseCidr } from '../../core/controls/network/shared/cidr';

/** Link-local addresses, and that of the agent of EKS Pod Identity, which has none. */
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::23/128'];
/** Link-local addresses at which clouds answer, not the node: their metadata and DNS. */
const OF_CLOUDS = ['169.254.169.0/24'];

/** Whether an address is one of the pod's own node, such as that of a DNS cache: the entity `host` to Cilium. */
export function isNodeAddress(cidr: string): boolean {
  const block = parseCidr(cidr);
  if (block === undefined) return false;
  const within = (text: string): boolean => {
    const outer = parseCidr(text);
    return outer !== undefined && contains(outer, block);
  };
  return LINK_LOCAL.some(within) && !OF_CLOUDS.some(within);
}
