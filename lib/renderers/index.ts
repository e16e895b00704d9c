import type { TeamAccess } from '../model/access';
import type { ClusterModel, PlacedWorkload } from '../model/cluster-model';
import type { DeliveredSecret } from '../model/delivered-secret';
import type { Identity } from '../model/identity';
import type { Namespace } from '../model/namespace';
import type { NodePool } from '../model/node-pool';
import type { SharedConfig } from '../model/shared-config';
import type { SharedClaim, Snapshot } from '../model/storage';
import { cilium } from './cilium';
import { DRIVERS } from './drivers';
import { encryption } from './encryption';
import { externalSecrets } from './external-secrets';
import { gatewayApi } from './gateway-api';
import { ingress } from './ingress';
import { istioAmbient } from './istio-ambient';
import { kubelet } from './kubelet';
import { kubernetes } from './kubernetes';
import { networkPolicies } from './network-policy';
import { prometheusOperator } from './prometheus-operator';
import type { Artifact, FileArtifact, ObjectArtifact, Renderer } from './renderer';
import { sealedSecrets } from './sealed-secrets';
import { secretsStoreCsi } from './secrets-store-csi';
import { tenancy } from './tenancy';

export { InexpressibleRoutesError, routeProblems } from './drivers/problems';
export { objectsOfBreakGlass } from './kubernetes/break-glass';
export { type DeployerArtifact, objectsOfDeployer } from './kubernetes/deployer';

/** All renderers, in the order in which their objects stand. */
export const RENDERERS: readonly Renderer[] = [
  kubernetes,
  gatewayApi,
  ingress,
  prometheusOperator,
  externalSecrets,
  sealedSecrets,
  secretsStoreCsi,
  networkPolicies,
  cilium,
  istioAmbient,
  encryption,
  kubelet,
  tenancy,
];

function of(model: ClusterModel, render: (renderer: Renderer) => readonly Artifact[]): Artifact[] {
  return RENDERERS.filter((renderer) => renderer.appliesTo(model.cluster)).flatMap(render);
}

function objectsIn(artifacts: readonly Artifact[]): ObjectArtifact[] {
  return artifacts.filter((artifact) => artifact.form === 'object');
}

/** The objects of a workload; the one that keeps its pods is the one of its controller's kind and its name. */
export function objectsOfWorkload(placed: PlacedWorkload, model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderWorkload(placed, model)));
}

/** What opens routes: the renderers of drivers, which have the ids of theirs. */
const ROUTES: readonly Renderer[] = RENDERERS.filter(({ id }) => DRIVERS.some((driver) => driver.id === id));

/** The objects of a workload that open its routes: all that we write of one that others made. */
export function routeObjectsOf(placed: PlacedWorkload, model: ClusterModel): ObjectArtifact[] {
  const renderers = ROUTES.filter((renderer) => renderer.appliesTo(model.cluster));
  return objectsIn(renderers.flatMap((renderer) => renderer.renderWorkload(placed, model)));
}

/** The objects of a namespace. */
export function objectsOfNamespace(namespace: Namespace, model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderNamespace(namespace, model)));
}

/** The objects of an identity. */
export function objectsOfIdentity(identity: Identity, model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderIdentity(identity, model)));
}

/** The objects of what people may do in one namespace. */
export function objectsOfAccess(access: TeamAccess, model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderAccess(access, model)));
}

/** The objects of a pool of nodes. */
export function objectsOfPool(pool: NodePool, model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderPool(pool, model)));
}

/** The objects of a claim that several workloads mount. */
export function objectsOfClaim(claim: SharedClaim, model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderClaim(claim, model)));
}

/** The objects of a snapshot. */
export function objectsOfSnapshot(snapshot: Snapshot, model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderSnapshot(snapshot, model)));
}

/** The objects of a ConfigMap that stands by itself. */
export function objectsOfConfig(config: SharedConfig, model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderConfig(config, model)));
}

/** The objects of a Secret that something in the cluster makes. */
export function objectsOfSecret(secret: DeliveredSecret, model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderSecret(secret, model)));
}

/** The objects that belong to the cluster as a whole. */
export function objectsOfCluster(model: ClusterModel): ObjectArtifact[] {
  return objectsIn(of(model, (renderer) => renderer.renderCluster(model)));
}

/** The files of the whole model, each once: what no API server takes as an object. */
export function filesOf(model: ClusterModel): FileArtifact[] {
  return of(model, (renderer) => renderer.render(model)).filter((artifact) => artifact.form === 'file');
}
