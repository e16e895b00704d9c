import type { ClusterProfile } from '../core/cluster/profile';
import type { ConfigurationFile } from '../core/files/file';
import type { PlainObject } from '../core/manifest/plain';
import type { TeamAccess } from '../model/access';
import type { ClusterModel, PlacedWorkload } from '../model/cluster-model';
import type { DeliveredSecret } from '../model/delivered-secret';
import type { Identity } from '../model/identity';
import type { Namespace } from '../model/namespace';
import type { NodePool } from '../model/node-pool';
import type { SharedConfig } from '../model/shared-config';
import type { SharedClaim, Snapshot } from '../model/storage';

/** What an object is called. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Left out for objects of the cluster, and where it is chosen when the object is applied. */
  readonly namespace?: string;
}

/** An object of the Kubernetes API: who it is, known at once, and what it holds, asked for when the model is whole. */
export interface ObjectArtifact {
  readonly form: 'object';
  readonly identity: ObjectIdentity;
  /** Makes the object; a fresh one each time. */
  object(): PlainObject;
}

/** A file that no API server takes as an object: configuration of a node, or of the control plane. */
export type FileArtifact = ConfigurationFile & { readonly form: 'file' };

/** What a renderer makes. */
export type Artifact = ObjectArtifact | FileArtifact;

/**
 * A way in which the model becomes something that a program reads. Each part of the model is rendered by itself, so that
 * a front end can ask for the objects of one construct; `render` gives them all.
 */
export interface Renderer {
  /** A short name, such as `kubernetes` or `cilium`. */
  readonly id: string;
  /** Whether a cluster takes what it makes. */
  appliesTo(cluster: ClusterProfile): boolean;
  /** Everything that it makes of a model. */
  render(model: ClusterModel): Artifact[];
  /** What belongs to the cluster as a whole. */
  renderCluster(model: ClusterModel): Artifact[];
  /** What belongs to one namespace. */
  renderNamespace(namespace: Namespace, model: ClusterModel): Artifact[];
  /** What belongs to one workload. */
  renderWorkload(placed: PlacedWorkload, model: ClusterModel): Artifact[];
  /** What belongs to one identity. */
  renderIdentity(identity: Identity, model: ClusterModel): Artifact[];
  /** What belongs to what people may do in one namespace. */
  renderAccess(access: TeamAccess, model: ClusterModel): Artifact[];
  /** What belongs to one pool of nodes. */
  renderPool(pool: NodePool, model: ClusterModel): Artifact[];
  /** What belongs to one claim that no workload has for itself. */
  renderClaim(claim: SharedClaim, model: ClusterModel): Artifact[];
  /** What belongs to one snapshot. */
  renderSnapshot(snapshot: Snapshot, model: ClusterModel): Artifact[];
  /** What belongs to one ConfigMap that stands by itself. */
  renderConfig(config: SharedConfig, model: ClusterModel): Artifact[];
  /** What belongs to one Secret that something in the cluster makes. */
  renderSecret(secret: DeliveredSecret, model: ClusterModel): Artifact[];
}

/** What a renderer has to say; the parts about which it says nothing give nothing. */
export interface RendererParts {
  readonly id: string;
  appliesTo(cluster: ClusterProfile): boolean;
  readonly cluster?: (model: ClusterModel) => Artifact[];
  readonly namespace?: (namespace: Namespace, model: ClusterModel) => Artifact[];
  readonly workload?: (placed: PlacedWorkload, model: ClusterModel) => Artifact[];
  readonly identity?: (identity: Identity, model: ClusterModel) => Artifact[];
  readonly access?: (access: TeamAccess, model: ClusterModel) => Artifact[];
  readonly pool?: (pool: NodePool, model: ClusterModel) => Artifact[];
  readonly claim?: (claim: SharedClaim, model: ClusterModel) => Artifact[];
  readonly snapshot?: (snapshot: Snapshot, model: ClusterModel) => Artifact[];
  readonly config?: (config: SharedConfig, model: ClusterModel) => Artifact[];
  readonly secret?: (secret: DeliveredSecret, model: ClusterModel) => Artifact[];
}

const nothing = (): Artifact[] => [];

/** Makes a renderer of its parts. */
export function renderer(parts: RendererParts): Renderer {
  const { id, cluster = nothing, namespace = nothing, workload = nothing, identity = nothing } = parts;
  const { access = nothing, pool = nothing, claim = nothing, snapshot = nothing, config = nothing } = parts;
  const { secret = nothing } = parts;
  return {
    id,
    appliesTo: (profile) => parts.appliesTo(profile),
    renderCluster: cluster,
    renderNamespace: namespace,
    renderWorkload: workload,
    renderIdentity: identity,
    renderAccess: access,
    renderPool: pool,
    renderClaim: claim,
    renderSnapshot: snapshot,
    renderConfig: config,
    renderSecret: secret,
    render: (model) => [
      ...cluster(model),
      ...model.namespaces.flatMap((one) => namespace(one, model)),
      ...model.identities.flatMap((one) => identity(one, model)),
      ...model.accesses.flatMap((one) => access(one, model)),
      ...model.pools.flatMap((one) => pool(one, model)),
      ...model.claims.flatMap((one) => claim(one, model)),
      ...model.snapshots.flatMap((one) => snapshot(one, model)),
      ...model.configs.flatMap((one) => config(one, model)),
      ...model.secrets.flatMap((one) => secret(one, model)),
      ...model.workloads.flatMap((one) => workload(one, model)),
    ],
  };
}

/**
 * An object as an artifact.
 * @param make makes it; called once the model is whole, and must give a fresh object each time
 */
export function objectArtifact(identity: ObjectIdentity, make: () => PlainObject): ObjectArtifact {
  return { form: 'object', identity, object: make };
}
