import type { DeploymentProps } from '../../../lib/blueprints/workload/kinds/props';
import { hasService, serviceObject } from '../../../lib/renderers/kubernetes/companions';
import { at, frozen } from '../../cdk8s/support';
import { modelOf, rendered } from '../support';

const POD = 'spec.template.spec';
const MAIN = `${POD}.containers.0`;
const SIDE = { name: 'side', image: 'a/b:v1' };
type Props = Partial<DeploymentProps>;

/** Props, a path of the Deployment, and its value. */
const ACCEPTED: readonly [props: Props, path: string, value: unknown][] = [
  [{ name: 'other' }, 'metadata.name', 'other'],
  [{ name: 'other' }, `${MAIN}.name`, 'other'],
  [{ name: 'other' }, 'spec.selector.matchLabels', { 'app.kubernetes.io/instance': 'other' }],
  [{ selector: { app: 'old' } }, 'spec.selector.matchLabels', { app: 'old' }],
  [{ selector: { app: 'old' } }, 'spec.template.metadata.labels.app', 'old'],
  [{ command: ['a'], args: ['b'], workingDir: '/w' }, `${MAIN}.command`, ['a']],
  [{ command: ['a'], args: ['b'] }, `${MAIN}.args`, ['b']],
  [{ workingDir: '/w' }, `${MAIN}.workingDir`, '/w'],
  [
    { env: { B: 'x', A: '' } },
    `${MAIN}.env`,
    [
      { name: 'B', value: 'x' },
      { name: 'A', value: '' },
    ],
  ],
  [
    { env: { A: { secret: 's', key: 'k' } } },
    `${MAIN}.env.0.valueFrom`,
    { secretKeyRef: { key: 'k', name: 's' } },
  ],
  [
    { env: { A: { configMap: 'c', key: 'k', optional: true } } },
    `${MAIN}.env.0.valueFrom`,
    { configMapKeyRef: { key: 'k', name: 'c', optional: true } },
  ],
  [
    { env: { A: { field: 'status.podIP' } } },
    `${MAIN}.env.0.valueFrom`,
    { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } },
  ],
  [
    { env: { A: { resource: 'limits.memory', divisor: '1Mi' } } },
    `${MAIN}.env.0.valueFrom`,
    { resourceFieldRef: { divisor: '1Mi', resource: 'limits.memory' } },
  ],
  [
    {
      envFrom: [
        { secret: 's', prefix: 'P_' },
        { configMap: 'c', optional: true },
      ],
    },
    `${MAIN}.envFrom`,
    [{ prefix: 'P_', secretRef: { name: 's' } }, { configMapRef: { name: 'c', optional: true } }],
  ],
  [
    { port: { container: 5353, protocol: 'UDP', name: 'dns' } },
    `${MAIN}.ports`,
    [{ containerPort: 5353, name: 'dns', protocol: 'UDP' }],
  ],
  [
    { ports: [8080, { container: 9090, name: 'admin' }] },
    `${MAIN}.ports`,
    [
      { containerPort: 8080, name: 'tcp', protocol: 'TCP' },
      { containerPort: 9090, name: 'admin', protocol: 'TCP' },
    ],
  ],
  [{ ports: [8080, 9090] }, `${MAIN}.ports.1.name`, 'port-9090'],
  [{ port: 8080, probe: 'grpc' }, `${MAIN}.ports.0.name`, 'grpc'],
  [{ port: 8080, probe: 'grpc' }, `${MAIN}.readinessProbe.grpc`, { port: 8080 }],
  [{ port: 8080, probe: { grpc: 'svc' } }, `${MAIN}.readinessProbe.grpc`, { port: 8080, service: 'svc' }],
  [{ port: 8080, probe: 'tcp' }, `${MAIN}.readinessProbe.tcpSocket`, { port: 'tcp' }],
  [{ probe: { exec: ['/check'] } }, `${MAIN}.readinessProbe.exec`, { command: ['/check'] }],
  [
    { port: 8080, probe: { http: '/x', scheme: 'HTTPS', headers: { A: 'b' } } },
    `${MAIN}.readinessProbe.httpGet`,
    { httpHeaders: [{ name: 'A', value: 'b' }], path: '/x', port: 'http', scheme: 'HTTPS' },
  ],
  [
    { port: 8080, probe: { tcp: true, period: 5, timeout: 3, failures: 4, delay: 6, successes: 2 } },
    `${MAIN}.readinessProbe`,
    {
      failureThreshold: 4,
      initialDelaySeconds: 6,
      periodSeconds: 5,
      successThreshold: 2,
      tcpSocket: { port: 'tcp' },
      timeoutSeconds: 3,
    },
  ],
  [{ port: 8080, probe: 'tcp' }, `${MAIN}.livenessProbe`, undefined],
  [
    { port: 8080, probe: 'tcp', liveness: { http: '/live', terminationGracePeriod: 7 } },
    `${MAIN}.livenessProbe.terminationGracePeriodSeconds`,
    7,
  ],
  [{ port: 8080, probe: 'tcp', liveness: { http: '/live' } }, `${MAIN}.startupProbe.httpGet.path`, '/live'],
  [{ port: 8080, probe: 'tcp', startupBudget: 61 }, `${MAIN}.startupProbe.failureThreshold`, 31],
  [
    { ports: [8080, { container: 9090, name: 'admin' }], probe: { http: '/x', port: 'admin' } },
    `${MAIN}.readinessProbe.httpGet.port`,
    'admin',
  ],
  [
    { resources: { cpu: '1000m', memory: '1024Mi' } },
    `${MAIN}.resources.requests`,
    { cpu: '1', 'ephemeral-storage': '178Mi', memory: '1Gi' },
  ],
  [
    { resources: { cpu: '1', cpuLimit: '2', memoryLimit: '1Gi' } },
    `${MAIN}.resources.limits`,
    { cpu: '2', 'ephemeral-storage': '178Mi', memory: '1Gi' },
  ],
  [
    { resources: { cpuLimit: 'optOut' } },
    `${MAIN}.resources.limits`,
    { 'ephemeral-storage': '178Mi', memory: '256Mi' },
  ],
  [{ resources: { ephemeralStorage: '2Gi' } }, `${MAIN}.resources.limits.ephemeral-storage`, '2Gi'],
  [
    { resources: { extended: { 'nvidia.com/gpu': '1' }, claims: ['gpu'] } },
    `${MAIN}.resources.limits."nvidia.com/gpu"`,
    '1',
  ],
  [{ resources: { claims: ['gpu'] } }, `${MAIN}.resources.claims`, [{ name: 'gpu' }]],
  [{ resources: { extended: { device: '1' } } }, `${MAIN}.resources.requests.device`, '1'],
  [{ resources: { extended: { device: '1' } } }, `${MAIN}.resources.limits.device`, '1'],
  [
    { scratch: { '/data': '1Gi' } },
    `${POD}.volumes`,
    [
      { emptyDir: { sizeLimit: '64Mi' }, name: 'tmp' },
      { emptyDir: { sizeLimit: '1Gi' }, name: 'data' },
    ],
  ],
  [{ scratch: { '/data': '1Gi' } }, `${MAIN}.resources.limits.ephemeral-storage`, '1202Mi'],
  [{ scratch: { '/tmp': '1Mi' } }, `${POD}.volumes`, [{ emptyDir: { sizeLimit: '1Mi' }, name: 'tmp' }]],
  [
    { scratch: ['/a/b', '/a-b', '/a.b', '/api-token'] },
    `${MAIN}.volumeMounts`,
    [
      { mountPath: '/tmp', name: 'tmp' },
      { mountPath: '/a/b', name: 'a-b' },
      { mountPath: '/a-b', name: 'a-b-2' },
      { mountPath: '/a.b', name: 'a-b-3' },
      { mountPath: '/api-token', name: 'api-token-2' },
    ],
  ],
  [
    { files: { '/etc/web': { configMap: 'c', optional: true } } },
    `${POD}.volumes.1`,
    { configMap: { name: 'c', optional: true }, name: 'etc-web' },
  ],
  [
    { files: { '/etc/web': { secret: 's' } } },
    `${POD}.volumes.1`,
    { name: 'etc-web', secret: { secretName: 's' } },
  ],
  [
    { files: { '/etc/web': { secret: 's' } } },
    `${MAIN}.volumeMounts.1`,
    { mountPath: '/etc/web', name: 'etc-web', readOnly: true },
  ],
  [
    { files: { '/etc/web': { files: { a: 'b' } } } },
    `${POD}.volumes.1`,
    { configMap: { name: 'web-etc-web' }, name: 'etc-web' },
  ],
  [
    { lifecycle: { postStart: { exec: ['x'] }, preStop: 'optOut', stopSignal: 'SIGQUIT' } },
    `${MAIN}.lifecycle`,
    { postStart: { exec: { command: ['x'] } }, stopSignal: 'SIGQUIT' },
  ],
  [
    { port: 8080, lifecycle: { preStop: { http: '/quit' } } },
    `${MAIN}.lifecycle.preStop.httpGet`,
    { path: '/quit', port: 'tcp' },
  ],
  [{ terminationGracePeriod: 9 }, `${MAIN}.lifecycle`, undefined],
  [{ terminationGracePeriod: 10 }, `${MAIN}.lifecycle.preStop.sleep.seconds`, 5],
  [{ terminationGracePeriod: 60 }, `${POD}.terminationGracePeriodSeconds`, 60],
  [{ initContainers: [SIDE] }, `${POD}.initContainers.0.lifecycle`, undefined],
  [
    { initContainers: [SIDE] },
    `${POD}.initContainers.0.volumeMounts`,
    [{ mountPath: '/tmp', name: 'side-tmp' }],
  ],
  [
    { sidecars: [{ ...SIDE, port: 9090, probe: { http: '/r' }, liveness: { http: '/l' } }] },
    `${POD}.initContainers.0.restartPolicy`,
    'Always',
  ],
  [
    { sidecars: [{ ...SIDE, port: 9090, probe: { http: '/r' }, liveness: { http: '/l' } }] },
    `${POD}.initContainers.0.livenessProbe.httpGet`,
    { path: '/l', port: 'http' },
  ],
  [{ sidecars: [SIDE], initContainers: [{ ...SIDE, name: 'init' }] }, `${POD}.initContainers.1.name`, 'init'],
  [{ replicas: 5 }, 'spec.replicas', 5],
  [{ replicas: 0 }, 'spec.replicas', 0],
  [{ autoscaled: true }, 'spec.replicas', undefined],
  [{ user: 20000 }, `${POD}.securityContext.fsGroup`, 20000],
  [{ user: 20000 }, `${MAIN}.securityContext.runAsUser`, 20000],
  [{ labels: { team: 'a' } }, 'spec.template.metadata.labels.team', 'a'],
  [
    { labels: { team: 'a', 'app.kubernetes.io/managed-by': 'x' } },
    'metadata.labels."app.kubernetes.io/managed-by"',
    'bulwark',
  ],
  [{ annotations: { 'A.b/c': 'x' } }, 'metadata.annotations', { 'A.b/c': 'x' }],
  [{ podAnnotations: { note: 'x' } }, 'spec.template.metadata.annotations', { note: 'x' }],
  [{ component: 'frontend' }, 'metadata.labels."app.kubernetes.io/component"', 'frontend'],
  [
    { nodeSelector: { a: 'b' }, architecture: 'arm64' },
    `${POD}.nodeSelector`,
    { a: 'b', 'kubernetes.io/arch': 'arm64' },
  ],
  [
    { imagePullSecrets: ['own', 'of-app'] },
    `${POD}.imagePullSecrets`,
    [{ name: 'of-app' }, { name: 'of-namespace' }, { name: 'own' }],
  ],
  [{ minReadySeconds: 0 }, 'spec.minReadySeconds', 0],
  [{ revisionHistoryLimit: 0 }, 'spec.revisionHistoryLimit', 0],
  [{ progressDeadlineSeconds: 60 }, 'spec.progressDeadlineSeconds', 60],
  [{ paused: true }, 'spec.paused', true],
  [{ strategy: 'Recreate' }, 'spec.strategy', { type: 'Recreate' }],
  [
    { strategy: { maxSurge: '10%', maxUnavailable: 1 } },
    'spec.strategy.rollingUpdate',
    { maxSurge: '10%', maxUnavailable: 1 },
  ],
  [{ priorityClass: 'high' }, `${POD}.priorityClassName`, 'high'],
  [{ priorityClass: 'optOut' }, `${POD}.priorityClassName`, undefined],
  [{ seLinux: 'optOut' }, `${POD}.securityContext.seLinuxOptions`, undefined],
  [{ ndots: 'optOut' }, `${POD}.dnsConfig`, undefined],
  [{ spread: 'optOut' }, `${POD}.affinity`, undefined],
  [{ spread: 'optOut' }, `${POD}.topologySpreadConstraints`, undefined],
  [
    { image: 'a/b:v1@sha256:x'.replace('x', 'a'.repeat(64)) },
    'metadata.labels."app.kubernetes.io/version"',
    'v1',
  ],
];

