import type { Text } from './text';

/** Where a program says its metrics. */
export interface MetricsEndpoint {
  /** The name of the port. */
  readonly port: string;
  readonly path: Text;
  /** @default 'http' */
  readonly scheme?: 'http' | 'https';
  /** Time between two scrapes, such as `30s`. @default the setting of Prometheus */
  readonly interval?: Text;
  /** How long a scrape may take. @default the setting of Prometheus */
  readonly timeout?: Text;
}

/** The kinds of the Prometheus Operator by which a Prometheus finds pods. */
export const MONITOR_KINDS = ['PodMonitor', 'ServiceMonitor'] as const;

/** What tells a Prometheus of the Prometheus Operator where the metrics of a workload are. */
export interface Monitor {
  readonly kind: (typeof MONITOR_KINDS)[number];
  /** Labels by which a Prometheus selects it, beside those of the workload. */
  readonly labels: Readonly<Record<string, string>>;
  readonly endpoints: readonly MetricsEndpoint[];
}
