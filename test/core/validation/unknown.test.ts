import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { pathsOf } from './refusals';
import { pod, template } from './rows';

class Later {}

const rich = (): PlainObject => ({
  ...template({
    restartPolicy: 'Never',
    os: { name: 'linux' },
    hostUsers: false,
    terminationGracePeriodSeconds: 5,
    resources: { limits: { cpu: '2' } },
    resourceClaims: [{ name: 'c', resourceClaimName: 'c' }],
    securityContext: {
      runAsUser: 1,
      seccompProfile: { type: 'Localhost', localhostProfile: 'a' },
      sysctls: [{ name: 'a', value: 'b' }],
    },
    volumes: [
      { name: 'a', secret: { secretName: 'a', items: [{ key: 'a', path: 'a', mode: 1 }] } },
      { name: 'b', persistentVolumeClaim: { claimName: 'b' } },
      {
        name: 'p',
        projected: { sources: [{ serviceAccountToken: { path: 't' } }, { configMap: { name: 'x' } }] },
      },
    ],
    containers: [
      {
        name: 'app',
        image: 'a',
        ports: [{ name: 'a', containerPort: 1, hostPort: 2 }],
        env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
        envFrom: [{ configMapRef: { name: 'a' } }],
        resources: { limits: { cpu: '1' }, requests: { cpu: '1' }, claims: [{ name: 'c', request: 'r' }] },
        volumeMounts: [{ name: 'a', mountPath: '/a' }],
        livenessProbe: { httpGet: { port: 1 } },
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
        securityContext: { procMount: 'Unmasked', windowsOptions: undefined },
      },
    ],
    initContainers: [{ name: 'i', image: 'a', restartPolicy: 'Always', startupProbe: { grpc: { port: 1 } } }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }],
        },
      },
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'a', labelSelector: { matchLabels: { a: 'b' } }, matchLabelKeys: ['c'] },
        ],
      },
    },
    tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 1 }],
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule', minDomains: 1, labelSelector: {} },
    ],
    dnsPolicy: 'None',
    dnsConfig: { nameservers: ['1.1.1.1'] },
    hostAliases: [{ ip: '1.1.1.1', hostnames: ['a'] }],
    readinessGates: [{ conditionType: 'a' }],
  }),
});

const metadata = { name: 'web', namespace: 'shop' };
const objects: Record<string, () => PlainObject> = {
  Pod: () => ({ ...pod(), spec: rich().spec }),
  StatefulSet: () => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      selector: { matchLabels: { app: 'web' } },
      serviceName: 'web',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      volumeClaimTemplates: [
        {
          metadata: { name: 'd' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } },
        },
      ],
      template: template({
        containers: [{ name: 'a', image: 'a', volumeDevices: [{ name: 'd', devicePath: '/d' }] }],
      }),
    },
  }),
  Deployment: () => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      selector: { matchLabels: { app: 'web' } },
      strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      template: template(),
    },
  }),
  CronJob: () => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: {
      schedule: '@daily',
      jobTemplate: {
        spec: {
          completions: 2,
          completionMode: 'Indexed',
          backoffLimitPerIndex: 1,
          maxFailedIndexes: 1,
          podFailurePolicy: {
            rules: [
              { action: 'FailIndex', onExitCodes: { operator: 'In', containerName: 'app', values: [1] } },
            ],
          },
          successPolicy: { rules: [{ succeededIndexes: '0' }] },
          template: template({ restartPolicy: 'Never' }),
        },
      },
    },
  }),
};

/** Puts a value that is not known yet in every place of an object, one after the other. */
function* withLater(root: () => PlainObject): Generator<readonly [string, PlainObject]> {
  for (const path of placesOf(root().spec, ['spec'])) {
    const object = root();
    let owner: unknown = object;
    for (const step of path.slice(0, -1))
      owner = Array.isArray(owner) ? owner[Number(step)] : isPlain(owner) ? owner[step] : undefined;
    const last = path.at(-1) ?? '';
    if (Array.isArray(owner)) owner[Number(last)] = new Later();
    else if (isPlain(owner)) owner[last] = new Later();
    yield [path.join('.'), object];
  }
}

function* placesOf(value: unknown, path: readonly string[]): Generator<readonly string[]> {
  yield path;
  const below: [string, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : isPlain(value)
      ? Object.entries(value)
      : [];
  for (const [key, item] of below) yield* placesOf(item, [...path, key]);
}

test.each(Object.entries(objects))('%s: what is not known yet is refused nowhere', (_kind, root) => {
  for (const minor of [33, 36, 37]) {
    expect(pathsOf(root(), minor)).toEqual([]);
    const refused = [...withLater(root)].filter(([, object]) => pathsOf(object, minor).length > 0);
    expect(refused.map(([path, object]) => [path, pathsOf(object, minor)])).toEqual([]);
  }
});
