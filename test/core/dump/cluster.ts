import { refOf } from '../../../lib/core/manifest/identity';
import { clone, isPlain, objectAt, objectsAt, type PlainObject, put } from '../../../lib/core/manifest/plain';
import { DEFAULTS, END, HASH, MINUTE, STATUS, uidOf } from './tables';

/**
 * What `kubectl get -o yaml` would show some time after manifests were applied: the objects with what the API server adds
 * to them, and the objects that controllers make of them. Written after a cluster of 1.36.
 */
export function dumpOf(manifests: readonly PlainObject[]): PlainObject[] {
  return manifests
    .flatMap((manifest) => {
      const live = stored(manifest);
      return [live, ...madeOf(live)];
    })
    .map(sorted);
}

function madeOf(live: PlainObject): PlainObject[] {
  const ref = refOf(live);
  switch (ref.kind) {
    case 'Namespace':
      return [rootCertificates(ref.name)];
    case 'Service':
      return slicesOf(live);
    case 'Deployment':
      return [...replicaSets(live)];
    case 'StatefulSet':
      return [
        revision(live),
        ...[0, 1].map((index) => podOf(live, `${ref.name}-${index}`, statefulLabels(ref.name, index))),
      ];
    case 'DaemonSet': {
      const labels = { 'controller-revision-hash': HASH, 'pod-template-generation': '1' };
      return [revision(live), podOf(live, `${ref.name}-${END}`, labels)];
    }
    case 'Job':
      return [podOf(live, `${ref.name}-${END}`, {})];
    case 'CronJob': {
      const job = jobOf(live);
      return [job, podOf(job, `${refOf(job).name}-${END}`, {})];
    }
    default:
      return [];
  }
}

/** An object as the API server keeps it. */
function stored(manifest: PlainObject): PlainObject {
  const live = clone(manifest);
  const ref = refOf(live);
  const metadata = objectAt(live, 'metadata') ?? {};
  live.metadata = {
    ...metadata,
    annotations: {
      ...objectAt(metadata, 'annotations'),
      'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(manifest)}\n`,
    },
    ...server(ref.kind, ref.name),
  };
  const spec = objectAt(live, 'spec');
  if (spec !== undefined)
    live.spec = {
      ...DEFAULTS[ref.kind],
      ...(spec.clusterIP === 'None' && { clusterIPs: ['None'] }),
      ...spec,
    };
  for (const path of [
    ['spec', 'template'],
    ['spec', 'jobTemplate', 'spec', 'template'],
  ]) {
    const template = path.reduce<PlainObject | undefined>(objectAt, live);
    if (template !== undefined) defaulted(objectAt(template, 'spec'));
  }
  if (ref.kind === 'Pod') defaulted(spec);
  if (ref.kind === 'Job') writeJob(live);
  if (ref.kind === 'Namespace') writeNamespace(live, ref.name);
  if (ref.kind === 'Deployment') annotate(live, { 'deployment.kubernetes.io/revision': '2' });
  if (STATUS[ref.kind] !== undefined) live.status = STATUS[ref.kind];
  return live;
}

function server(kind: string, name: string): PlainObject {
  return {
    creationTimestamp: '2026-11-20T07:11:09Z',
    generation: 1,
    managedFields: [
      {
        apiVersion: 'v1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:metadata': { 'f:annotations': { '.': {} } }, 'f:spec': { 'f:replicas': {} } },
        manager: 'kubectl-client-side-apply',
        operation: 'Update',
        time: '2026-11-20T07:11:09Z',
      },
    ],
    resourceVersion: '48213',
    uid: uidOf(kind, name),
  };
}

/** Writes what the API server writes into every pod spec. */
function defaulted(spec: PlainObject | undefined): void {
  if (spec === undefined) return;
  const before = { ...spec };
  Object.assign(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    serviceAccount: spec.serviceAccountName,
    terminationGracePeriodSeconds: 30,
    ...before,
  });
  for (const container of [...objectsAt(spec, 'initContainers'), ...objectsAt(spec, 'containers')]) {
    const own = { ...container };
    Object.assign(container, {
      resources: {},
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      ...own,
    });
    for (const port of objectsAt(container, 'ports')) port.protocol ??= 'TCP';
    for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const probe = objectAt(container, field);
      if (probe !== undefined)
        Object.assign(probe, {
          failureThreshold: 3,
          periodSeconds: 10,
          successThreshold: 1,
          timeoutSeconds: 1,
          ...probe,
        });
    }
  }
}

