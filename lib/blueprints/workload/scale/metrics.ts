import { labelKeyProblems, labelValueProblems } from '../../../core/manifest/names';
import { canonicalQuantity } from '../../../core/manifest/quantity';
import type { MetricIdentifier, MetricSpec, MetricTarget } from '../../../model/api';
import type { Text } from '../../../model/text';
import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
import type { MetricProps, UsageTarget } from './props';

/** What pods use on average, as `autoscaling/v2` says it. */
type Usage =
  | { readonly type: 'Utilization'; readonly averageUtilization: number }
  | { readonly type: 'AverageValue'; readonly averageValue: Text };

/** Reads what pods use on average: percent of what they ask for, or an amount. */
export function usageOf(field: string, given: UsageTarget<unknown>, problems: Problems): Usage {
  if (typeof given === 'number') return percentOf(field, given, problems);
  return averageOf(`${field}.average`, given.average, problems);
}

/** Percent of the request: above 100 there is no room, unless a limit is above the request. */
function percentOf(field: string, given: number, problems: Problems): Usage {
  return {
    averageUtilization: wholeNumber(field, given, 1, problems, { unit: 'percent of the request' }),
    type: 'Utilization',
  };
}

function averageOf(field: string, given: unknown, problems: Problems): Usage {
  return { averageValue: amount(field, given, problems), type: 'AverageValue' };
}

function amount(field: string, given: unknown, problems: Problems): Text {
  return problems.leaf(given, (known, deferred) => {
    const canonical = typeof known === 'string' ? canonicalQuantity(known) : undefined;
    if (canonical === undefined || canonical === '0' || canonical.startsWith('-'))
      deferred.add(field, known, 'a quantity above zero, such as 100 or 500m', `average: '100'`);
    return canonical ?? known;
  });
}

/** Reads the metrics that an autoscaler looks at beside CPU and memory. @param containers names of the containers that run on */
export function metricsOf(
  given: readonly MetricProps<unknown>[],
  containers: readonly string[],
  problems: Problems,
): MetricSpec[] {
  return given.flatMap((metric, index) => metricOf(`scale.metrics[${index}]`, metric, containers, problems));
}

const FORMS = ['pods', 'object', 'external', 'container'] as const;

function metricOf(
  field: string,
  given: MetricProps<unknown>,
  containers: readonly string[],
  problems: Problems,
): MetricSpec[] {
  const forms = FORMS.filter((form) => form in given);
  if (forms.length !== 1) {
    const fix = `{ pods: 'http_requests_per_second', average: '100' }`;
    problems.add(field, given, 'exactly one of pods, object, external, container', fix);
    return [];
  }
  if ('pods' in given) {
    const metric = identifierOf(field, given.pods, given.labels, problems);
    return [
      { pods: { metric, target: averageOf(`${field}.average`, given.average, problems) }, type: 'Pods' },
    ];
  }
  if ('object' in given) {
    const metric = identifierOf(field, given.metric, given.labels, problems);
    const target = targetOf(field, given, problems);
    return [{ object: { describedObject: { ...given.object }, metric, target }, type: 'Object' }];
  }
  if ('external' in given) {
    const metric = identifierOf(field, given.external, given.labels, problems);
    return [{ external: { metric, target: targetOf(field, given, problems) }, type: 'External' }];
  }
  return containerMetrics(field, given, containers, problems);
}

function containerMetrics(
  field: string,
  given: { readonly container: string; readonly cpu?: number; readonly memory?: number },
  containers: readonly string[],
  problems: Problems,
): MetricSpec[] {
  const { container, cpu, memory } = given;
  if (!containers.includes(container)) {
    const needs = `a container that runs on: ${containers.join(', ')}`;
    problems.add(`${field}.container`, container, needs, `container: '${containers[0] ?? ''}'`);
  }
  if (cpu === undefined && memory === undefined)
    problems.add(field, given, 'cpu, memory, or both', `{ container: '${container}', cpu: 70 }`);
  return Object.entries({ cpu, memory }).flatMap(([name, percent]): MetricSpec[] => {
    if (percent === undefined) return [];
    const target = percentOf(`${field}.${name}`, percent, problems);
    return [{ containerResource: { container, name, target }, type: 'ContainerResource' }];
  });
}

function targetOf(
  field: string,
  { average, value }: { readonly average?: unknown; readonly value?: unknown },
  problems: Problems,
): MetricTarget {
  if ((average === undefined) === (value === undefined))
    problems.add(field, { average, value }, 'average or value, one of them', `{ average: '100' }`);
  if (value === undefined) return averageOf(`${field}.average`, average ?? '1', problems);
  return { type: 'Value', value: amount(`${field}.value`, value, problems) };
}

function identifierOf(
  field: string,
  name: unknown,
  labels: Readonly<Record<string, string>> | undefined,
  problems: Problems,
): MetricIdentifier {
  for (const [key, value] of Object.entries(labels ?? {})) {
    problems.addAll(`${field}.labels`, key, labelKeyProblems(key), 'choose another key');
    problems.addAll(`${field}.labels["${key}"]`, value, labelValueProblems(value), 'choose another value');
  }
  const checked = problems.leaf(name, (known, deferred) => {
    if (typeof known !== 'string' || known === '' || /[\s/%]/.test(known))
      deferred.add(field, known, 'the name of a metric', `'http_requests_per_second'`);
    return known;
  });
  return { name: checked, ...(labels === undefined ? {} : { selector: { matchLabels: { ...labels } } }) };
}
