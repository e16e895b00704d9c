import type { TrafficPeer } from '../../traffic';

/** Who collects metrics, where they are, and how they are found. @example { by: 'monitoring', port: 'http' } */
export interface ScrapeProps<Text = string> {
  /** Who asks for them: a workload, a peer outside the tree, or the pods that `monitoring` of the cluster profile names. @needs 'monitoring', a workload or external(…) @example 'monitoring' */
  readonly by: 'monitoring' | TrafficPeer;
  /** The port that they are on: its name, or the number in the container. @default the one that is called `metrics`, else the first @example 8080 */
  readonly port?: string | number;
  /** The path that they are at; it needs `discovery`, as all that follows does. @default '/metrics' @example '/actuator/prometheus' */
  readonly path?: Text;
  /** What the port speaks; HTTPS needs a certificate that Prometheus trusts. @default 'http' @example 'http' */
  readonly scheme?: 'http' | 'https';
  /** Time between two questions, such as `30s`; not for annotations. @default that of Prometheus @example '30s' */
  readonly interval?: Text;
  /** How long an answer may take, at most as long as `interval`, which it needs; not for annotations. @default that of Prometheus @example '10s' */
  readonly timeout?: Text;
  /**
   * How Prometheus finds the pods: by an object of the Prometheus Operator, which `monitoring.operator` of the cluster profile
   * says the cluster has, or by the annotations `prometheus.io/scrape`, `port`, `path` and `scheme`. @default its configuration names them
   */
  readonly discovery?: 'PodMonitor' | 'ServiceMonitor' | 'annotations';
}

/** What every workload says of its metrics. */
export interface ScrapedProps<Text = string> {
  /**
   * Who may collect its metrics, which opens the route to their port; an object says more, a list names several.
   * @default nobody
   * @needs 'monitoring', a workload or external(…), { by, port, path }, or a list of these
   * @example 'monitoring'
   * @example { by: 'monitoring', port: 'http', path: '/stats', scheme: 'https', discovery: 'PodMonitor', interval: '30s', timeout: '5s' }
   * @example [{ by: 'monitoring', port: 8080, discovery: 'annotations' }]
   * @beside { port: { container: 8080, name: 'http' } }
   */
  readonly scrapedBy?:
    | 'monitoring'
    | TrafficPeer
    | ScrapeProps<Text>
    | readonly ('monitoring' | TrafficPeer | ScrapeProps<Text>)[];
}
