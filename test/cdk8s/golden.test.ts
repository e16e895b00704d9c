import { HardenedApp, IsolatedNamespace, restricted, SecureDeployment } from 'bulwark/cdk8s';
import { userIdOf } from '../../lib/core/manifest/user-id';
import { at, IMAGE, objectsOf, one, TODAY } from './support';

/** The golden bundle in substance, field by field; `user` stands for the workload's own UID. */
const user = userIdOf('shop', 'web');
const anti = { labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } } };
const labels = {
  'app.kubernetes.io/component': 'web',
  'app.kubernetes.io/instance': 'web',
  'app.kubernetes.io/managed-by': 'bulwark',
  'app.kubernetes.io/name': 'web',
  'app.kubernetes.io/part-of': 'shop',
  'app.kubernetes.io/version': 'v1.4.2',
  env: 'production',
  owner: 'team-web',
};
const own = { 'app.kubernetes.io/instance': 'web', 'app.kubernetes.io/managed-by': 'bulwark' };
const managed = { 'app.kubernetes.io/managed-by': 'bulwark' };
const probe = (path: string): object => ({
  failureThreshold: 3,
  httpGet: { path, port: 'http' },
  periodSeconds: 10,
  timeoutSeconds: 2,
});
const amounts = { cpu: '250m', 'ephemeral-storage': '178Mi', memory: '256Mi' };
const normal = { cpu: '250m', 'ephemeral-storage': '128Mi', memory: '256Mi' };

const GOLDEN: readonly [kind: string, name: string, path: string, value: unknown][] = [
  ['PriorityClass', 'standard', 'value', 1000],
  ['PriorityClass', 'standard', 'globalDefault', undefined], // the server drops false, which then reads as a change
  ['PriorityClass', 'standard', 'preemptionPolicy', 'PreemptLowerPriority'],
  [
    'Namespace',
    'shop',
    'metadata.labels',
    {
      ...managed,
      'app.kubernetes.io/part-of': 'shop',
      env: 'production',
      owner: 'team-web',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/audit-version': 'v1.36',
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.36',
      'pod-security.kubernetes.io/warn': 'restricted',
      'pod-security.kubernetes.io/warn-version': 'v1.36',
    },
  ],
  [
    'ResourceQuota',
    'quota',
    'spec.hard',
    {
      'count/configmaps': '50',
      'count/secrets': '50',
      'limits.cpu': '40',
      'limits.memory': '80Gi',
      pods: '100',
      'requests.cpu': '40',
      'requests.memory': '80Gi',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
    },
  ],
  [
    'LimitRange',
    'limits',
    'spec.limits',
    [
      {
        default: normal,
        defaultRequest: normal,
        max: { cpu: '4', 'ephemeral-storage': '4Gi', memory: '8Gi' },
        min: { cpu: '10m', 'ephemeral-storage': '1Mi', memory: '16Mi' },
        type: 'Container',
      },
    ],
  ],
  ['NetworkPolicy', 'default-deny', 'spec', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }],
  ['ServiceAccount', 'default', 'automountServiceAccountToken', false],
  ['ServiceAccount', 'web', 'automountServiceAccountToken', false],
  ['ServiceAccount', 'web', 'metadata.labels', own],
  ['Deployment', 'web', 'metadata.annotations.email', 'team-web@example.com'],
  ['Deployment', 'web', 'metadata.labels', labels],
  ['Deployment', 'web', 'spec.template.metadata.labels', labels],
  ['Deployment', 'web', 'spec.replicas', 2],
  ['Deployment', 'web', 'spec.minReadySeconds', 5],
  ['Deployment', 'web', 'spec.revisionHistoryLimit', 3],
  ['Deployment', 'web', 'spec.selector', { matchLabels: { 'app.kubernetes.io/instance': 'web' } }],
  [
    'Deployment',
    'web',
    'spec.strategy',
    { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: 'RollingUpdate' },
  ],
  ['NetworkPolicy', 'web', 'spec.podSelector', { matchLabels: { 'app.kubernetes.io/instance': 'web' } }],
  ['NetworkPolicy', 'web', 'spec.policyTypes', ['Ingress', 'Egress']],
  [
    'NetworkPolicy',
    'web',
    'spec.egress',
    [
      {
        ports: [
          { port: 53, protocol: 'TCP' },
          { port: 53, protocol: 'UDP' },
        ],
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
      },
    ],
  ],
  ['PodDisruptionBudget', 'web', 'spec.maxUnavailable', 1],
  ['PodDisruptionBudget', 'web', 'spec.unhealthyPodEvictionPolicy', 'AlwaysAllow'],
  ['PodDisruptionBudget', 'web', 'spec.selector', { matchLabels: { 'app.kubernetes.io/instance': 'web' } }],
  [
    'Service',
    'web',
    'spec',
    {
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
      selector: { 'app.kubernetes.io/instance': 'web' },
      type: 'ClusterIP',
    },
  ],
];

