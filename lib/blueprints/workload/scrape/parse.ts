import type { ClusterProfile } from '../../../core/cluster/profile';
import { type MetricsEndpoint, MONITOR_KINDS, type Monitor } from '../../../model/monitor';
import type { Port } from '../../../model/pod';
import { type Text, textFrom } from '../../../model/text';
import type { Controller } from '../../../model/workload';
import type { BlueprintContext } from '../../context';
import type { Problems } from '../../problems';
import { ExternalPeer, isPeer, type TrafficPeer } from '../../traffic';
import { millisecondsOf } from './duration';
import type { ScrapedProps, ScrapeProps } from './props';

/** The workload whose metrics are collected. */
export interface ScrapedPlace {
  readonly kind: Controller['kind'];
  /** Whether a Service of its own leads clients outside of the cluster to it. */
  readonly external: boolean;
  readonly ports: readonly Port[];
  /** Annotations of its pods that the props say. */
  readonly annotations: Readonly<Record<string, unknown>>;
}

/** How Prometheus finds a workload. */
export interface Scraped {
  readonly monitors: readonly Monitor[];
  /** Annotations of its pods. */
  readonly annotations: Readonly<Record<string, Text>>;
}

const PATH = '/metrics';
/** No query: Prometheus would ask for a path with a question mark in it. */
const PATH_FORM = /^\/[!-"$->@-~]*$/;
/** What says how to ask, and counts only where someone is told. */
const TOLD = ['path', 'scheme', 'interval', 'timeout'] as const;
const EXAMPLE = `cluster: clusters.kubeadm({ monitoring: { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' }, operator: {} } })`;

/** What is said of metrics, each time as an object, with its field in messages. */
function saidOf({ scrapedBy }: ScrapedProps<unknown>): readonly (readonly [string, ScrapeProps<unknown>])[] {
  if (scrapedBy === undefined) return [];
  if (!isList(scrapedBy)) return [['scrapedBy', wholeOf(scrapedBy)]];
  return scrapedBy.map((one, index) => [`scrapedBy[${index}]`, wholeOf(one)]);
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

function wholeOf(one: 'monitoring' | TrafficPeer | ScrapeProps<unknown>): ScrapeProps<unknown> {
  return one === 'monitoring' || isPeer(one) ? { by: one } : one;
}

/** Reads who collects the metrics of a workload, and how they are found. */
export function scrapedOf(
  props: ScrapedProps<unknown>,
  place: ScrapedPlace,
  { cluster }: BlueprintContext,
  problems: Problems,
): Scraped {
  const said = saidOf(props);
  const found = new Map<string, MetricsEndpoint[]>();
  for (const [field, one] of said) {
    checkScraper(field, one, cluster, problems);
    const endpoint = endpointOf(field, one, place, problems);
    if (one.discovery === undefined) refuseUntold(field, one, problems);
    if (one.discovery === undefined || endpoint === undefined) continue;
    const known = found.get(one.discovery) ?? [];
    // Who asks is no part of it: one that is said twice would be asked twice.
    if (!known.some((other) => isSame(other, endpoint))) found.set(one.discovery, [...known, endpoint]);
    checkDiscovery(field, one, place, cluster, problems);
  }
  const labels = { ...cluster.monitoring?.operator?.labels };
  const monitors = MONITOR_KINDS.flatMap((kind): Monitor[] => {
    const endpoints = found.get(kind);
    return endpoints === undefined ? [] : [{ kind, labels, endpoints }];
  });
  return { monitors, annotations: annotationsFor(found.get('annotations') ?? [], place, problems) };
}

/** Who collects the metrics of a workload, with the names of the ports that each asks. */
export function scrapersOf(
  props: ScrapedProps<unknown>,
  ports: readonly Port[],
  cluster: ClusterProfile,
): readonly { readonly peer: TrafficPeer; readonly ports: readonly string[] }[] {
  return saidOf(props).flatMap(([, { by, port }]) => {
    const name = portOf(port, ports)?.name;
    const peer = by === 'monitoring' ? monitoringOf(cluster) : by;
    return name === undefined || peer === undefined ? [] : [{ peer, ports: [name] }];
  });
}

/** The pods of the cluster that collect metrics, as a peer. */
function monitoringOf({ monitoring }: ClusterProfile): TrafficPeer | undefined {
  if (monitoring === undefined) return undefined;
  const { namespace, labels, account } = monitoring;
  return new ExternalPeer({ namespace, labels, ...(account === undefined ? {} : { account }) });
}

function isSame(one: MetricsEndpoint, other: MetricsEndpoint): boolean {
  return (
    one.port === other.port &&
    one.path === other.path &&
    (one.scheme ?? 'http') === (other.scheme ?? 'http') &&
    one.interval === other.interval &&
    one.timeout === other.timeout
  );
}

/** Refuses what nobody would read: the configuration of a Prometheus that finds its pods by itself says it. */
function refuseUntold(field: string, one: ScrapeProps<unknown>, problems: Problems): void {
  for (const name of TOLD)
    if (one[name] !== undefined)
      problems.add(
        `${field}.${name}`,
        one[name],
        'discovery, which tells Prometheus: without it a route is opened, and nothing else',
        `discovery: 'PodMonitor', or leave ${name} out`,
      );
}

function checkScraper(
  field: string,
  { by }: ScrapeProps<unknown>,
  { monitoring }: ClusterProfile,
  problems: Problems,
): void {
  if (by !== 'monitoring') {
    // A value that is known later is none.
    if (!isPeer(by))
      problems.add(`${field}.by`, by, `'monitoring', a workload or external(…)`, `by: 'monitoring'`);
  } else if (monitoring === undefined) {
    const found = 'a cluster profile without monitoring';
    problems.add(field, found, 'cluster.monitoring: the pods that collect metrics', EXAMPLE);
  }
}

function portOf(port: string | number | undefined, ports: readonly Port[]): Port | undefined {
  if (port === undefined) return ports.find(({ name }) => name === 'metrics') ?? ports[0];
  return ports.find(({ name, container }) => (typeof port === 'number' ? container : name) === port);
}

function endpointOf(
  field: string,
  { port: asked, path = PATH, scheme, interval, timeout }: ScrapeProps<unknown>,
  { ports }: ScrapedPlace,
  problems: Problems,
): MetricsEndpoint | undefined {
  const port = portOf(asked, ports);
  const known = ports.map(({ name, container }) => `${name} (${container})`).join(', ');
  if (port === undefined) {
    const needs = `a port that it has: ${known === '' ? 'it has none' : known}`;
    const fix = `ports: [{ container: ${typeof asked === 'number' && asked >= 1024 ? asked : 9102}, name: 'metrics' }]`;
    problems.add(`${field}.port`, asked ?? 'no port', needs, fix);
  } else if (port.protocol !== 'TCP') {
    problems.add(`${field}.port`, port.protocol, 'a port that speaks TCP', 'choose another port');
  }
  const times = timesOf(field, interval, timeout, problems);
  const at = problems.leaf(path, (value, deferred) => {
    if (typeof value !== 'string' || !PATH_FORM.test(value))
      deferred.add(`${field}.path`, value, 'a path from /, without a query', `path: '/metrics'`);
    return value;
  });
  if (port === undefined) return undefined;
  return { port: port.name, path: at, ...(scheme === undefined ? {} : { scheme }), ...times };
}

/** The times as they are written, and each looked at as soon as it is known. */
function timesOf(
  field: string,
  interval: unknown,
  timeout: unknown,
  problems: Problems,
): Pick<MetricsEndpoint, 'interval' | 'timeout'> {
  const read = (name: string, value: unknown, most: unknown): Text =>
    problems.leaves([value, most], ([known, limit], deferred) => {
      const time = typeof known === 'string' ? millisecondsOf(known) : undefined;
      const longest = typeof limit === 'string' ? millisecondsOf(limit) : undefined;
      if (time === undefined)
        deferred.add(`${field}.${name}`, known, 'a duration such as 30s or 1m30s', `${name}: '30s'`);
      else if (longest !== undefined && time > longest)
        deferred.add(
          `${field}.${name}`,
          known,
          `at most the interval, ${String(limit)}`,
          `${name}: '${String(limit)}'`,
        );
      return textFrom(known);
    });
  return {
    ...(interval === undefined ? {} : { interval: read('interval', interval, undefined) }),
    ...(timeout === undefined ? {} : { timeout: read('timeout', timeout, interval) }),
  };
}

function checkDiscovery(
  field: string,
  { discovery, interval, timeout }: ScrapeProps<unknown>,
  { kind, external }: ScrapedPlace,
  { monitoring }: ClusterProfile,
  problems: Problems,
): void {
  if (discovery === 'annotations') {
    for (const [name, value] of Object.entries({ interval, timeout }))
      if (value !== undefined)
        problems.add(
          `${field}.${name}`,
          value,
          `no ${name}: annotations have no word for it`,
          `discovery: 'PodMonitor'`,
        );
    return;
  }
  if (monitoring?.operator === undefined)
    problems.add(
      `${field}.discovery`,
      discovery,
      'cluster.monitoring.operator: a cluster that has the Prometheus Operator',
      EXAMPLE,
    );
  if (timeout !== undefined && interval === undefined) {
    const needs = 'interval next to it: above that of Prometheus the operator leaves the whole monitor out';
    problems.add(`${field}.timeout`, timeout, needs, `interval: '30s', timeout: '10s'`);
  }
  if (discovery === 'ServiceMonitor' && (kind === 'StatefulSet' || external)) {
    const needs = 'a PodMonitor: two Services have its labels, and each pod would be asked twice';
    problems.add(`${field}.discovery`, discovery, needs, `discovery: 'PodMonitor'`);
  }
}

function annotationsFor(
  [endpoint, ...more]: readonly MetricsEndpoint[],
  { ports, annotations }: ScrapedPlace,
  problems: Problems,
): Readonly<Record<string, Text>> {
  if (endpoint === undefined) return {};
  if (more.length > 0)
    problems.add(
      'scrapedBy',
      `discovery: 'annotations' ${more.length + 1} times`,
      'it once: a pod has each annotation once',
      `discovery: 'PodMonitor'`,
    );
  const port = ports.find(({ name }) => name === endpoint.port);
  const made = {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(port?.container ?? ''),
    'prometheus.io/path': endpoint.path,
    'prometheus.io/scheme': endpoint.scheme ?? 'http',
  };
  for (const key of Object.keys(made))
    if (Object.hasOwn(annotations, key))
      problems.add(
        `podAnnotations["${key}"]`,
        annotations[key],
        'one value: scrapedBy says it',
        'leave it out',
      );
  return made;
}