describe('every prop lands in its field', () => {
  test.each(
    ACCEPTED.map(
      ([props, path, value]) =>
        [`${JSON.stringify(props).slice(0, 70)} in ${path}`, props, path, value] as const,
    ),
  )('%s', (_, props, path, value) => {
    expect(at(rendered(frozen(props)), path)).toEqual(value);
  });

  test('ports of main container and sidecars make one Service', () => {
    const model = modelOf({
      image: 'a/b:v1',
      port: { service: 80, container: 8080 },
      sidecars: [{ ...SIDE, port: { container: 5353, protocol: 'UDP', name: 'dns' } }],
    });
    expect(at(serviceObject(model), 'spec.ports')).toEqual([
      { name: 'tcp', port: 80, protocol: 'TCP', targetPort: 'tcp' },
      { name: 'dns', port: 5353, protocol: 'UDP', targetPort: 'dns' },
    ]);
    expect(hasService(modelOf({ image: 'a/b:v1' }))).toBe(false);
  });

  test('a change of files rolls the pods; their order does not', () => {
    const sum = (files: Record<string, string>): unknown =>
      at(rendered({ files: { '/etc/web': { files } } }), 'spec.template.metadata.annotations.bulwark/config');
    expect(sum({ a: '1', b: '2' })).toBe(sum({ b: '2', a: '1' }));
    expect(sum({ a: '1' })).not.toBe(sum({ a: '2' }));
    expect(sum({ a: '1' })).not.toBe(sum({ b: '1' }));
    expect(sum({ a: '1' })).toMatch(/^[0-9a-f]{16}$/);
  });

  test('a long path keeps the volume a DNS label', () => {
    const path = `/${'x/'.repeat(60)}end`;
    const name = String(at(rendered({ scratch: [path] }), `${POD}.volumes.1.name`));
    expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
  });
});
