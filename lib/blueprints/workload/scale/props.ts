/**
 * The target for the average usage of the pods: a percentage of the request, or an amount.
 * @needs a percentage, or { average } @example 70
 */
export type UsageTarget<Text = string> = number | { readonly average: Text };

/** Selects the series of a metric by their labels. */
export interface MetricLabels {
  /** Labels of the series. @default any */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * A metric to scale on, other than CPU and memory. The cluster needs an adapter for metrics of pods and objects, and
 * another for external metrics.
 * @needs one of pods, object, external, container, with its target
 * @example { pods: 'http_requests_per_second', average: '100' }
 */
export type MetricProps<Text = string> =
  /** The average over the pods of a metric that each of them has. */
  | ({ readonly pods: Text; readonly average: Text } & MetricLabels)
  /** A metric of an object of the namespace, such as the requests of an Ingress: the whole, or for each pod. */
  | ({
      readonly object: { readonly apiVersion: string; readonly kind: string; readonly name: string };
      readonly metric: Text;
      readonly average?: Text;
      readonly value?: Text;
    } & MetricLabels)
  /** A metric of a program outside of the cluster, such as the length of a queue: the whole, or for each pod. */
  | ({ readonly external: Text; readonly average?: Text; readonly value?: Text } & MetricLabels)
  /** What one container uses, where sidecars would hide it: percent of its request. */
  | { readonly container: string; readonly cpu?: number; readonly memory?: number };

/** The maximum change in a period: a number of pods, or a percentage of them. */
export interface ScalingPolicyProps {
  /** The unit of `value`: pods, or percent of the current pods. */
  readonly type: 'Pods' | 'Percent';
  /** The maximum change, 1 or more. */
  readonly value: number;
  /** The period in seconds, 1 to 1800. */
  readonly periodSeconds: number;
}

/** How fast to scale in one direction. */
export interface ScalingRulesProps {
  /** Seconds, 0 to 3600, over which the most conservative recommendation is used. @default the API's: 0 up, 300 down */
  readonly stabilizationWindowSeconds?: number;
  /**
   * Which policy applies if there are several; `'Disabled'` never scales in this direction.
   * @default the API's: the one with the largest change
   */
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled';
  /**
   * How much may change in a period of time.
   * @default the API's: up 4 pods or 100 percent in 15 seconds, down to the minimum at once
   */
  readonly policies?: readonly ScalingPolicyProps[];
}

/** A trigger that KEDA scales on. */
export interface KedaTriggerProps<Text = string> {
  /** The scaler, such as `kafka`, `rabbitmq`, `prometheus` or `cron`. */
  readonly type: string;
  /** The settings of the scaler. Never put a secret here: use a TriggerAuthentication. @example { topic: 'orders' } */
  readonly metadata: Readonly<Record<string, Text>>;
  /** Name of the TriggerAuthentication in the namespace that holds the credentials. @default none */
  readonly authentication?: Text;
  /** How the target value of the trigger is interpreted. @default the scaler's */
  readonly metricType?: 'AverageValue' | 'Value' | 'Utilization';
}

/** Scaling with KEDA, on events and down to zero pods. The cluster must have KEDA installed. */
export interface KedaProps<Text = string> {
  /** The triggers. `cpu` and `memory` of `scale` become triggers too. @default none */
  readonly triggers?: readonly KedaTriggerProps<Text>[];
  /** Seconds between two checks of the triggers. @default KEDA's: 30 */
  readonly pollingInterval?: number;
  /** Seconds after the last event before scaling to zero. @default KEDA's: 300 */
  readonly cooldownPeriod?: number;
}

/**
 * How the number of pods follows the load.
 * @example { min: 2, max: 10, cpu: 70 }
 */
export interface ScaleProps<Text = string> {
  /**
   * The minimum number of pods. With 1, the workload is unavailable while its node is drained; 0 needs `keda`.
   * @default 2
   */
  readonly min?: number;
  /** The maximum number of pods. They count against the quota of the namespace. @example 10 */
  readonly max: number;
  /** The target for the average CPU usage of the pods. @default 70, if you set no other metric */
  readonly cpu?: UsageTarget<Text>;
  /**
   * The target for the average memory usage of the pods. Use it only for programs that release memory.
   * @default not used
   */
  readonly memory?: UsageTarget<Text>;
  /** Additional metrics. The metric that needs the most pods decides. @default none */
  readonly metrics?: readonly MetricProps<Text>[];
  /** How fast to scale up and down. @default the API's */
  readonly behavior?: { readonly scaleUp?: ScalingRulesProps; readonly scaleDown?: ScalingRulesProps };
  /** A ScaledObject of KEDA instead of a HorizontalPodAutoscaler. @default none */
  readonly keda?: KedaProps<Text>;
}

/** What you can set on kinds that can be autoscaled. */
export interface ScaledProps<Text = string> {
  /** Scales the number of pods with the load. No `replicas` are written then. @default a fixed number: `replicas` */
  readonly scale?: ScaleProps<Text>;
  /**
   * Whether to add a VerticalPodAutoscaler that recommends requests and changes nothing. The cluster must have the
   * VerticalPodAutoscaler installed. @default false
   */
  readonly recommend?: boolean;
}
