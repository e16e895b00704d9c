import type { PlainObject } from '../../../lib/core/manifest/plain';

/** A pod spec with something of nearly everything, which every version takes. */
function podSpec(): PlainObject {
  return {
    restartPolicy: 'Always',
    serviceAccountName: 'app',
    terminationGracePeriodSeconds: 30,
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    securityContext: {
      runAsUser: 10001,
      fsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
      sysctls: [{ name: 'net.core.somaxconn', value: '1' }],
      supplementalGroups: [1],
    },
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'config', configMap: { name: 'config', items: [{ key: 'a', path: 'a', mode: 420 }] } },
      {
        name: 'token',
        projected: {
          sources: [
            { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
            { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
            { secret: { name: 'secret', items: [{ key: 'k', path: 'k' }] } },
          ],
        },
      },
      { name: 'scratch', emptyDir: { sizeLimit: '1Gi' } },
    ],
    containers: [
      {
        name: 'app',
        image: 'r.example.com/app:1',
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        env: [
          { name: 'A', value: 'a' },
          { name: 'B', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
          { name: 'C', valueFrom: { secretKeyRef: { name: 'secret', key: 'key' } } },
          { name: 'D', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
        ],
        envFrom: [{ prefix: 'X_', configMapRef: { name: 'config' } }],
        resources: {
          requests: { cpu: '100m', memory: '64Mi' },
          limits: { memory: '128Mi', 'example.com/gpu': '1' },
        },
        volumeMounts: [
          { name: 'config', mountPath: '/etc/config', readOnly: true },
          { name: 'scratch', mountPath: '/tmp', subPath: 'a' },
        ],
        volumeDevices: [{ name: 'data', devicePath: '/dev/data' }],
        livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 5 },
        readinessProbe: { tcpSocket: { port: 8080 } },
        startupProbe: { exec: { command: ['true'] } },
        lifecycle: { preStop: { sleep: { seconds: 5 } }, postStart: { exec: { command: ['true'] } } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          runAsUser: 10001,
        },
      },
    ],
    initContainers: [
      { name: 'init', image: 'r.example.com/init:1', volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }] },
      {
        name: 'proxy',
        image: 'r.example.com/proxy:1',
        restartPolicy: 'Always',
        ports: [{ containerPort: 9000 }],
        startupProbe: { grpc: { port: 9000 } },
      },
    ],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'tier', operator: 'In', values: ['a'] }] }],
        },
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, preference: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
        ],
      },
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              labelSelector: { matchLabels: { app: 'web' } },
              topologyKey: 'kubernetes.io/hostname',
            },
          },
        ],
      },
    },
    tolerations: [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: 5 }],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: 'web' } },
      },
    ],
    dnsConfig: {
      nameservers: ['10.0.0.10'],
      searches: ['example.com'],
      options: [{ name: 'ndots', value: '2' }],
    },
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['a.example'] }],
    readinessGates: [{ conditionType: 'example.com/ready' }],
  };
}

const template = (more: PlainObject = {}): PlainObject => ({
  metadata: { labels: { app: 'web' }, annotations: { 'example.com/a': 'b' } },
  spec: { ...podSpec(), ...more },
});

const selector = { matchLabels: { app: 'web' } };
const metadata = { name: 'web', namespace: 'default' };

const jobSpec = (): PlainObject => ({
  completions: 3,
  parallelism: 2,
  completionMode: 'Indexed',
  backoffLimit: 2,
  podFailurePolicy: {
    rules: [
      { action: 'FailJob', onExitCodes: { containerName: 'app', operator: 'In', values: [1, 2] } },
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ],
  },
  successPolicy: { rules: [{ succeededIndexes: '0-1', succeededCount: 1 }] },
  template: template({ restartPolicy: 'Never' }),
});

const pod = { apiVersion: 'v1', kind: 'Pod', metadata };

/** Objects with nearly everything, which every version takes. */
export const FULL: Readonly<Record<string, PlainObject>> = {
  'full pod': { ...pod, metadata: { ...metadata, labels: { app: 'web' } }, spec: podSpec() },
  'full pod of Windows': {
    ...pod,
    spec: {
      os: { name: 'windows' },
      hostNetwork: true,
      securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
      containers: [{ name: 'app', image: 'r.example.com/app:1', resources: { limits: { cpu: '1' } } }],
    },
  },
  'full pod with resources of its own': {
    ...pod,
    spec: {
      hostUsers: false,
      overhead: { cpu: '10m' },
      resources: { requests: { cpu: '2', memory: '1Gi' }, limits: { cpu: '4', memory: '2Gi' } },
      containers: ['a', 'b'].map((name) => ({
        name,
        image: 'r.example.com/app:1',
        resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
      })),
      initContainers: [{ name: 'init', image: 'r.example.com/app:1', resources: { requests: { cpu: '1' } } }],
    },
  },
  'full deployment': {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 2,
      selector,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } },
      template: template(),
    },
  },
  'full stateful set': {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      replicas: 2,
      selector,
      serviceName: 'web',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
      template: template(),
    },
  },
  'full job': { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: jobSpec() },
  'full cron job': {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: { schedule: '0 3 * * *', timeZone: 'Etc/UTC', jobTemplate: { spec: jobSpec() } },
  },
};
