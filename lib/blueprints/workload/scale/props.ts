/** The average over the pods of what each uses: percent of its request, or an amount. @needs a percentage, or { average } @example 70 */
export type UsageTarget<Text = string> = number | { readonly average: Text };

/** Which series of a metric count: those with these labels. */
export interface MetricLabels {
  /** Labels that the series have. @default any */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * A metric that the number of pods follows, beside CPU and memory. One adapter of the cluster serves those of pods and
 * objects, another those of programs outside of it.
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

/** At most so many pods, or so many percent of them, in a period. */
export interface ScalingPolicyProps {
  /** What `value` counts: pods, or percent of those that there are. */
  readonly type: 'Pods' | 'Percent';
  /** From 1. */
  readonly value: number;
  /** Seconds, 1 to 1800. */
  readonly periodSeconds: number;
}

/** How fast pods come or go. */
export interface ScalingRulesProps {
  /** Seconds, 0 to 3600, over which the calmest recommendation counts. @default the API's: 0 up, 300 down */
  readonly stabilizationWindowSeconds?: number;
  /** Which of the policies counts; `'Disabled'` never scales that way. @default the API's: the one that changes most */
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled';
  /** How much may change in a period. @default the API's: up 4 pods or 100 percent in 15 seconds, down to the minimum at once */
  readonly policies?: readonly ScalingPolicyProps[];
}

/** What KEDA asks for how much there is to do. */
export interface KedaTriggerProps<Text = string> {
  /** The scaler, such as `kafka`, `rabbitmq`, `prometheus` or `cron`. */
  readonly type: string;
  /** What the scaler wants to know; never a secret, which a TriggerAuthentication holds. @example { topic: 'orders' } */
  readonly metadata: Readonly<Record<string, Text>>;
  /** Name of the TriggerAuthentication of the namespace with the credentials. @default none */
  readonly authentication?: Text;
  /** How the target of the trigger is read. @default the scaler's */
  readonly metricType?: 'AverageValue' | 'Value' | 'Utilization';
}

/** Scaling by KEDA, which the cluster has to have: by events, and down to no pod. */
export interface KedaProps<Text = string> {
  /** What it asks; CPU and memory of `scale` are triggers too. @default none */
  readonly triggers?: readonly KedaTriggerProps<Text>[];
  /** Seconds between two questions. @default KEDA's: 30 */
  readonly pollingInterval?: number;
  /** Seconds after the last event until there is no pod. @default KEDA's: 300 */
  readonly cooldownPeriod?: number;
}

/**
 * How many pods there are, by what they have to do.
 * @example { min: 2, max: 10, cpu: 70 }
 */
export interface ScaleProps<Text = string> {
  /** The fewest pods. 1 costs an outage whenever a node is drained; 0 needs `keda`. @default 2 */
  readonly min?: number;
  /** The most pods; they count in the quota of the namespace. @example 10 */
  readonly max: number;
  /** The CPU that pods use on average. @default 70, where nothing else is given */
  readonly cpu?: UsageTarget<Text>;
  /** The memory that pods use on average; only for programs that give memory back. @default not looked at */
  readonly memory?: UsageTarget<Text>;
  /** Further metrics; the one that asks for most pods counts. @default none */
  readonly metrics?: readonly MetricProps<Text>[];
  /** How fast pods come and go. @default the API's */
  readonly behavior?: { readonly scaleUp?: ScalingRulesProps; readonly scaleDown?: ScalingRulesProps };
  /** A ScaledObject of KEDA instead of a HorizontalPodAutoscaler. @default none */
  readonly keda?: KedaProps<Text>;
}

/** What the kinds have in common whose number of pods can follow what there is to do. */
export interface ScaledProps<Text = string> {
  /** How many pods there are, by what they have to do; then no `replicas` are written. @default a fixed number: `replicas` */
  readonly scale?: ScaleProps<Text>;
  /** Whether a VerticalPodAutoscaler says what the pods should ask for, and changes nothing; the cluster has to have it. @default false */
  readonly recommend?: boolean;
}
