import type { TrafficPeer } from '../../traffic';

/**
 * Who collects the metrics of a workload, where they are served, and how they are discovered.
 * @example { by: 'monitoring', port: 'http' }
 */
export interface ScrapeProps<Text = string> {
  /**
   * Who collects them: a workload, a peer outside of the tree, or the pods that `monitoring` in the cluster profile
   * names. @needs 'monitoring', a workload or external(…) @example 'monitoring'
   */
  readonly by: 'monitoring' | TrafficPeer;
  /**
   * The port that serves them: its name, or its number in the container.
   * @default the port named `metrics`, else the first @example 8080
   */
  readonly port?: string | number;
  /**
   * The path that serves them. Needs `discovery`, as do the fields below. @default '/metrics' @example
   * '/actuator/prometheus'
   */
  readonly path?: Text;
  /** The protocol of the port. HTTPS needs a certificate that Prometheus trusts. @default 'http' @example 'http' */
  readonly scheme?: 'http' | 'https';
  /**
   * The time between two scrapes, such as `30s`. Not available with annotations. @default the setting of Prometheus
   * @example '30s'
   */
  readonly interval?: Text;
  /**
   * The scrape timeout, at most `interval`, which has to be set too. Not available with annotations.
   * @default the setting of Prometheus @example '10s'
   */
  readonly timeout?: Text;
  /**
   * How Prometheus discovers the pods: by an object of the Prometheus Operator, if `monitoring.operator` in the cluster
   * profile says that the cluster has it, or by the annotations `prometheus.io/scrape`, `port`, `path` and `scheme`.
   * @default the configuration of Prometheus names them
   */
  readonly discovery?: 'PodMonitor' | 'ServiceMonitor' | 'annotations';
}

/** What you can set about the metrics of a workload. */
export interface ScrapedProps<Text = string> {
  /**
   * Who may collect its metrics. Opens the route to the metrics port. Use an object for details, and a list for several
   * collectors.
   * @default nobody
   * @needs 'monitoring', a workload or external(…), { by, port, path }, or a list of these
   * @example 'monitoring'
   *
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
