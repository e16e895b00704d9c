import type { HorizontalPodAutoscalerBehavior, MetricSpec } from './api';
import type { Text } from './text';

/** A trigger that KEDA scales on. */
export interface Trigger {
  /** The scaler, such as `kafka`. */
  readonly type: string;
  readonly metadata: Readonly<Record<string, Text>>;
  /** Name of a TriggerAuthentication. */
  readonly authentication?: Text;
  readonly metricType?: 'AverageValue' | 'Value' | 'Utilization';
}

/** By which program the number of pods follows what there is to do, and what it looks at. */
export type Scaler =
  | { readonly by: 'hpa'; readonly metrics: readonly MetricSpec[] }
  | {
      readonly by: 'keda';
      readonly triggers: readonly Trigger[];
      /** Seconds between two checks of the triggers. */
      readonly pollingInterval?: number;
      /** Seconds after the last event before scaling to zero. */
      readonly cooldownPeriod?: number;
    };

/** How many pods a workload has, by what they have to do. */
export interface Scale {
  /** The fewest pods. */
  readonly min: number;
  /** The most pods. */
  readonly max: number;
  readonly scaler: Scaler;
  /** How fast pods come and go. */
  readonly behavior?: HorizontalPodAutoscalerBehavior;
}
