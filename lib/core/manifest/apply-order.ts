import { homeGroup } from './identity';
import { objectAt, type PlainObject, stringAt, textOf } from './plain';
import { builtinKinds, groupOf, type KindRegistry } from './registry';

/** Ranks from first to last: `group/kind`, `/kind` for the core group. */
const ORDER: readonly (readonly string[])[] = [
  ['apiextensions.k8s.io/CustomResourceDefinition'],
  ['*cluster'],
  ['rbac.authorization.k8s.io/ClusterRole'],
  ['rbac.authorization.k8s.io/ClusterRoleBinding'],
  ['/Namespace'],
  ['/ResourceQuota'],
  ['/LimitRange'],
  ['networking.k8s.io/NetworkPolicy'],
  ['/ServiceAccount'],
  ['rbac.authorization.k8s.io/Role'],
  ['rbac.authorization.k8s.io/RoleBinding'],
  ['/Secret', '/ConfigMap'],
  ['/PersistentVolumeClaim', 'resource.k8s.io/ResourceClaim', 'resource.k8s.io/ResourceClaimTemplate'],
  ['/Service', '/Endpoints', 'discovery.k8s.io/EndpointSlice'],
  ['*namespaced'],
  ['/Pod', '/PodTemplate', '/ReplicationController', 'apps/ReplicaSet', 'apps/ControllerRevision'],
  ['apps/Deployment', 'apps/DaemonSet', 'apps/StatefulSet', 'batch/Job', 'batch/CronJob'],
  ['policy/PodDisruptionBudget'],
  ['autoscaling/HorizontalPodAutoscaler'],
  ['networking.k8s.io/Ingress'],
  ['apiregistration.k8s.io/APIService'],
  [
    'admissionregistration.k8s.io/MutatingAdmissionPolicy',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  ],
  [
    'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  ],
];

const RANKS: ReadonlyMap<string, number> = new Map(
  ORDER.flatMap((kinds, rank) => kinds.map((kind): [string, number] => [kind, rank])),
);

/**
 * The place of an object in the order of `kubectl apply`; lower comes first, objects of one rank in any order.
 * Definitions and what belongs to the cluster, then Namespace, quota, limits, network policies, identities, data,
 * services, workloads and what watches them; what can refuse other objects (admission) comes last, so that it never
 * stand in the way of the set that brings it: a webhook that fails closed refuses everything until its own pods run.
 * Network policies of custom kinds rank with the built-in one, custom kinds that carry pods with Deployments.
 */
export function applyRank(manifest: PlainObject, registry: KindRegistry = builtinKinds): number {
  const apiVersion = stringAt(manifest, 'apiVersion') ?? '';
  const kind = stringAt(manifest, 'kind') ?? '';
  const exact = RANKS.get(`${homeGroup(groupOf(apiVersion), kind)}/${kind}`);
  if (exact !== undefined) return exact;
  if (registry.podSpecPath(apiVersion, kind) !== undefined) return rankOf('apps/Deployment');
  if (registry.scopeOf(apiVersion, kind) === 'Cluster') return rankOf('*cluster');
  return rankOf(kind.endsWith('NetworkPolicy') ? 'networking.k8s.io/NetworkPolicy' : '*namespaced');
}

/** Groups of objects through which the API server asks others before it answers. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['admissionregistration.k8s.io', 'apiregistration.k8s.io']);

/**
 * Whether an object, once it is applied, can refuse others or keep them from being found: webhooks, admission policies,
 * API services. Applied before the programs behind them run, they stop everything that comes after them.
 */
export function standsInTheWay(manifest: PlainObject): boolean {
  return IN_THE_WAY.has(groupOf(stringAt(manifest, 'apiVersion') ?? ''));
}

/** The kinds that the CustomResourceDefinitions of a set define, as `group/kind`. */
export function definedKinds(manifests: Iterable<PlainObject>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const manifest of manifests) {
    if (manifest.kind !== 'CustomResourceDefinition') continue;
    const spec = objectAt(manifest, 'spec');
    const [group, kind] = [stringAt(spec, 'group'), stringAt(objectAt(spec, 'names'), 'kind')];
    if (group !== undefined && kind !== undefined) found.add(`${group}/${kind}`);
  }
  return found;
}

/** Whether an object is of one of these kinds. */
export function isDefinedBy(manifest: PlainObject, kinds: ReadonlySet<string>): boolean {
  if (kinds.size === 0) return false;
  return kinds.has(`${groupOf(stringAt(manifest, 'apiVersion') ?? '')}/${textOf(manifest.kind)}`);
}

function rankOf(key: string): number {
  return RANKS.get(key) ?? ORDER.length;
}
