/** Where a kind carries its pod, and under which API versions it has ever done so. */
export interface PodKind {
  /** Steps from the object to its template; none for a Pod, which is the pod itself. */
  readonly template: readonly string[];
  readonly apiVersions: readonly string[];
}

const APPS = ['apps/v1', 'apps/v1beta2', 'apps/v1beta1'];
const BATCH = ['batch/v1', 'batch/v1beta1', 'batch/v2alpha1'];
const SPEC_TEMPLATE = ['spec', 'template'];

/** The kinds that the Pod Security Standards judge: `defaultPodSpecResources` of the upstream admission. */
export const POD_KINDS: ReadonlyMap<string, PodKind> = new Map<string, PodKind>([
  ['Pod', { template: [], apiVersions: ['v1'] }],
  ['PodTemplate', { template: ['template'], apiVersions: ['v1'] }],
  ['ReplicationController', { template: SPEC_TEMPLATE, apiVersions: ['v1'] }],
  ['ReplicaSet', { template: SPEC_TEMPLATE, apiVersions: [...APPS, 'extensions/v1beta1'] }],
  ['Deployment', { template: SPEC_TEMPLATE, apiVersions: [...APPS, 'extensions/v1beta1'] }],
  ['DaemonSet', { template: SPEC_TEMPLATE, apiVersions: [...APPS, 'extensions/v1beta1'] }],
  ['StatefulSet', { template: SPEC_TEMPLATE, apiVersions: APPS }],
  ['Job', { template: SPEC_TEMPLATE, apiVersions: ['batch/v1', 'extensions/v1beta1'] }],
  ['CronJob', { template: ['spec', 'jobTemplate', 'spec', 'template'], apiVersions: BATCH }],
]);
