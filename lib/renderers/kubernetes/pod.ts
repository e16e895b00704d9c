import { sortedKeys } from '../../core/manifest/key-order';
import {
  clone,
  dataText,
  isPlain,
  listAt,
  objectAt,
  objectsAt,
  type PlainObject,
} from '../../core/manifest/plain';
import { POOL_NODE_LABEL } from '../../core/well-known';
import type { ClusterModel, PlacedWorkload } from '../../model/cluster-model';
import { type Container, containersOf, type Pod } from '../../model/pod';
import { renderContainer, TOKEN_VOLUME } from './container';

/** Seconds that a token of the API server lives; the kubelet renews it. */
const TOKEN_SECONDS = 3600;

type Labels = Readonly<Record<string, string>>;

/** The pod spec of a workload: what the props say. The controls of the policy write what makes it hard. */
export function renderPodSpec(placed: PlacedWorkload, { policy }: ClusterModel): PlainObject {
  const { workload, identity, env } = placed;
  const { pod, selector } = workload;
  const hasToken = identity.grants.length > 0;
  const render = (container: Container, sidecar = false): PlainObject =>
    renderContainer(container, {
      user: pod.user,
      development: policy.development,
      env: clone(env.get(container.name) ?? []),
      token: hasToken && container === pod.main,
      sidecar,
    });
  const init = [
    ...(pod.first ?? []).map((item) => render(item)),
    ...pod.sidecars.map((item) => render(item, true)),
    ...pod.initContainers.map((item) => render(item)),
  ];
  // Not a spread first: V8 puts such an object, and all that it holds, where only a full collection frees it.
  return {
    ...clone(pod.fields),
    ...affinity(pod, selector),
    containers: [render(pod.main), ...(pod.beside ?? []).map((item) => render(item))],
    ...(pod.ndots ? { dnsConfig: fewDots() } : {}),
    ...(pod.imagePullSecrets.length === 0
      ? {}
      : { imagePullSecrets: pod.imagePullSecrets.map((name) => ({ name })) }),
    ...(init.length === 0 ? {} : { initContainers: init }),
    os: { name: 'linux' },
    restartPolicy: pod.restartPolicy,
    securityContext: podContext(pod),
    serviceAccountName: identity.name,
    terminationGracePeriodSeconds: pod.gracePeriod,
    ...(pod.spread ? { topologySpreadConstraints: topologySpread(selector) } : {}),
    volumes: volumes(pod, hasToken),
  };
}

/** What the pod alone decides of its security context: the controls of the policy write the rest. */
function podContext({ user, group = user, securityFields }: Pod): PlainObject {
  return {
    ...(group === undefined ? {} : { fsGroup: group }),
    ...clone(securityFields),
    ...(user === undefined ? {} : { runAsGroup: user, runAsUser: user }),
  };
}

/** Full names are asked for once. */
function fewDots(): PlainObject {
  return { options: [{ name: 'ndots', value: '2' }] };
}

/** Whether a pod spec says what is written for these traits of a pod. */
export function podTraits(spec: PlainObject, selector: Labels): Pick<Pod, 'ndots' | 'pool' | 'spread'> {
  const same = (left: unknown, right: unknown): boolean => dataText(sorted(left)) === dataText(sorted(right));
  const written = objectAt(objectAt(spec, 'affinity'), 'nodeAffinity');
  const pool = poolIn(written);
  const isOfPool = pool !== undefined && same(written, nodeAffinity(pool));
  const wanted = affinity({ spread: true, ...(isOfPool ? { pool } : {}) }, selector);
  return {
    ndots: same(spec.dnsConfig, fewDots()),
    ...(isOfPool ? { pool } : {}),
    spread:
      same(spec.affinity, wanted.affinity) && same(spec.topologySpreadConstraints, topologySpread(selector)),
  };
}

/** The pool that a node affinity names first; undefined where it names none. */
function poolIn(written: PlainObject | undefined): string | undefined {
  const required = objectAt(written, 'requiredDuringSchedulingIgnoredDuringExecution');
  const [term] = objectsAt(required, 'nodeSelectorTerms');
  const [expression] = objectsAt(term, 'matchExpressions');
  const [pool] = expression?.key === POOL_NODE_LABEL ? (listAt(expression, 'values') ?? []) : [];
  return typeof pool === 'string' ? pool : undefined;
}

/** Where the pods of a workload run: on the nodes of its pool alone, and apart where that can be. */
function affinity(
  { pool, spread }: Pick<Pod, 'pool' | 'spread'>,
  selector: Labels,
): { readonly affinity?: PlainObject } {
  if (pool === undefined && !spread) return {};
  return {
    affinity: {
      ...(pool === undefined ? {} : { nodeAffinity: nodeAffinity(pool) }),
      ...(spread ? antiAffinity(selector) : {}),
    },
  };
}

function nodeAffinity(pool: string): PlainObject {
  const expression = { key: POOL_NODE_LABEL, operator: 'In', values: [pool] };
  return {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [expression] }],
    },
  };
}

/** A value whose keys are in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  return isPlain(value)
    ? Object.fromEntries(sortedKeys(value).map((key) => [key, sorted(value[key])]))
    : value;
}

function antiAffinity(selector: Labels): PlainObject {
  const podAffinityTerm = {
    labelSelector: { matchLabels: { ...selector } },
    topologyKey: 'kubernetes.io/hostname',
  };
  return {
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm, weight: 100 }] },
  };
}

function topologySpread(selector: Labels): PlainObject[] {
  return ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    labelSelector: { matchLabels: { ...selector } },
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
  }));
}

function volumes(pod: Pod, token: boolean): PlainObject[] {
  const containers = containersOf(pod);
  const all: { readonly name: string }[] = [
    ...containers.flatMap((container) =>
      container.scratch.map(({ volume, size, inMemory = false }) => ({
        emptyDir: {
          ...(inMemory ? { medium: 'Memory' } : {}),
          ...(size === undefined ? {} : { sizeLimit: size }),
        },
        name: volume,
      })),
    ),
    ...containers.flatMap((container) =>
      container.files.map(({ volume, source }) => ({ ...clone(source), name: volume })),
    ),
    ...containers.flatMap((container) =>
      container.claims.flatMap(({ volume, source }) =>
        source === undefined ? [] : [{ ...clone(source), name: volume }],
      ),
    ),
    ...(token ? [tokenVolume()] : []),
  ];
  // Third-party containers share volumes; those of ours have their own.
  return [...new Map(all.toReversed().map((volume) => [volume.name, volume])).values()].toReversed();
}

/** What the standard mount of a token holds, with a token that expires. Source: bound service account tokens of Kubernetes. */
function tokenVolume(): { readonly name: string; readonly projected: PlainObject } {
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