/** The pod, whole: nothing that is not in the bundle may be in it. */
const POD = {
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { podAffinityTerm: { ...anti, topologyKey: 'kubernetes.io/hostname' }, weight: 100 },
      ],
    },
  },
  automountServiceAccountToken: false,
  containers: [
    {
      image: IMAGE,
      imagePullPolicy: 'Always',
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
      livenessProbe: probe('/livez'),
      name: 'web',
      ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
      readinessProbe: probe('/readyz'),
      resources: { limits: amounts, requests: amounts },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsGroup: user,
        runAsNonRoot: true,
        runAsUser: user,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      startupProbe: {
        failureThreshold: 75,
        httpGet: { path: '/livez', port: 'http' },
        periodSeconds: 2,
        timeoutSeconds: 2,
      },
      volumeMounts: [{ mountPath: '/tmp', name: 'tmp' }],
    },
  ],
  dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
  enableServiceLinks: false,
  os: { name: 'linux' },
  priorityClassName: 'standard',
  restartPolicy: 'Always',
  securityContext: {
    fsGroup: user,
    fsGroupChangePolicy: 'OnRootMismatch',
    runAsGroup: user,
    runAsNonRoot: true,
    runAsUser: user,
    seLinuxOptions: { type: 'container_t' },
    seccompProfile: { type: 'RuntimeDefault' },
  },
  serviceAccountName: 'web',
  terminationGracePeriodSeconds: 30,
  topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    ...anti,
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
  })),
  volumes: [{ emptyDir: { sizeLimit: '64Mi' }, name: 'tmp' }],
};

function golden(): HardenedApp {
  const policy = restricted({ owner: 'team-web', email: 'team-web@example.com', environment: 'production' });
  const app = new HardenedApp({ policy, today: TODAY });
  new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', {
    image: IMAGE,
    port: { service: 80, container: 8080 },
    probe: { http: '/readyz' },
    liveness: { http: '/livez' },
  });
  return app;
}

describe('the golden bundle', () => {
  const app = golden();
  const objects = objectsOf(app);

  test.each(GOLDEN)('%s %s has %s', (kind, name, path, value) => {
    expect(at(one(objects, kind, name), path)).toEqual(value);
  });

  test('the pod is exactly that of the bundle, and a lifecycle', () => {
    expect(at(one(objects, 'Deployment', 'web'), 'spec.template.spec')).toEqual(POD);
  });

  test('has these objects and no others, in the order in which they apply', () => {
    expect(objects.map((object) => `${object.kind} ${at(object, 'metadata.name')}`)).toEqual([
      'PriorityClass standard',
      'Namespace shop',
      'ResourceQuota quota',
      'LimitRange limits',
      'NetworkPolicy default-deny',
      'NetworkPolicy web',
      'ServiceAccount default',
      'ServiceAccount web',
      'Service web',
      'Deployment web',
      'PodDisruptionBudget web',
    ]);
  });

  test('nothing is found on it, nothing is suppressed, and nothing went unjudged', () => {
    const { findings, suppressed, unjudged, controls } = app.synthesize().judgement;
    expect([findings, suppressed, unjudged]).toEqual([[], [], []]);
    expect(controls).toBeGreaterThan(80);
  });
});
