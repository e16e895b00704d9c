import { clone, type PlainObject } from '../../core/manifest/plain';
import type { ClusterModel, PlacedWorkload } from '../../model/cluster-model';
import type { DeliveredSecret } from '../../model/delivered-secret';
import type { Identity } from '../../model/identity';
import type { Namespace } from '../../model/namespace';
import type { SharedConfig } from '../../model/shared-config';
import { type Artifact, objectArtifact, type Renderer, renderer } from '../renderer';
import { accessObjects } from './access';
import { recommenderObject, SCALERS, scalerObject } from './autoscaling';
import { claimObject, sharedClaimArtifact, snapshotArtifact } from './claim';
import {
  budgetObject,
  configObject,
  hasBudget,
  hasService,
  headlessServiceObject,
  serviceObject,
} from './companions';
import { externalServiceObject } from './external-service';
import { identityObjects } from './identity';
import { namespaceObjects } from './namespace';
import { poolObjects } from './node-pool';
import { sharedConfigObjects } from './shared-config';
import { typeOf } from './types';
import { workloadObject } from './workload';

/** What runs, as objects of the Kubernetes API: namespaces, identities, workloads and what is around them. */
export const kubernetes: Renderer = renderer({
  id: 'kubernetes',
  appliesTo: () => true,
  namespace: (namespace: Namespace, model: ClusterModel) => namespaceObjects(namespace, model),
  identity: (identity: Identity) => identityObjects(identity),
  access: (access) => accessObjects(access),
  pool: (pool) => poolObjects(pool),
  claim: (claim) => [sharedClaimArtifact(claim)],
  snapshot: (snapshot) => [snapshotArtifact(snapshot)],
  config: (config: SharedConfig) => sharedConfigObjects(config),
  secret: renderSecret,
  workload: renderWorkload,
});

/** What SOPS has encrypted, as it is: who applies it decrypts it. */
function renderSecret({ name, namespace, origin }: DeliveredSecret): Artifact[] {
  if (origin.by !== 'sops') return [];
  const place = namespace === undefined ? {} : { namespace };
  return [objectArtifact({ apiVersion: 'v1', kind: 'Secret', name, ...place }, () => clone(origin.document))];
}

/** The objects of a workload: what is around it, then the object that keeps its pods, always the last. */
function renderWorkload(placed: PlacedWorkload, model: ClusterModel): Artifact[] {
  const { workload } = placed;
  const { name, controller, configs, claims = [], services = [], scale } = workload;
  const place = workload.namespace === undefined ? {} : { namespace: workload.namespace };
  const made = (
    type: { readonly apiVersion: string; readonly kind: string },
    called: string,
    make: () => PlainObject,
  ): Artifact => objectArtifact({ ...type, name: called, ...place }, make);
  const service = { apiVersion: 'v1', kind: 'Service' };
  const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' };
  return [
    ...configs.map((config) =>
      made({ apiVersion: 'v1', kind: 'ConfigMap' }, config.name, () => configObject(workload, config)),
    ),
    ...claims.map((claim) =>
      made({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, claim.name, () =>
        claimObject(workload, claim),
      ),
    ),
    ...(controller.kind === 'StatefulSet'
      ? [made(service, controller.serviceName, () => headlessServiceObject(workload, controller.serviceName))]
      : []),
    ...(hasService(workload) ? [made(service, name, () => serviceObject(workload))] : []),
    ...services.map((one) => made(service, one.name, () => externalServiceObject(workload, one))),
    ...(hasBudget(workload) ? [made(budget, name, () => budgetObject(workload))] : []),
    ...(scale === undefined
      ? []
      : [made(SCALERS[scale.scaler.by], name, () => scalerObject(workload, scale))]),
    ...(workload.recommend === true
      ? [made(SCALERS.recommender, name, () => recommenderObject(workload))]
      : []),
    // What makes pods of an object of another kind writes the object, too.
    ...(controller.kind === 'Other'
      ? []
      : [made(typeOf(controller), name, () => workloadObject(placed, model))]),
  ];
}
