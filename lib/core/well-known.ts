import { isPlain, type PlainObject } from './manifest/plain';

/** The label that the API server puts on each Namespace: its name. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** The label that tells the pods of one workload from all others. */
export const INSTANCE_LABEL = 'app.kubernetes.io/instance';

/** The domain of our annotations. */
const PREFIX = 'bulwark.dev/';

/** The key of the taint of a pool of nodes; its value is the name of the pool. */
export const POOL_TAINT = `${PREFIX}pool`;

/** The label of the nodes of a pool. Kubelets may not set labels of this prefix on their own nodes. Source: NodeRestriction. */
export const POOL_NODE_LABEL = 'node-restriction.kubernetes.io/pool';

/** The label of a Namespace whose pods may run in a pool. */
export function poolLabel(pool: string): string {
  return `pool.${PREFIX}${pool}`;
}

/** The value of that label. */
export const POOL_ALLOWED = 'dedicated';

/** What the domain was before. Read until 1.0. */
const FORMER_PREFIX = 'bulwark/';

/** Tells on a Namespace and on a workload that its author opted out of CPU limits there. */
export const CPU_LIMITS_ANNOTATION = `${PREFIX}cpu-limits`;

/** Tells which controls are suppressed on an object; reasons and owners are in the report. */
export const WAIVED_ANNOTATION = `${PREFIX}waived`;

/** Tells that an object was made for development clusters. */
export const PROFILE_ANNOTATION = `${PREFIX}profile`;

/** Changes with the files given in code. It is in the pod template, where a new name would roll every pod, so it keeps its own. */
export const CONFIG_ANNOTATION = 'bulwark/config';

/** Tells on a claim why nobody needs what it holds, so that it may be deleted. */
export const DISPOSABLE_ANNOTATION = `${PREFIX}disposable`;

/** Tells on a Namespace whose it is. */
export const OWNER_ANNOTATION = `${PREFIX}owner`;

/** Tells on a Namespace where to reach its owner. */
export const CONTACT_ANNOTATION = `${PREFIX}contact`;
/** Tells on a policy of admission which namespace it keeps Secrets of for the workloads that declare them. */
export const SECRET_ACCESS_ANNOTATION = `${PREFIX}secret-access`;

/**
 * What keeps an object when the tool that applies the manifests no longer finds it there: Argo CD, Flux and Helm. Each reads its
 * own and nobody else's. Sources: Argo CD, sync options; Flux, Kustomization, garbage collection; Helm, chart tips and tricks.
 */
export const KEEP_ANNOTATIONS: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'helm.sh/resource-policy': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/** Our annotations whose name changed. */
const RENAMED = [CPU_LIMITS_ANNOTATION, WAIVED_ANNOTATION, PROFILE_ANNOTATION];

/** What an annotation of ours was called before. */
export function formerName(annotation: string): string {
  return annotation.replace(PREFIX, FORMER_PREFIX);
}

/** The value of an annotation of ours, under its name or its former one; undefined where the two differ, or none is there. */
export function annotationOf(manifest: PlainObject, annotation: string): unknown {
  const annotations = annotationsOf(manifest);
  const [now, former] = [annotations?.[annotation], annotations?.[formerName(annotation)]];
  return former === undefined || former === now ? now : now === undefined ? former : undefined;
}

/** Our annotations that an object has under both names, with different values. */
export function contradicted(manifest: PlainObject): readonly string[] {
  const annotations = annotationsOf(manifest);
  if (annotations === undefined) return [];
  return RENAMED.filter((name) => {
    const [now, former] = [annotations[name], annotations[formerName(name)]];
    return now !== undefined && former !== undefined && now !== former;
  });
}

function annotationsOf(manifest: PlainObject): PlainObject | undefined {
  const { metadata } = manifest;
  const annotations = isPlain(metadata) ? metadata.annotations : undefined;
  return isPlain(annotations) ? annotations : undefined;
}
