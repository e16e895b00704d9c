import { labelNameProblems, pathSegmentProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkRequiredName } from '../primitives/names';
import { quantityAt } from '../primitives/numbers';
import { checkContainerResourceName } from '../primitives/resources';
import { checkScaleTarget } from './scale-target';

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const TARGETS = ['Utilization', 'Value', 'AverageValue'];
/** In the order in which the API server looks at them; it looks into the first one only. */
const SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type Source = (typeof SOURCES)[number];

/** What an autoscaler goes by. @param v1 whether it is of version 1, which has one number */
export function checkMetrics(spec: Field, v1: boolean): void {
  if (v1) {
    const percent = spec.at('targetCPUUtilizationPercentage');
    if (percent.number !== undefined && percent.number < 1) percent.invalid('a number from 1');
  }
  const metrics = spec.at('metrics');
  const items = metrics.items();
  for (const metric of items) if (!metric.isUnknown) checkMetric(metric);
  const scales = items.some((metric) => ['Object', 'External'].includes(metric.at('type').text ?? ''));
  if (spec.at('minReplicas').number === 0 && !scales && !metrics.isUnknown)
    metrics.forbidden('an Object or External metric, where minReplicas is 0', 'minReplicas: 1');
}

function checkMetric(metric: Field): void {
  const type = metric.at('type');
  if (type.isZero) type.required(`one of ${TYPES.join(', ')}`);
  if (type.isUnknown) return;
  const present = SOURCES.filter((name) => metric.at(name).isSet);
  const [first] = present;
  if (first !== undefined && !metric.at(first).isUnknown) checkSource(metric.at(first), first);
  const { text = '' } = type;
  const expected = SOURCES.find((name) => name.toLowerCase() === text.toLowerCase() && TYPES.includes(text));
  if (expected === undefined) type.notSupported(TYPES);
  else if (!metric.at(expected).isSet) metric.at(expected).required('the source that type names');
  if (present.length === 1) return;
  for (const name of present)
    if (name !== expected) metric.at(name).forbidden('one source, the one that type names');
}

function checkSource(source: Field, name: Source): void {
  const target = source.at('target');
  if (name === 'object') checkScaleTarget(source.at('describedObject'), true);
  if (name === 'resource' || name === 'containerResource') checkResource(source, name);
  else checkRequiredName(source.at('metric').at('name'), pathSegmentProblems, 'the name of a metric');
  checkTarget(target);
  if (!target.isUnknown) checkTargetMembers(target, name);
}

function checkTargetMembers(target: Field, name: Source): void {
  const [value, average, utilization] = [
    target.at('value'),
    target.at('averageValue'),
    target.at('averageUtilization'),
  ];
  if (name === 'pods') {
    if (!average.isSet) average.required('the average that is aimed at');
  } else if (name === 'object' || name === 'external') {
    if (!value.isSet && !average.isSet) average.required('value or averageValue');
    if (name === 'external' && value.isSet && average.isSet)
      value.forbidden('value or averageValue, not both');
  } else {
    if (!utilization.isSet && !average.isSet) utilization.required('averageUtilization or averageValue');
    if (utilization.isSet && average.isSet) average.forbidden('averageUtilization or averageValue, not both');
  }
}

function checkResource(source: Field, name: Source): void {
  const resource = source.at('name');
  if (resource.isZero) resource.required('the name of a resource');
  else if (name === 'containerResource' && resource.text !== undefined)
    checkContainerResourceName(resource, resource.text);
  if (name === 'containerResource')
    checkRequiredName(source.at('container'), labelNameProblems, 'the name of a container');
}

function checkTarget(target: Field): void {
  const [type, utilization] = [target.at('type'), target.at('averageUtilization')];
  if (type.isZero) type.required(`one of ${TARGETS.join(', ')}`);
  else if (type.text !== undefined && !TARGETS.includes(type.text))
    type.invalid(`one of ${TARGETS.join(', ')}`);
  for (const name of ['value', 'averageValue'] as const) {
    const field = target.at(name);
    const quantity = quantityAt(field);
    if (quantity !== undefined && quantity.nanos <= 0n) field.invalid('a quantity above 0');
  }
  if (utilization.number !== undefined && utilization.number < 1) utilization.invalid('a number from 1');
}
