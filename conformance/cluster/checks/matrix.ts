import { objectAt, objectsAt, type PlainObject } from '../../../lib/core/manifest/plain';
import type { Api } from '../api';
import { FACTS } from '../facts';
import { ask, INSTANCE, instancesOf, type Pod, textsIn } from '../pods';
import type { Checks } from './checks';
import { type End, isLetThrough, type NamespaceLabels } from './policies';

/** What a connection comes to: `timeout` is what a policy does, never `refused`. */
export type Outcome = 'connected' | 'timeout';

/** How long a final answer takes, in milliseconds: more than the five seconds after which a lost name is asked again. */
export const FINAL = 6000;

/** A column of the matrix. */
export interface Target {
  readonly name: string;
  /** What is dialled: a name or an address, with a port. */
  readonly network: 'tcp' | 'udp' | 'dns-tcp';
  readonly address: string;
  /** Where it arrives. */
  readonly to: End;
  readonly port: number;
  /** Workload behind it. */
  readonly workload?: string;
  /** By the call graph alone. */
  readonly isDeclared: (source: string) => boolean;
}

/** Who calls whom, written by hand. */
export interface Graph {
  /** Ports of the containers of each workload. */
  readonly serves: Readonly<Record<string, number | readonly number[]>>;
  /** Whom each workload calls: on all ports, or on one as `api:9100`. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
  /** Who calls the API server. */
  readonly apiServer: readonly string[];
}

/** A port of a Service: its own, and that of the containers behind it by number or name. */
export interface ServicePort {
  readonly port: number;
  readonly targetPort: unknown;
}

/** A pod as one end. */
export function endOf(pod: Pod): End {
  const ports = objectsAt(objectAt(pod.object, 'spec'), 'containers').flatMap((container) =>
    objectsAt(container, 'ports'),
  );
  const named = ports.map(({ name, containerPort }) => [String(name), Number(containerPort)] as const);
  return {
    ip: pod.ip,
    pod: { namespace: pod.namespace, labels: pod.labels, ports: Object.fromEntries(named) },
  };
}

/**
 * Every workload by the name of its Service, by the address of a pod, and on a port that nobody declares; DNS, API
 * server, kubelet, metadata and the world outside.
 * @param services ports of the Service by workload
 */
export function targetsOf(
  pods: readonly Pod[],
  dns: Pod,
  services: Readonly<Record<string, readonly ServicePort[]>>,
  graph: Graph,
): Target[] {
  const always = (): boolean => true;
  const never = (): boolean => false;
  const outside = (
    name: string,
    ip: string,
    port: number,
    isDeclared: Target['isDeclared'] = never,
    address = ip,
  ): Target => ({
    name,
    network: 'tcp',
    address: `${address}:${port === FACTS.apiPort && address === FACTS.apiService ? 443 : port}`,
    to: { ip },
    port,
    isDeclared,
  });
  const resolver = (name: string, network: Target['network'], ip: string): Target => ({
    name,
    network,
    address: `${ip}:53`,
    to: endOf(dns),
    port: 53,
    isDeclared: always,
  });
  const trusted = (source: string): boolean => graph.apiServer.includes(source);
  return [
    ...[...new Set(pods.map(({ labels }) => labels[INSTANCE] ?? ''))].flatMap((name) =>
      workloadTargets(name, pods, services[name] ?? [], graph),
    ),
    resolver('DNS over UDP', 'udp', FACTS.dnsService),
    resolver('DNS over TCP', 'dns-tcp', FACTS.dnsService),
    resolver('a DNS pod', 'udp', dns.ip),
    outside('the Service of the API server', FACTS.nodeAddress, FACTS.apiPort, trusted, FACTS.apiService),
    outside('the API server', FACTS.nodeAddress, FACTS.apiPort, trusted),
    outside('the kubelet', FACTS.nodeAddress, 10250),
    outside('the metadata address', FACTS.metadata, 80),
    outside('the world, HTTPS', FACTS.outside, 443),
    outside('the world, HTTP', FACTS.outside, 80),
    {
      name: 'health of DNS',
      network: 'tcp',
      address: `${dns.ip}:8080`,
      to: endOf(dns),
      port: 8080,
      isDeclared: never,
    },
  ];
}

function workloadTargets(
  workload: string,
  pods: readonly Pod[],
  services: readonly ServicePort[],
  { serves, calls }: Graph,
): Target[] {
  const replica = instancesOf(pods, workload).at(-1);
  if (replica === undefined) throw new Error(`${workload} has no ready pod`);
  const ports = [serves[workload] ?? []].flat();
  const to = endOf(replica);
  const at = (name: string, address: string, port: number, isDeclared: Target['isDeclared']): Target => ({
    name: `${workload} ${name}`,
    network: 'tcp',
    address,
    to,
    port,
    workload,
    isDeclared,
  });
  const onPort = (port: number): Target[] => {
    const called = (source: string): boolean =>
      calls[source]?.some((name) => name === workload || name === `${workload}:${port}`) ?? false;
    const more = ports.length > 1 ? ` on ${port}` : '';
    const service = services.find(
      ({ targetPort }) => targetPort === port || to.pod?.ports[String(targetPort)] === port,
    );
    const named = `${workload}.${replica.namespace}:${service?.port}`;
    return [
      ...(service === undefined ? [] : [at(`by name${more}`, named, port, called)]),
      at(`by address${more}`, `${replica.ip}:${port}`, port, called),
    ];
  };
  const undeclared = `${replica.ip}:${FACTS.control}`;
  return [
    ...ports.flatMap(onPort),
    at('on a port that nobody declares', undeclared, FACTS.control, () => false),
  ];
}

/**
 * Dials every target from inside a pod.
 * @param patience milliseconds after which a target counts as blocked: short where the answer is waited for, long where
 * it is final, since a busy machine takes its time
 */
export async function measure(
  api: Api,
  pod: Pod,
  targets: readonly Target[],
  patience: number,
): Promise<string[]> {
  const asked = targets.map(({ network, address }) => ({ network, address }));
  return textsIn(await ask(api, pod, `dial?patience=${patience}`, asked));
}

/**
 * The whole matrix three times: measured from inside, computed from the policies, written by hand from the call graph.
 * A pod reaches itself whatever a policy says, so that a source is not tried against its own address.
 */
export async function checkMatrix(
  api: Api,
  sources: readonly Pod[],
  targets: readonly Target[],
  policies: readonly PlainObject[],
  spaces: NamespaceLabels,
  checks: Checks,
): Promise<void> {
  const said = (isOpen: boolean): Outcome => (isOpen ? 'connected' : 'timeout');
  await Promise.all(
    sources.map(async (pod) => {
      const source = pod.labels[INSTANCE] ?? '';
      const isOwn = (target: Target): boolean =>
        target.to.ip === pod.ip || (target.workload === source && / by name\b/.test(target.name));
      const row = targets.filter((target) => !isOwn(target));
      const computed = row.map(({ network, to, port }) => {
        const protocol = network === 'udp' ? 'UDP' : 'TCP';
        return said(isLetThrough({ from: endOf(pod), to, protocol, port }, policies, spaces));
      });
      const measured = await measure(api, pod, row, FINAL);
      checks.count('cells of the matrix of connections: measured, computed, by hand', row.length);
      for (const [index, target] of row.entries()) {
        const byHand = said(target.isDeclared(source));
        const found = { measured: measured[index], computed: computed[index], byHand };
        const isOne = found.measured === found.computed && found.computed === found.byHand;
        checks.holds(`${source} to ${target.name}`, isOne, JSON.stringify(found));
      }
    }),
  );
}
