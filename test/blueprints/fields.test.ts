import type { WorkloadProps } from '../../lib/blueprints/workload/props';
import { definitionOf, type FieldType, type LeafForm } from '../../lib/core/manifest/field-types';
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
/** Values that nothing would make by itself, of each type that the API has. */
const LEAVES: Readonly<Record<LeafForm, unknown>> = {
  string: 'x',
  int32: 7,
  int64: 7,
  number: 7,
  boolean: true,
  'int-or-string': 'x',
  quantity: '7',
  time: '2026-11-21T00:00:00Z',
  base64: 'eA==',
  object: { odd: [1, { deep: null }], text: 'x' },
  any: { odd: [1, { deep: null }], text: 'x' },
};

/** A value of a type, with everything that the API lets it hold. */
function sampleOf(type: FieldType): unknown {
  if (type.form === 'list') return [sampleOf(type.of)];
  if (type.form === 'map') return { odd: sampleOf(type.of) };
  return type.form === 'definition' ? fieldsOf(type.name) : LEAVES[type.form];
}

function fieldsOf(definition: string, only?: readonly string[]): object {
  const fields = [...(definitionOf(definition)?.fields.values() ?? [])];
  const chosen = fields.filter(({ name }) => only?.includes(name) ?? true);
  return Object.fromEntries(chosen.map(({ name, type }) => [name, sampleOf(type)]));
}

describe('what passes through is untouched, and the props stay as they were', () => {
  test.each([
    ['core.v1.PodSpec', 'pod', 'spec.template.spec'],
    ['core.v1.Container', 'fields', 'spec.template.spec.containers.0'],
    ['core.v1.PodSecurityContext', 'podSecurity', 'spec.template.spec.securityContext'],
  ] as const)('%s by the prop %s', (name, prop, path) => {
    const given = fieldsOf(name, listed(name));
    const props: Partial<WorkloadProps> = frozen({ [prop]: given });
    const object = rendered(props);
    expect(Object.keys(given).sort()).toEqual(listed(name).sort());
    for (const [field, value] of Object.entries(given))
      expect([field, at(object, `${path}.${field}`)]).toEqual([field, value]);
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
