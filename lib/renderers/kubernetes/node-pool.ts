import type { PlainObject } from '../../core/manifest/plain';
import { NAMESPACE_NAME_LABEL, POOL_ALLOWED, POOL_TAINT, poolLabel } from '../../core/well-known';
import type { ClusterModel } from '../../model/cluster-model';
import { objectLabels } from '../../model/labels';
import type { Namespace } from '../../model/namespace';
import type { NodePool } from '../../model/node-pool';
import { type AdmissionPolicy, type AdmissionRequests, admissionArtifacts } from '../admission/policy';
import { type Artifact, objectArtifact } from '../renderer';

/** The objects of a pool: what keeps others off its nodes, and the classes that are made with it. */
export function poolObjects(pool: NodePool): Artifact[] {
  const name = `pool-${pool.name}`;
  const { runtime, priority } = pool;
  const made = (apiVersion: string, kind: string, called: string, spec: () => PlainObject): Artifact =>
    objectArtifact({ apiVersion, kind, name: called }, () => ({
      apiVersion,
      kind,
      metadata: { labels: objectLabels(name, pool.labels), name: called },
      ...spec(),
    }));
  return [
    ...(priority?.value === undefined
      ? []
      : [
          made('scheduling.k8s.io/v1', 'PriorityClass', priority.name, () => ({
            description: `Pods of the pool ${pool.name}`,
            preemptionPolicy: 'PreemptLowerPriority',
            value: priority.value,
          })),
        ]),
    ...(runtime?.handler === undefined
      ? []
      : [
          made('node.k8s.io/v1', 'RuntimeClass', runtime.name, () => ({
            handler: runtime.handler,
            ...(runtime.overhead === undefined ? {} : { overhead: { podFixed: { ...runtime.overhead } } }),
          })),
        ]),
    ...admissionArtifacts(policyOf(pool)),
  ];
}

/** The labels of a Namespace whose pods may run in pools: its own, and those of its workloads. */
export function poolLabels({ name, pool }: Namespace, model: ClusterModel): Record<string, string> {
  const used = model.dedicatedIn(name).map(({ workload }) => workload.pod.pool);
  const pools = [...new Set([pool?.name, ...used])].filter((one) => one !== undefined).sort();
  return Object.fromEntries(pools.map((one) => [poolLabel(one), POOL_ALLOWED]));
}

/** What is looked at: pods, and what makes them, so that a refusal is said where someone reads it. */
const REQUESTS: readonly AdmissionRequests[] = [
  { apiGroup: '', resources: ['pods'] },
  { apiGroup: 'apps', resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'] },
  { apiGroup: 'batch', resources: ['cronjobs', 'jobs'] },
];

/** Pods of all other namespaces may neither tolerate the taint of the pool nor choose a node past the scheduler. */
function policyOf({ name, exempt, labels }: NodePool): AdmissionPolicy {
  const fix = `or label the namespace ${poolLabel(name)}=${POOL_ALLOWED}`;
  const policy = `pool-${name}`;
  return {
    name: policy,
    labels: objectLabels(policy, labels),
    requests: REQUESTS,
    where: {
      selector: {
        matchExpressions: [
          { key: NAMESPACE_NAME_LABEL, operator: 'NotIn', values: [...exempt] },
          { key: poolLabel(name), operator: 'NotIn', values: [POOL_ALLOWED] },
        ],
      },
    },
    // The kubelet tells the API server of static pods; it may do so for its own node alone.
    onlyIf: { 'no-kubelet': "!('system:nodes' in request.userInfo.groups)" },
    variables: {
      spec: podSpecOf('object'),
      tolerations: tolerationsOf('variables.spec'),
      node: nodeOf('variables.spec'),
      // What was there before the pool stays as it is, so that it can be changed otherwise, and deleted.
      specBefore: `oldObject == null ? object.spec : (${podSpecOf('oldObject')})`,
      tolerationsBefore: `oldObject == null ? [] : ${tolerationsOf('variables.specBefore')}`,
      nodeBefore: `oldObject == null ? '' : ${nodeOf('variables.specBefore')}`,
      tolerates: `variables.tolerations.exists(t, ${toleratesPool(name)})`,
    },
    checks: [
      {
        expression: '!variables.tolerates || variables.tolerations == variables.tolerationsBefore',
        message: `only pods of the pool ${name} may tolerate its taint: remove the toleration, ${fix}`,
      },
      {
        expression: "variables.node == '' || variables.node == variables.nodeBefore",
        message: `nodeName goes past the scheduler, to nodes of the pool ${name} too: remove it, ${fix}`,
      },
    ],
    audited: true,
  };
}

/** The spec of the pods that an object is or makes. */
function podSpecOf(object: string): string {
  const template = `${object}.spec.template.spec`;
  return `object.kind == 'Pod' ? ${object}.spec : object.kind == 'CronJob' ? ${object}.spec.jobTemplate.spec.template.spec : ${template}`;
}

function tolerationsOf(spec: string): string {
  return `(has(${spec}.tolerations) ? ${spec}.tolerations : [])`;
}

function nodeOf(spec: string): string {
  return `(has(${spec}.nodeName) ? ${spec}.nodeName : '')`;
}

/** Whether a toleration `t` holds for the taint of a pool. Source: Kubernetes, Toleration.ToleratesTaint. */
function toleratesPool(pool: string): string {
  const effect = `(!has(t.effect) || t.effect in ['', 'NoExecute'])`;
  const all = `((!has(t.key) || t.key == '') && has(t.operator) && t.operator == 'Exists')`;
  const anyValue = `(has(t.operator) && !(t.operator in ['', 'Equal']))`;
  const own = `(has(t.key) && t.key == '${POOL_TAINT}' && (${anyValue} || (has(t.value) && t.value == '${pool}')))`;
  return `${effect} && (${all} || ${own})`;
}
