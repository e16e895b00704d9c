import fc from 'fast-check';
import { containers, podContext } from './arbitrary-containers';
import {
  ABSENT,
  absent,
  type Fields,
  flag,
  type Json,
  type Noise,
  ODD_TEXTS,
  object,
  one,
  usually,
} from './arbitrary-values';

/** A generated Pod or pod template. All types are right; nulls, empty values and near misses are frequent. */
export interface GeneratedPod {
  metadata?: Json;
  spec?: Json;
}

/** Every volume source of the API; those that `restricted` allows come first. */
export const VOLUME_SOURCES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'portworxVolume',
  'photonPersistentDisk',
  'scaleIO',
  'storageos',
];

const ALLOWED_SOURCES = 9;

function volumes(noise: Noise): fc.Arbitrary<Json | typeof ABSENT> {
  const name = one('data', 'tmp', 'v"', '', null, ABSENT);
  const content: fc.Arbitrary<Json> = fc.constantFrom<Json>({}, {}, {}, null);
  const volume = (sources: string[], count: number): fc.Arbitrary<Json> =>
    fc
      .tuple(object({ name }), fc.array(fc.tuple(fc.constantFrom(...sources), content), { maxLength: count }))
      .map(([named, drawn]) => ({ ...named, ...Object.fromEntries(drawn) }));
  const ordinary = fc.array(volume(VOLUME_SOURCES.slice(0, ALLOWED_SOURCES), 1), { maxLength: 2 });
  const hostPath = fc.constant<Json>({ name: 'host', hostPath: { path: '/' } });
  const any = fc.oneof(
    { weight: 5, arbitrary: volume(VOLUME_SOURCES, 2) },
    { weight: 2, arbitrary: hostPath },
    { weight: 1, arbitrary: fc.constant<Json>(null) },
  );
  return usually(
    noise,
    fc.oneof(absent, ordinary),
    fc.oneof(one(null, []), fc.array(any, { minLength: 1, maxLength: 3 })),
  );
}

const ANNOTATION_KEYS = [
  'seccomp.security.alpha.kubernetes.io/pod',
  'container.seccomp.security.alpha.kubernetes.io/a',
  'container.seccomp.security.alpha.kubernetes.io/web',
  'container.seccomp.security.alpha.kubernetes.io/',
  'container.seccomp.security.alpha.kubernetes.io/nobody',
  'container.apparmor.security.beta.kubernetes.io/a',
  'container.apparmor.security.beta.kubernetes.io/nobody',
  'container.apparmor.security.beta.kubernetes.io/',
  'container.apparmor.security.beta.kubernetes.io/\u{1f600}',
  'example.com/free',
];

const ANNOTATION_VALUES = [
  'runtime/default',
  'runtime/default',
  'docker/default',
  'localhost/p',
  'localhost/',
  'localhost',
  'unconfined',
  'RuntimeDefault',
  null,
  ...ODD_TEXTS,
];

function annotations(noise: Noise): fc.Arbitrary<Json | typeof ABSENT> {
  const entry = fc.tuple(fc.constantFrom(...ANNOTATION_KEYS), fc.constantFrom<Json>(...ANNOTATION_VALUES));
  const drawn = fc
    .array(entry, { minLength: 1, maxLength: 3 })
    .map((entries): Json => Object.fromEntries(entries));
  const share = Math.min(noise * 2, 80);
  return usually(share, one(ABSENT, {}, null, { 'example.com/free': 'unconfined' }), drawn);
}

function podWith(noise: Noise): fc.Arbitrary<GeneratedPod> {
  const spec: fc.Arbitrary<Fields> = object({
    hostNetwork: flag(noise / 2),
    hostPID: flag(noise / 2),
    hostIPC: flag(noise / 2),
    hostUsers: one(ABSENT, ABSENT, ABSENT, ABSENT, null, true, false),
    os: one(
      ABSENT,
      ABSENT,
      ABSENT,
      null,
      {},
      { name: 'linux' },
      { name: 'windows' },
      { name: 'Windows' },
      { name: '' },
      { name: null },
    ),
    securityContext: podContext(noise),
    volumes: volumes(noise),
    initContainers: containers(noise, 0),
    containers: containers(noise, 2),
    ephemeralContainers: containers(noise, 0, true),
  });
  const metadata = fc.oneof(
    one(ABSENT, null),
    object({ name: one('p', null, ABSENT), annotations: annotations(noise) }),
  );
  return object({
    metadata: usually(noise, object({ name: one('p'), annotations: annotations(noise) }), metadata),
    spec,
  });
}

/** Pods from nearly hardened to wild. */
export const arbitraryPod: fc.Arbitrary<GeneratedPod> = fc.oneof(
  podWith(4),
  podWith(25),
  podWith(25),
  podWith(60),
);

/** Pods of which most pass `restricted`. */
export const arbitraryCalmPod: fc.Arbitrary<GeneratedPod> = podWith(2);

/** Every policy version that there is, and one that is newer than all. */
export const POLICY_VERSIONS: readonly string[] = [
  ...Array.from({ length: 39 }, (_, minor) => `v1.${minor}`),
  'latest',
];

export const arbitraryVersion: fc.Arbitrary<string> = fc.constantFrom(...POLICY_VERSIONS);

/** The kinds that carry a pod: API version, and the steps to the template. */
export const CARRIERS: readonly { kind: string; apiVersion: string; template: readonly string[] }[] = [
  { kind: 'Pod', apiVersion: 'v1', template: [] },
  { kind: 'PodTemplate', apiVersion: 'v1', template: ['template'] },
  { kind: 'ReplicationController', apiVersion: 'v1', template: ['spec', 'template'] },
  { kind: 'ReplicaSet', apiVersion: 'apps/v1', template: ['spec', 'template'] },
  { kind: 'Deployment', apiVersion: 'apps/v1', template: ['spec', 'template'] },
  { kind: 'DaemonSet', apiVersion: 'apps/v1', template: ['spec', 'template'] },
  { kind: 'StatefulSet', apiVersion: 'apps/v1', template: ['spec', 'template'] },
  { kind: 'Job', apiVersion: 'batch/v1', template: ['spec', 'template'] },
  { kind: 'CronJob', apiVersion: 'batch/v1', template: ['spec', 'jobTemplate', 'spec', 'template'] },
];

/** The object of a kind around a pod. */
export function carry(carrier: (typeof CARRIERS)[number], pod: GeneratedPod, name = 'subject'): Fields {
  const head = { apiVersion: carrier.apiVersion, kind: carrier.kind };
  if (carrier.template.length === 0) return { ...head, ...pod };
  let body: Json = { ...pod };
  for (const step of carrier.template.toReversed()) body = { [step]: body };
  return { ...head, metadata: { name }, ...body };
}

/** An object of any kind that carries a pod. */
export const arbitraryCarrier: fc.Arbitrary<Fields> = fc
  .tuple(fc.constantFrom(...CARRIERS), arbitraryPod)
  .map(([carrier, pod]) => carry(carrier, pod));
