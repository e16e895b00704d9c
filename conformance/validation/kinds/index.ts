import type { Generator } from '../cases';
import { admission } from './admission';
import { autoscaler } from './autoscaler';
import { claims } from './claims';
import { clusterKinds } from './cluster';
import { config } from './config';
import { definitions } from './definitions';
import { ingress } from './ingress';
import { metadataOfAll } from './metadata';
import { networkPolicy } from './network-policy';
import { quotas } from './quotas';
import { rbac } from './rbac';
import { serviceOf } from './service';
import { storageClasses } from './storage-classes';
import { volumes } from './volumes';
import { warned } from './warned';
import { workloadKinds } from './workloads';

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
  admission,
  definitions,
  storageClasses,
  claims,
  volumes,
  warned,
  ...workloadKinds,
];
