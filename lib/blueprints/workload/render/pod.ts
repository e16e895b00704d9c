import { clone, type PlainObject } from '../../../core/manifest/plain';
import type { ContainerModel, WorkloadModel } from '../model';
import { renderContainer, TOKEN_VOLUME } from './container';

/** Seconds that a token of the API server lives; the kubelet renews it. */
const TOKEN_SECONDS = 3600;

/** What becomes known after construction: addresses, the account and its rights. */
export interface Wiring {
  /** Variables by the name of the container that takes them. */
  readonly env: ReadonlyMap<string, readonly PlainObject[]>;
  readonly account: string;
  /** Whether the account has rights, so that the main container gets its token. */
  readonly token: boolean;
}

/** The pod spec of a workload: the golden bundle with what the props say. */
export function renderPodSpec(model: WorkloadModel, wiring: Wiring): PlainObject {
  const render = (container: ContainerModel, sidecar = false): PlainObject =>
    renderContainer(container, model, {
      env: clone(wiring.env.get(container.name) ?? []),
      token: wiring.token && container === model.main,
      sidecar,
    });
  const init = [
    ...model.sidecars.map((item) => render(item, true)),
    ...model.initContainers.map((item) => render(item)),
  ];
  // Not a spread first: V8 puts such an object, and all that it holds, where only a full collection frees it.
  return {
    automountServiceAccountToken: false,
    ...clone(model.podFields),
    ...(model.spread ? { affinity: antiAffinity(model) } : {}),
    containers: [render(model.main)],
    ...(model.ndots ? { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } } : {}),
    enableServiceLinks: false,
    ...(model.imagePullSecrets.length === 0
      ? {}
      : { imagePullSecrets: model.imagePullSecrets.map((name) => ({ name })) }),
    ...(init.length === 0 ? {} : { initContainers: init }),
    os: { name: 'linux' },
    restartPolicy: 'Always',
    securityContext: podContext(model),
    serviceAccountName: wiring.account,
    terminationGracePeriodSeconds: model.gracePeriod,
    ...(model.spread ? { topologySpreadConstraints: topologySpread(model) } : {}),
    volumes: volumes(model, wiring.token),
  };
}

function podContext(model: WorkloadModel): PlainObject {
  const { user, context } = model;
  const { appArmor, seLinuxType } = context.cluster;
  return {
    fsGroup: user,
    ...clone(model.securityFields),
    ...(appArmor && model.appArmor ? { appArmorProfile: { type: 'RuntimeDefault' } } : {}),
    fsGroupChangePolicy: 'OnRootMismatch',
    runAsGroup: user,
    runAsNonRoot: true,
    runAsUser: user,
    ...(seLinuxType === undefined || !model.seLinux ? {} : { seLinuxOptions: { type: seLinuxType } }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

function antiAffinity(model: WorkloadModel): PlainObject {
  const podAffinityTerm = {
    labelSelector: { matchLabels: { ...model.selector } },
    topologyKey: 'kubernetes.io/hostname',
  };
  return {
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm, weight: 100 }] },
  };
}

function topologySpread(model: WorkloadModel): PlainObject[] {
  return ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    labelSelector: { matchLabels: { ...model.selector } },
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
  }));
}

function volumes(model: WorkloadModel, token: boolean): PlainObject[] {
  const containers = [model.main, ...model.sidecars, ...model.initContainers];
  return [
    ...containers.flatMap((container) =>
      container.scratch.map(({ volume, size }) => ({ emptyDir: { sizeLimit: size }, name: volume })),
    ),
    ...containers.flatMap((container) =>
      container.files.map(({ volume, source }) => ({ ...clone(source), name: volume })),
    ),
    ...(token ? [tokenVolume()] : []),
  ];
}

/** What the standard mount of a token holds, with a token that expires. Source: bound service account tokens of Kubernetes. */
function tokenVolume(): PlainObject {
  // The server writes the version of a field's path, and the list around it belongs to one owner as a whole.
  const namespace = { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' };
  return {
    name: TOKEN_VOLUME,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
        { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
        { downwardAPI: { items: [namespace] } },
      ],
    },
  };
}
