import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { messageOf } from './api';
import type { Built } from './build';
import type { Cluster } from './cluster';
import { FACTS } from './facts';
import { INSTANCE } from './pods';
import { until } from './wait';

const GROUP = 'metrics.k8s.io';
const VERSION = `${GROUP}/v1beta1`;
const ROOT = `/apis/${VERSION}`;

/** What all pods of a workload use together: its running pods share it evenly. */
export interface Load {
  /** Thousandths of a CPU. @default 0 */
  readonly cpu?: number;
  /** Mebibytes. @default 0 */
  readonly memory?: number;
}

/**
 * A metrics API: what pods use is what the suite says, so that what an autoscaler makes of it can be foretold. The API
 * server comes to it as to any other, over a Service.
 */
export class Metrics {
  private readonly loads = new Map<string, Load>();
  /** How often someone asked for the use of pods. */
  asked = 0;

  private constructor(
    private readonly cluster: Cluster,
    private readonly server: Server,
  ) {}

  /** Starts it, and waits until the API server calls it available. @throws Error where that does not happen */
  static async start(cluster: Cluster, built: Pick<Built, 'standin'>): Promise<Metrics> {
    const { api, inside, server: control } = cluster;
    const { folder, pki } = control.places;
    const socket = join(folder, 'metrics.sock');
    const { namespace, service, port } = FACTS.metrics;
    const server = createServer();
    const metrics = new Metrics(cluster, server);
    server.on('request', (request, response) => {
      metrics.answer(new URL(request.url ?? '/', 'http://suite')).then(
        (body) => {
          response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
          response.end(
            JSON.stringify(body ?? { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 404 }),
          );
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const address = `${FACTS.nodeAddress}:${port}`;
    inside.start('metrics', [join(built.standin, 'standin'), 'metrics', pki, address, socket]);
    for (const object of objectsOf(namespace, service, port, readFileSync(join(pki, 'ca.crt')))) {
      const answer = await api.apply(object);
      if (answer.status >= 300) throw new Error(`${stringAt(object, 'kind')}: ${messageOf(answer)}`);
    }
    const path = `/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.${GROUP}`;
    await until('the metrics API', 60, async () => {
      const status = objectAt(await api.get(path), 'status');
      if (!JSON.stringify(status).includes('"Passed"')) throw new Error(JSON.stringify(status));
      return (await api.send('GET', ROOT)).status === 200;
    });
    return metrics;
  }

  /** Says what a workload uses from now on. */
  set(namespace: string, workload: string, load: Load): void {
    this.loads.set(`${namespace}/${workload}`, load);
  }

  /** Ends it. Its registration stays, so that what comes after it must not ask. */
  async end(): Promise<void> {
    await this.cluster.api.send('DELETE', `/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.${GROUP}`);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer({ pathname, searchParams }: URL): Promise<PlainObject | undefined> {
    if (pathname === ROOT) return RESOURCES;
    const [, namespace] = new RegExp(`^${ROOT}/namespaces/([^/]+)/pods$`).exec(pathname) ?? [];
    if (namespace === undefined) return undefined;
    this.asked += 1;
    const pods = await this.cluster.api.list(`/api/v1/namespaces/${namespace}/pods`, {
      fieldSelector: 'status.phase=Running',
      labelSelector: searchParams.get('labelSelector') ?? '',
    });
    const workloadOf = (pod: PlainObject): string =>
      stringAt(objectAt(objectAt(pod, 'metadata'), 'labels'), INSTANCE) ?? '';
    const items = pods.map((pod) => {
      const workload = workloadOf(pod);
      const sharing = pods.filter((other) => workloadOf(other) === workload).length;
      return useOf(pod, this.loads.get(`${namespace}/${workload}`) ?? {}, sharing);
    });
    return { kind: 'PodMetricsList', apiVersion: VERSION, metadata: {}, items };
  }
}

const RESOURCES: PlainObject = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: VERSION,
  resources: [
    { name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] },
  ],
};

/** What one of the pods uses that share a load. */
function useOf(pod: PlainObject, { cpu = 0, memory = 0 }: Load, sharing: number): PlainObject {
  const { name, namespace, labels } = objectAt(pod, 'metadata') ?? {};
  const [container] = objectsAt(objectAt(pod, 'spec'), 'containers');
  const usage = {
    cpu: `${Math.round((cpu * 1_000_000) / sharing)}n`,
    memory: `${Math.round((memory * 1024) / sharing)}Ki`,
  };
  return {
    metadata: { name, namespace, labels },
    timestamp: new Date().toISOString(),
    window: '1s',
    containers: [{ name: container?.name, usage }],
  };
}

/** How the API server finds it: a Service without pods, whose endpoint is on the node, and the registration. */
function objectsOf(namespace: string, name: string, port: number, authority: Buffer): PlainObject[] {
  const metadata = { name, namespace };
  return [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 443, targetPort: port }] } },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: [{ name: '', port, protocol: 'TCP' }],
      endpoints: [{ addresses: [FACTS.nodeAddress], conditions: { ready: true } }],
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `v1beta1.${GROUP}` },
      spec: {
        group: GROUP,
        version: 'v1beta1',
        groupPriorityMinimum: 100,
        versionPriority: 100,
        service: { name, namespace, port: 443 },
        caBundle: authority.toString('base64'),
      },
    },
  ];
}
