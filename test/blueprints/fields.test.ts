import type { WorkloadProps } from '../../lib/blueprints/workload/props';
import { definitionOf } from '../../lib/core/manifest/field-types';
import { at, frozen } from '../cdk8s/support';
import { loose, problemsOf, rendered } from './support';

/** How each field can be set: `prop` typed, `pass` untouched, `control` decided by one (else an override), `kplus` by a method of cdk8s-plus, `made` by the library. */
type Way = 'prop' | 'pass' | 'control' | 'kplus' | 'made';

const WAYS: Readonly<Record<string, Partial<Record<Way, string>>>> = {
  'core.v1.PodSpec': {
    prop: 'hostUsers imagePullSecrets initContainers nodeSelector priorityClassName securityContext terminationGracePeriodSeconds',
    pass: 'activeDeadlineSeconds dnsPolicy evictionResponders hostname hostnameOverride overhead preemptionPolicy readinessGates resourceClaims resources runtimeClassName schedulerName schedulingGates schedulingGroup setHostnameAsFQDN subdomain tolerations workloadRef',
    control:
      'automountServiceAccountToken enableServiceLinks ephemeralContainers hostIPC hostNetwork hostPID nodeName restartPolicy serviceAccount shareProcessNamespace priority os',
    kplus: 'affinity containers dnsConfig hostAliases volumes',
    made: 'serviceAccountName topologySpreadConstraints',
  },
  'core.v1.Container': {
    prop: 'args command env envFrom image lifecycle livenessProbe name ports readinessProbe resources startupProbe workingDir',
    pass: 'resizePolicy restartPolicyRules terminationMessagePath terminationMessagePolicy volumeDevices',
    control: 'imagePullPolicy securityContext stdin stdinOnce tty',
    kplus: 'volumeMounts',
    made: 'restartPolicy',
  },
  'apps.v1.DeploymentSpec': {
    prop: 'minReadySeconds paused progressDeadlineSeconds replicas revisionHistoryLimit selector strategy',
    made: 'template',
  },
  'apps.v1.DeploymentStrategy': { prop: 'rollingUpdate type' },
  'core.v1.PodSecurityContext': {
    prop: 'appArmorProfile seLinuxOptions',
    pass: 'seLinuxChangePolicy supplementalGroups supplementalGroupsPolicy',
    control:
      'fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser seccompProfile sysctls windowsOptions',
  },
  'core.v1.SecurityContext': {
    control:
      'allowPrivilegeEscalation appArmorProfile capabilities privileged procMount readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser seLinuxOptions seccompProfile windowsOptions',
  },
  'core.v1.Probe': {
    prop: 'exec failureThreshold grpc httpGet initialDelaySeconds periodSeconds successThreshold tcpSocket terminationGracePeriodSeconds timeoutSeconds',
  },
  'core.v1.HTTPGetAction': { prop: 'httpHeaders path port scheme', control: 'host protocol' },
  'core.v1.GRPCAction': { prop: 'port service', control: 'mode' },
  'core.v1.Lifecycle': { prop: 'postStart preStop stopSignal' },
  'core.v1.LifecycleHandler': { prop: 'exec httpGet sleep', control: 'tcpSocket' },
  'core.v1.ContainerPort': { prop: 'containerPort name protocol', control: 'hostIP hostPort' },
  'core.v1.ResourceRequirements': { prop: 'claims limits requests' },
  'core.v1.EnvVar': { prop: 'name value valueFrom' },
  'core.v1.EnvVarSource': {
    prop: 'configMapKeyRef fieldRef resourceFieldRef secretKeyRef',
    kplus: 'fileKeyRef',
  },
  'core.v1.EnvFromSource': { prop: 'configMapRef prefix secretRef' },
};

describe('every field of a workload has a way', () => {
  test.each(Object.keys(WAYS))(
    '%s: a field that the table does not name has appeared, or one has gone',
    (name) => {
      const listed = Object.values(WAYS[name] ?? {}).flatMap((fields) => fields.split(' '));
      expect(listed.sort()).toEqual([...(definitionOf(name)?.fields.keys() ?? [])].sort());
    },
  );
});

const listed = (name: string): string[] => (WAYS[name]?.pass ?? '').split(' ');
/** A value of a form that nothing would make by itself. */
const VALUE = { odd: [1, { deep: null }], text: 'x' };

describe('what passes through is untouched, and the props stay as they were', () => {
  const pass = (prop: 'pod' | 'fields' | 'podSecurity', names: readonly string[]): Partial<WorkloadProps> =>
    frozen({ [prop]: Object.fromEntries(names.map((field) => [field, VALUE])) });

  test.each([
    ['core.v1.PodSpec', 'pod', 'spec.template.spec'],
    ['core.v1.Container', 'fields', 'spec.template.spec.containers.0'],
    ['core.v1.PodSecurityContext', 'podSecurity', 'spec.template.spec.securityContext'],
  ] as const)('%s by the prop %s', (name, prop, path) => {
    const object = rendered(pass(prop, listed(name)));
    for (const field of listed(name)) expect([field, at(object, `${path}.${field}`)]).toEqual([field, VALUE]);
  });

  test('what is decided elsewhere does not pass, also where it comes from JavaScript', () => {
    const unsafe = loose({
      pod: { automountServiceAccountToken: true, hostPID: true },
      fields: { securityContext: { privileged: true }, image: 'x' },
      podSecurity: { runAsUser: 0 },
    });
    const fields = problemsOf(unsafe).map((problem) => problem.field);
    expect(fields.sort()).toEqual([
      'fields.image',
      'fields.securityContext',
      'pod.automountServiceAccountToken',
      'pod.hostPID',
      'podSecurity.runAsUser',
    ]);
  });
});
