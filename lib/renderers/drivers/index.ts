import type { ClusterProfile } from '../../core/cluster/profile';
import { CILIUM } from './cilium';
import type { Driver } from './driver';
import { ISTIO_AMBIENT } from './istio-ambient';
import { NETWORK_POLICY } from './network-policy';

/** Every driver. */
export const DRIVERS: readonly Driver[] = [NETWORK_POLICY, CILIUM, ISTIO_AMBIENT];

/** The drivers of a cluster: one that opens routes, and the mesh on top of it. */
export function driversOf(cluster: ClusterProfile): readonly Driver[] {
  return DRIVERS.filter((driver) => driver.appliesTo(cluster));
}
