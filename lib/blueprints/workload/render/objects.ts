import { clone, isOpaque, objectAt, type PlainObject } from '../../../core/manifest/plain';
import { apiServerRoutes, dnsRoutes } from '../../../core/network/cluster-routes';
import { networkPolicy } from '../../../core/network/policy';
import type { Route } from '../../../core/network/route';
import { objectLabels } from '../../labels';
import { CPU_LIMITS_ANNOTATION } from '../../namespace/blueprint';
import { portsOf, type WorkloadModel } from '../model';
import { renderPodSpec, type Wiring } from './pod';

/** The Deployment of a workload. */
export function deploymentObject(model: WorkloadModel, wiring: Wiring): PlainObject {
  const annotations = deploymentAnnotations(model);
  const podAnnotations = { ...model.podAnnotations, ...configChecksum(model) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      labels: { ...model.labels },
      name: model.name,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      namespace: model.namespace,
    },
    spec: {
      strategy: clone(model.strategy),
      ...model.specFields,
      ...(model.replicas === undefined ? {} : { replicas: model.replicas }),
      selector: { matchLabels: { ...model.selector } },
      template: {
        metadata: {
          labels: { ...model.labels },
          ...(Object.keys(podAnnotations).length === 0 ? {} : { annotations: podAnnotations }),
        },
        spec: renderPodSpec(model, wiring),
      },
    },
  };
}

function deploymentAnnotations(model: WorkloadModel): PlainObject {
  const { policy } = model.context;
  const refused = model.excuses.some((excuse) => excuse.control === 'cpu-limits' && 'concession' in excuse);
  return {
    ...(policy.email === undefined ? {} : { email: policy.email }),
    ...(policy.development ? { 'bulwark/profile': policy.profile.id } : {}),
    ...(refused ? { [CPU_LIMITS_ANNOTATION]: 'refused' } : {}),
    ...model.annotations,
  };
}

/** An annotation of the pods that changes with the files given in code, so that a change rolls the workload. */
function configChecksum(model: WorkloadModel): PlainObject {
  const { configs, context } = model;
  if (configs.length === 0) return {};
  const contents = configs.flatMap(({ name, data }) =>
    Object.entries(data)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, content]) => ({ name, file, content })),
  );
  const values = contents.map(({ content }) => content);
  const make = (known: readonly unknown[]): string =>
    checksum(JSON.stringify(contents.map(({ name, file }, index) => [name, file, known[index]])));
  const late = values.some(isOpaque) ? context.later?.derive(values, make) : undefined;
  return { 'bulwark/config': late ?? make(values) };
}

function checksum(text: string): string {
  return `${hash(text, 0x811c9dc5)}${hash(text, 0x01234567)}`;
}

/** FNV-1a over UTF-16 units, 32 bit, eight hexadecimal digits. */
function hash(text: string, start: number): string {
  let state = start;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, '0');
}

/** The ConfigMaps of the files that stand in the code. */
export function configObjects(model: WorkloadModel): PlainObject[] {
  return model.configs.map(({ name, data }) => ({
    apiVersion: 'v1',
    data: { ...data },
    kind: 'ConfigMap',
    metadata: { labels: objectLabels(model.name, model.extraLabels), name, namespace: model.namespace },
  }));
}

/** The Service of a workload, or undefined where it serves no port. */
export function serviceObject(model: WorkloadModel): PlainObject | undefined {
  const ports = portsOf(model);
  if (ports.length === 0) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      labels: objectLabels(model.name, model.extraLabels),
      name: model.name,
      namespace: model.namespace,
    },
    spec: {
      ports: ports.map(({ name, service, protocol }) => ({
        name,
        port: service,
        protocol,
        targetPort: name,
      })),
      selector: { ...model.selector },
      type: 'ClusterIP',
    },
  };
}

/** The disruption budget of a workload, or undefined where it has one replica: it would block every drain. */
export function budgetObject(model: WorkloadModel): PlainObject | undefined {
  if (model.replicas !== undefined && model.replicas < 2) return undefined;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      labels: objectLabels(model.name, model.extraLabels),
      name: model.name,
      namespace: model.namespace,
    },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { ...model.selector } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  };
}

/** The one NetworkPolicy of a workload: its routes, DNS, and the API server where its account has rights. */
export function policyObject(
  model: WorkloadModel,
  routes: {
    readonly ingress: readonly Route[];
    readonly egress: readonly Route[];
    readonly apiServer: boolean;
  },
): PlainObject {
  const { cluster } = model.context;
  const { namespace } = model;
  const policy = networkPolicy({
    name: model.name,
    // Peers of the same namespace are named by their pods alone, also where no namespace is written.
    namespace: namespace ?? 'default',
    labels: objectLabels(model.name, model.extraLabels),
    selector: model.selector,
    ingress: routes.ingress,
    egress: [...dnsRoutes(cluster), ...(routes.apiServer ? apiServerRoutes(cluster) : []), ...routes.egress],
  });
  if (namespace === undefined) delete objectAt(policy, 'metadata')?.namespace;
  return policy;
}
