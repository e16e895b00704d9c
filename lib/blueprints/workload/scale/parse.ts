import type { OptOut } from '../../../core/policy/waiver';
import type { MetricSpec } from '../../../model/api';
import type { Scale, Scaler } from '../../../model/scale';
import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
import { behaviorOf } from './behavior';
import { triggersOf } from './keda';
import { metricsOf, usageOf } from './metrics';
import type { ScaleProps } from './props';

/** The CPU that pods use on average, in percent of what they ask for, where nothing else is said. */
const CPU = 70;
/** The fewest pods, where nothing else is said: one may stop, and the other answers. */
const MIN = 2;

/** What the props of a workload say about the number of its pods. */
export interface Counted {
  readonly scale?: ScaleProps<unknown>;
  readonly replicas?: number;
  readonly autoscaled?: boolean;
}

/** Reads how many pods there are, by what they have to do; undefined where their number is fixed. */
export function scaleOf(
  { scale, replicas, autoscaled }: Counted,
  containers: readonly string[],
  problems: Problems,
): Scale | undefined {
  if (scale === undefined) return undefined;
  const alone = 'scale alone: it decides how many pods there are';
  if (replicas !== undefined) problems.add('replicas', replicas, alone, `scale: { min: ${replicas} }`);
  if (autoscaled === true) problems.add('autoscaled', autoscaled, alone, 'leave autoscaled out');
  const { min = MIN, max, keda } = scale;
  checkLimits(min, max, keda !== undefined, problems);
  const behavior = behaviorOf(scale.behavior, problems);
  return {
    min,
    max,
    scaler: keda === undefined ? hpaOf(scale, containers, problems) : kedaOf(scale, keda, problems),
    ...(behavior === undefined ? {} : { behavior }),
  };
}

/** What a workload gives up whose autoscaler may leave it fewer pods than two. */
export function scaleOptOuts(scale: Scale | undefined): OptOut[] {
  if (scale === undefined || scale.min >= MIN) return [];
  const reason = `the workload asks for it: scale: { min: ${scale.min} }`;
  return [{ control: 'hpa-min-replicas', reason, optOut: true }];
}

function checkLimits(min: number, max: number, keda: boolean, problems: Problems): void {
  if (min === 0 && !keda)
    problems.add(
      'scale.min',
      min,
      'a whole number from 1: only KEDA scales to no pod',
      'scale: { min: 1, max: 10 }',
    );
  else wholeNumber('scale.min', min, 0, problems);
  wholeNumber('scale.max', max, 1, problems);
  if (Number.isInteger(min) && max >= 1 && max <= min)
    problems.add('scale.max', max, `more than min: from ${min + 1}`, `scale: { max: ${min + 1} }`);
}

function hpaOf(scale: ScaleProps<unknown>, containers: readonly string[], problems: Problems): Scaler {
  const { cpu, memory, metrics = [] } = scale;
  const others = metricsOf(metrics, containers, problems);
  const usual = cpu === undefined && memory === undefined && metrics.length === 0 ? CPU : cpu;
  const used: MetricSpec[] = [
    ...(usual === undefined ? [] : [resource('cpu', usageOf('scale.cpu', usual, problems))]),
    ...(memory === undefined ? [] : [resource('memory', usageOf('scale.memory', memory, problems))]),
  ];
  return { by: 'hpa', metrics: [...used, ...others] };
}

function resource(name: string, target: ReturnType<typeof usageOf>): MetricSpec {
  return { resource: { name, target }, type: 'Resource' };
}

function kedaOf(
  scale: ScaleProps<unknown>,
  keda: NonNullable<ScaleProps<unknown>['keda']>,
  problems: Problems,
): Scaler {
  if (scale.metrics !== undefined)
    problems.add(
      'scale.metrics',
      scale.metrics,
      'triggers, where KEDA asks',
      'scale: { keda: { triggers: […] } }',
    );
  const { pollingInterval, cooldownPeriod } = keda;
  return {
    by: 'keda',
    triggers: triggersOf(scale, keda, CPU, problems),
    ...(pollingInterval === undefined
      ? {}
      : { pollingInterval: wholeNumber('scale.keda.pollingInterval', pollingInterval, 1, problems) }),
    ...(cooldownPeriod === undefined
      ? {}
      : { cooldownPeriod: wholeNumber('scale.keda.cooldownPeriod', cooldownPeriod, 0, problems) }),
  };
}
