/**
 * What every front end builds on, without any framework: manifests are read, hardened, judged and written here as
 * plain data. Nothing in it reads a file, a clock or the environment.
 *
 * @example
 * const compiled = compilePolicy(restricted(), clusters.kubeadm());
 * const { documents, problems } = readManifests(text, 'web.yaml');
 * const hardened = documents.map(({ value }) => harden(value, compiled, { repair: true }));
 * const { findings } = evaluate(hardened.map((manifest) => ({ manifest })), compiled, '2026-11-21');
 * console.log(findings.map(messageOf).join('\n'));
 */

// What a blueprint is told: images and the props of workloads and namespaces.
export type { ImageLock, LockedImage } from './blueprints/image-lock';
export type { LimitProps, NamespaceProps, QuotaProps } from './blueprints/namespace/props';
export type { WorkloadProps } from './blueprints/workload/props';
// Functions: untyped calls have a message, too.
export {
  annotate,
  canonical,
  canonicalQuantity,
  controlOf,
  evaluate,
  evaluateLevels,
  evaluatePod,
  exportedSuppressions,
  flattenList,
  formatImage,
  formatRef,
  gatekeeperMatches,
  harden,
  imageLockProblems,
  imageProblems,
  isPolicyVersion,
  kyvernoExceptions,
  lockedReference,
  messageOf,
  namespacePolicy,
  parseImage,
  podSecurityRecords,
  readManifests,
  readModel,
  readYaml,
  refOf,
  reportOf,
  secretUsesOf,
  skipPatches,
  suppressionsOf,
  trivyData,
  trivyIgnore,
  unreadText,
  writeDocuments,
  writeYaml,
} from './calls';

// Clusters: what differs from one to the next.
export type { EncryptionKey, EncryptionProfile, KeyReference, KmsKey } from './core/cluster/encryption';
export {
  type EncryptionCheck,
  type EncryptionStep,
  encryptionKeyRotation,
  encryptionOfPlainData,
} from './core/cluster/encryption-steps';
export {
  type AksEncryption,
  aksEncryption,
  type EksEncryption,
  eksEncryption,
  type GkeEncryption,
  gkeEncryption,
} from './core/cluster/managed-encryption';
export { type ClusterOptions, clusters } from './core/cluster/presets';
export {
  type ApiServerProfile,
  type ClusterProfile,
  type DnsProfile,
  KUBERNETES_VERSIONS,
  type KubernetesVersion,
  type PeerSpec,
  type PriorityClassProfile,
} from './core/cluster/profile';

// Controls: what is looked at.
export { type ControlId, type ControlParams, controlIds, controls } from './core/controls';
export {
  type Category,
  type Control,
  objectControl,
  podControl,
  type References,
  type Severity,
  setControl,
} from './core/controls/control';
export { controlProblems } from './core/controls/control-problems';
export type { OwnControl, OwnControlId } from './core/controls/own';

// The engine: harden an object, judge a set.
export { type CompiledPolicy, compilePolicy } from './core/engine/compiled-policy';
export type { Judged } from './core/engine/evaluate';
export type { Finding, Judgement, SuppressedFinding } from './core/engine/finding';
export type { HardenOptions } from './core/engine/harden';
export type { EvaluateOptions } from './core/engine/suppressions';

// Errors: all problems at once, each with its fix.
export { BulwarkError, type InputProblem, InvalidInputError } from './core/errors';
// Kinds that carry pods: what custom resources hold.
export type { KindDeclaration, PlaceDeclaration } from './core/kinds/declaration';
export { knownKinds } from './core/kinds/known';
export type { ContainerPlace, KindRecord, PodPlace, PodShape } from './core/kinds/record';
// Former names, until 1.0.
export * from './former';

// Manifests: kinds, identities, canonical form, image references, quantities.

export type { ObjectRef } from './core/manifest/identity';
export type { ImageReference } from './core/manifest/image';

export type { Origin } from './core/manifest/manifest-set';
export type { PlainObject } from './core/manifest/plain';

export { builtinKinds, type KindInfo, KindRegistry, type Scope } from './core/manifest/registry';

// The Pod Security Standards, without a cluster.
export {
  type CheckId,
  type CheckResult,
  type Level,
  type LevelRecord,
  type LevelVerdicts,
  type ModePolicy,
  type NamespacePolicy,
  type PodInput,
  type PodPolicy,
  type PodSecurityRecord,
  type PodVerdict,
  PolicyVersionError,
  type RecordSource,
} from './core/pod-security';

// Policies and what they suppress.
export { dev, type Policy, type PolicyOptions, restricted } from './core/policy/policy';
export type { OptOut, Suppression, TargetedWaiver, Waiver } from './core/policy/waiver';
export type { Profile } from './core/profiles/profile';

// Rights that an identity is given.
export {
  type ClusterResource,
  type CreatableResource,
  type CustomResource,
  create,
  type Grant,
  type GrantTarget,
  type GrantWaiver,
  type NamedResource,
  patch,
  read,
  remove,
  type StandsForObject,
  update,
  type WatchableResource,
  watch,
} from './core/rbac/grant';

// Reports of a run, and what they suppress in the terms of other programs.
export type { ExportedSuppression, Scanner } from './core/report/exporters';
export type { Report, ReportedFinding } from './core/report/report';

// YAML as Kubernetes reads it.
export {
  type ManifestDocument,
  type ManifestHead,
  type YamlDocument,
  type YamlProblem,
  type YamlReading,
  YamlWriteError,
} from './core/yaml';

// The model of a cluster: what any manifests are read into.
export type { TeamAccess as TeamAccessModel } from './model/access';
export type { ClusterModel, Isolation, PlacedWorkload } from './model/cluster-model';
export type { ExposedPort, ExposingObject, Exposure } from './model/exposure';
export type { GivenRight, Identity, RightRule } from './model/identity';
export type { GrpcRule, HttpRule, Intent, Party } from './model/intent';
export type { Namespace } from './model/namespace';
export type { NodePool as NodePoolModel, PoolPriority, PoolRuntime, PoolUse } from './model/node-pool';
export type { Container, Pod } from './model/pod';
export type { SecretUse } from './model/secret';
export type { SuppressedControl } from './model/suppression';
export type { Controller, Workload } from './model/workload';
export type { ModelReading, ReadingOptions, Unread } from './readers';
