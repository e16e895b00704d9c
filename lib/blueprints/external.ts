import { type ExternalHostsProps, hostsPeer, type OutsidePeer } from './outside';
import { ExternalPeer, type ExternalProps } from './traffic';

/**
 * Names hosts outside of the cluster.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function external(props: ExternalHostsProps): OutsidePeer;
/**
 * Names pods that are not in the tree: those of a Helm chart, or of another team.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function external(props: ExternalProps): ExternalPeer;
export function external(props: ExternalProps | ExternalHostsProps): ExternalPeer | OutsidePeer {
  return isHosts(props) ? hostsPeer(props) : new ExternalPeer(props);
}

/** Programs without a compiler may give anything. */
function isHosts(props: unknown): props is ExternalHostsProps {
  return typeof props === 'object' && props !== null && 'hosts' in props;
}
