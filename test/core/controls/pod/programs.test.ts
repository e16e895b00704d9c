import { clusters } from '../../../../lib/core/cluster/presets';
import { controlOf } from '../../../../lib/core/controls';
import { allowedMetadataValues } from '../../../../lib/core/controls/pod/allowed-metadata-values';
import { noExposedSensitiveInterface } from '../../../../lib/core/controls/pod/no-exposed-sensitive-interface';
import { noGitSyncCommandOverride } from '../../../../lib/core/controls/pod/no-git-sync-command-override';
import { noKubernetesDashboard } from '../../../../lib/core/controls/pod/no-kubernetes-dashboard';
import { noOpaDisableVariable } from '../../../../lib/core/controls/pod/no-opa-disable-variable';
import { noTiller } from '../../../../lib/core/controls/pod/no-tiller';
import { podLifetimeLimit } from '../../../../lib/core/controls/pod/pod-lifetime-limit';
import { restrictExecProbeCommands } from '../../../../lib/core/controls/pod/restrict-exec-probe-commands';
import { isOpaque, type PlainObject } from '../../../../lib/core/manifest/plain';
import { findingsOf, Leaf, object, pod, problemsIn } from '../cases';

describe('restrict-exec-probe-commands', () => {
  test.each<[unknown, number]>([
    [['ps'], 1],
    [['/usr/bin/ls', '-l'], 1],
    [['sh', '-c', 'pgrep app'], 1],
    [['/bin/bash', '-ec', 'true && { /bin/ps aux; }'], 1],
    [['timeout', '5', 'jcmd', '1'], 1],
    [['sh', '-c', 'echo tops'], 0],
    [['grep', '-q', 'ps', '/proc/1/comm'], 0],
    [['lsof'], 0],
    [[], 0],
    [null, 0],
    [[new Leaf()], 1],
    [new Leaf(), 1],
  ])('%j', (command, count) => {
    expect(
      findingsOf(restrictExecProbeCommands, [pod('web', { livenessProbe: { exec: { command } } })]),
    ).toHaveLength(count);
  });

  test('all three probes of all long-running containers count', () => {
    const exec = { exec: { command: ['ps'] } };
    const probes = { livenessProbe: exec, readinessProbe: exec, startupProbe: exec };
    const sidecar = { name: 'side', restartPolicy: 'Always', ...probes };
    const spec = {
      initContainers: [sidecar, { name: 'init', ...probes }],
      containers: [{ name: 'app', ...probes }],
    };
    const found = problemsIn(restrictExecProbeCommands, [{ ...pod('web'), spec }]);
    expect(found.map(({ problem }) => `${problem.container} ${problem.finding}`)).toEqual([
      ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => `side ${probe}: ps`),
      ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => `app ${probe}: ps`),
    ]);
  });
});

test.each([
  [restrictExecProbeCommands, { readinessProbe: new Leaf() }],
  [noGitSyncCommandOverride, { env: new Leaf() }],
  [noGitSyncCommandOverride, { env: [{ name: new Leaf() }] }],
  [noGitSyncCommandOverride, { env: [{ name: 'GITSYNC_GIT', value: new Leaf() }] }],
  [noOpaDisableVariable, { env: [new Leaf()] }],
  [noOpaDisableVariable, { env: [{ name: 'DISABLE_OPA', value: new Leaf() }] }],
  [noTiller, { image: new Leaf() }],
  [noKubernetesDashboard, { image: new Leaf() }],
])('$id takes a leaf for unknown: %#', (control, container) => {
  const found = problemsIn(control, [pod('web', container)]);
  expect(found.map(({ problem }) => isOpaque(problem.found))).toEqual([true]);
});

test.each<[unknown, number]>([
  ['true', 1],
  [' True ', 1],
  ['1', 1],
  [true, 1],
  ['false', 0],
  ['', 0],
  [null, 0],
])('DISABLE_OPA: %p', (value, count) => {
  const spec = {
    containers: [{ name: 'app' }],
    ephemeralContainers: [{ name: 'debug', env: [{ name: 'DISABLE_OPA', value }] }],
  };
  expect(findingsOf(noOpaDisableVariable, [{ ...pod('web'), spec }])).toHaveLength(count);
});