function annotate(live: PlainObject, annotations: PlainObject): void {
  const metadata = objectAt(live, 'metadata') ?? {};
  metadata.annotations = { ...objectAt(metadata, 'annotations'), ...annotations };
}

function writeNamespace(live: PlainObject, name: string): void {
  const metadata = objectAt(live, 'metadata') ?? {};
  metadata.labels = { ...objectAt(metadata, 'labels'), 'kubernetes.io/metadata.name': name };
  live.spec = { finalizers: ['kubernetes'] };
}

function writeJob(live: PlainObject): void {
  const { kind, name } = refOf(live);
  const labels = {
    'batch.kubernetes.io/controller-uid': uidOf(kind, name),
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uidOf(kind, name),
    'job-name': name,
  };
  const spec = objectAt(live, 'spec') ?? {};
  const template = objectAt(spec, 'template') ?? {};
  const metadata = objectAt(template, 'metadata') ?? {};
  template.metadata = { ...metadata, labels: { ...objectAt(metadata, 'labels'), ...labels } };
  spec.selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': uidOf(kind, name) } };
}

function owned(kind: string, apiVersion: string, name: string): PlainObject {
  return {
    ownerReferences: [
      { apiVersion, blockOwnerDeletion: true, controller: true, kind, name, uid: uidOf(kind, name) },
    ],
  };
}

function ownedBy(owner: PlainObject): PlainObject {
  const { apiVersion, kind, name } = refOf(owner);
  return owned(kind, apiVersion, name);
}

/** The ReplicaSet in force with its two pods, and the one before it, which still is there without any. */
function replicaSets(deployment: PlainObject): PlainObject[] {
  const now = replicaSet(deployment, HASH, 2);
  const { name } = refOf(now);
  const before = replicaSet(deployment, '5f7c8d9b4', 0);
  for (const container of podSpecs(before).flatMap((spec) => objectsAt(spec, 'containers')))
    renamePorts(container);
  const labels = { 'pod-template-hash': HASH };
  return [now, before, podOf(now, `${name}-${END}`, labels), podOf(now, `${name}-8bqzn`, labels)];
}

/** The ports had other names once: no Service of today finds them. */
function renamePorts(container: PlainObject): void {
  const names = new Map<unknown, string>();
  objectsAt(container, 'ports').forEach((port, index) => {
    names.set(port.name, `old-${index}`);
    port.name = `old-${index}`;
  });
  for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    for (const type of ['httpGet', 'tcpSocket']) {
      const handler = objectAt(objectAt(container, field), type);
      if (handler !== undefined) handler.port = names.get(handler.port) ?? handler.port;
    }
  }
}

function replicaSet(deployment: PlainObject, hash: string, replicas: number): PlainObject {
  const { name, namespace } = refOf(deployment);
  const spec = objectAt(deployment, 'spec') ?? {};
  const template = clone(objectAt(spec, 'template') ?? {});
  const metadata = objectAt(template, 'metadata') ?? {};
  const labels = { ...objectAt(metadata, 'labels'), 'pod-template-hash': hash };
  const annotations = { ...objectAt(objectAt(deployment, 'metadata'), 'annotations') };
  delete annotations['kubectl.kubernetes.io/last-applied-configuration'];
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      annotations: {
        ...annotations,
        'deployment.kubernetes.io/desired-replicas': '2',
        'deployment.kubernetes.io/max-replicas': '3',
        'deployment.kubernetes.io/revision': '2',
      },
      labels,
      name: `${name}-${hash}`,
      namespace,
      ...server('ReplicaSet', `${name}-${hash}`),
      ...ownedBy(deployment),
    },
    spec: {
      replicas,
      selector: {
        matchLabels: { ...objectAt(objectAt(spec, 'selector'), 'matchLabels'), 'pod-template-hash': hash },
      },
      template: { ...template, metadata: { ...metadata, labels } },
    },
    status: STATUS.ReplicaSet,
  };
}

function statefulLabels(name: string, index: number): PlainObject {
  return {
    'apps.kubernetes.io/pod-index': String(index),
    'controller-revision-hash': `${name}-${HASH}`,
    'statefulset.kubernetes.io/pod-name': `${name}-${index}`,
  };
}

