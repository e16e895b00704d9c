import type { Generator } from '../cases';
import { autoscaler } from './autoscaler';
import { clusterKinds } from './cluster';
import { config } from './config';
import { ingress } from './ingress';
import { metadataOfAll } from './metadata';
import { networkPolicy } from './network-policy';
import { quotas } from './quotas';
import { rbac } from './rbac';
import { serviceOf } from './service';

/** The generators of all kinds; metadata is changed by type in those of the first one only. */
export const GENERATORS: readonly Generator[] = [
  metadataOfAll,
  networkPolicy,
  serviceOf,
  ingress,
  rbac,
  config,
  quotas,
  clusterKinds,
  autoscaler,
];