test.each<[string, number, number]>([
  ['docker.io/kubernetesui/dashboard:v2.7.0', 1, 0],
  ['docker.io/kubernetesui/dashboard-web:1.4.0', 1, 0],
  ['registry.example.com/kubernetesui/dashboards:v1', 0, 0],
  ['ghcr.io/helm/tiller:v2.17.0', 0, 1],
  [`gcr.io/kubernetes-helm/tiller@sha256:${'0'.repeat(64)}`, 0, 1],
  ['registry.example.com/tools/distiller:v1', 0, 0],
])('%s', (image, dashboard, tiller) => {
  expect(findingsOf(noKubernetesDashboard, [pod('web', { image })])).toHaveLength(dashboard);
  expect(findingsOf(noTiller, [pod('web', { image })])).toHaveLength(tiller);
});

test.each<[string, PlainObject, number]>([
  ['ClusterIP', { type: 'ClusterIP' }, 0],
  ['NodePort', { type: 'NodePort' }, 1],
  ['a type that is not known yet', { type: new Leaf() }, 1],
  ['external addresses', { type: 'ClusterIP', externalIPs: ['192.0.2.1'] }, 1],
  ['no external addresses', { externalIPs: [] }, 0],
  ['another program', { type: 'NodePort', selector: { app: 'web' } }, 0],
  ['everything', { type: 'NodePort', selector: {} }, 0],
])('no-exposed-sensitive-interface: %s', (_what, spec, count) => {
  const service = object('v1', 'Service', 'ci', { spec: { selector: { app: 'ci' }, ...spec } });
  const objects = [
    pod('ci', { image: 'docker.io/jenkins/jenkins:2.500' }),
    pod('web', { image: 'web:v1' }),
    service,
  ];
  expect(findingsOf(noExposedSensitiveInterface, objects)).toHaveLength(count);
});

test('the lifetime is that of the pod, not of what carries it', () => {
  const annotations = { 'pod.kubernetes.io/lifetime': '9h' };
  const template = (metadata: PlainObject): PlainObject =>
    object('apps/v1', 'Deployment', 'web', { spec: { template: { metadata, spec: { containers: [] } } } });
  const controller = { ...template({}), metadata: { name: 'web', namespace: 'shop', annotations } };
  expect(findingsOf(podLifetimeLimit, [controller])).toEqual([]);
  expect(findingsOf(podLifetimeLimit, [template({ annotations })])).toHaveLength(1);
});

describe('allowed-metadata-values', () => {
  const evaluate = (params: PlainObject, labels: PlainObject): number =>
    findingsOf(
      {
        ...allowedMetadataValues,
        params: { annotations: [], requiredAnnotations: [], values: {}, ...params },
      },
      [{ ...pod('web'), metadata: { name: 'web', namespace: 'shop', labels } }],
    ).length;

  test.each<[string, string, boolean]>([
    ['team-*', 'team-a', true],
    ['team-*', 'team-', true],
    ['team-*', 'ateam-a', false],
    ['*-prod', 'a-prod', true],
    ['*-prod', 'a-prod-b', false],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['*', '', true],
    ['prod', 'prod', true],
    ['prod', 'production', false],
    ['a.c', 'abc', false],
  ])('%s admits %s: %s', (pattern, value, admitted) => {
    expect(evaluate({ values: { env: [pattern] } }, { env: value })).toBe(admitted ? 0 : 1);
  });

  test('it is in force when something is asked for', () => {
    const active = (params: PlainObject) =>
      controlOf('allowed-metadata-values')?.active?.({
        params: { annotations: [], requiredAnnotations: [], values: {}, ...params },
        cluster: clusters.kind(),
      });
    expect(
      [{}, { annotations: ['a'] }, { requiredAnnotations: ['a'] }, { values: { a: ['b'] } }].map(active),
    ).toEqual([false, true, true, true]);
  });
});