function podOf(owner: PlainObject, name: string, labels: PlainObject): PlainObject {
  const template = objectAt(objectAt(owner, 'spec'), 'template') ?? {};
  const metadata = objectAt(template, 'metadata') ?? {};
  const spec = clone(objectAt(template, 'spec') ?? {});
  const images = objectsAt(spec, 'containers').map((container) => ({
    containerID: 'containerd://0123',
    image: container.image,
    imageID: container.image,
    lastState: {},
    name: container.name,
    ready: true,
    restartCount: 0,
    started: true,
    state: { running: { startedAt: '2026-11-20T07:11:12Z' } },
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...clone(metadata),
      generateName: `${refOf(owner).name}-`,
      labels: { ...objectAt(metadata, 'labels'), ...labels },
      name,
      namespace: refOf(owner).namespace,
      ...server('Pod', name),
      ...ownedBy(owner),
    },
    spec: {
      ...spec,
      nodeName: 'node-1',
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      tolerations: [
        ...objectsAt(spec, 'tolerations'),
        {
          effect: 'NoExecute',
          key: 'node.kubernetes.io/not-ready',
          operator: 'Exists',
          tolerationSeconds: 300,
        },
        {
          effect: 'NoExecute',
          key: 'node.kubernetes.io/unreachable',
          operator: 'Exists',
          tolerationSeconds: 300,
        },
      ],
    },
    status: {
      containerStatuses: images,
      phase: 'Running',
      podIP: '10.244.0.9',
      podIPs: [{ ip: '10.244.0.9' }],
      qosClass: 'Guaranteed',
    },
  };
}

function jobOf(cronJob: PlainObject): PlainObject {
  const { name, namespace } = refOf(cronJob);
  const template = clone(objectAt(objectAt(cronJob, 'spec'), 'jobTemplate') ?? {});
  const job: PlainObject = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...objectAt(template, 'metadata'),
      annotations: { 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-11-20T07:00:00Z' },
      name: `${name}-${MINUTE}`,
      namespace,
      ...server('Job', `${name}-${MINUTE}`),
      ...ownedBy(cronJob),
    },
    spec: { ...DEFAULTS.Job, ...objectAt(template, 'spec') },
    status: STATUS.Job,
  };
  writeJob(job);
  return job;
}

function revision(owner: PlainObject): PlainObject {
  const { name, namespace } = refOf(owner);
  const spec = objectAt(owner, 'spec') ?? {};
  return {
    apiVersion: 'apps/v1',
    data: { spec: { template: { ...clone(objectAt(spec, 'template')), $patch: 'replace' } } },
    kind: 'ControllerRevision',
    metadata: {
      labels: { 'controller-revision-hash': `${name}-${HASH}` },
      name: `${name}-${HASH}`,
      namespace,
      ...server('ControllerRevision', `${name}-${HASH}`),
      ...ownedBy(owner),
    },
    revision: 1,
  };
}

function slicesOf(service: PlainObject): PlainObject[] {
  const { name, namespace } = refOf(service);
  const ports = objectsAt(objectAt(service, 'spec'), 'ports').map((port) => ({
    name: port.name ?? '',
    port: 8080,
    protocol: 'TCP',
  }));
  const own = { namespace, labels: { 'kubernetes.io/service-name': name } };
  return [
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { ...own, name, ...server('Endpoints', name) },
      subsets: [{ addresses: [{ ip: '10.244.0.9' }], ports }],
    },
    {
      addressType: 'IPv4',
      apiVersion: 'discovery.k8s.io/v1',
      endpoints: [{ addresses: ['10.244.0.9'], conditions: { ready: true }, nodeName: 'node-1' }],
      kind: 'EndpointSlice',
      metadata: {
        ...own,
        generateName: `${name}-`,
        name: `${name}-${END}`,
        ...server('EndpointSlice', `${name}-${END}`),
        ...ownedBy(service),
      },
      ports,
    },
  ];
}

function rootCertificates(namespace: string): PlainObject {
  const name = 'kube-root-ca.crt';
  return {
    apiVersion: 'v1',
    data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\n' },
    kind: 'ConfigMap',
    metadata: { name, namespace, ...server('ConfigMap', name) },
  };
}

function podSpecs(object: PlainObject): PlainObject[] {
  const spec = objectAt(objectAt(objectAt(object, 'spec'), 'template'), 'spec');
  return spec === undefined ? [] : [spec];
}

/** Keys in the order in which kubectl writes them. */
function sorted<T>(value: T): T;
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => sorted(item));
  if (!isPlain(value)) return value;
  const copy: PlainObject = {};
  for (const key of Object.keys(value).sort()) put(copy, key, sorted(value[key]));
  return copy;
}
