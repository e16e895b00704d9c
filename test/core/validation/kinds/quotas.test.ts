import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf } from '../refusals';

const quota = (spec: PlainObject): PlainObject => object('v1', 'ResourceQuota', { spec });
const expression = (scopeName: string, operator: string, values?: string[]): PlainObject =>
  quota({ hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ scopeName, operator, values }] } });
const EXPRESSION = 'spec.scopeSelector.matchExpressions[0]';

test.each<[string, PlainObject, string[]]>([
  [
    'what it can count',
    quota({ hard: { 'requests.cpu': '1500m', 'count/jobs.batch': '5', 'hugepages-2Mi': '2Mi' } }),
    [],
  ],
  ['an unknown resource', quota({ hard: { gpus: '1' } }), ['spec.hard.gpus']],
  ['storage that no claim asks for', quota({ hard: { storage: '1' } }), ['spec.hard.storage']],
  ['a part of a pod', quota({ hard: { pods: '1500m' } }), ['spec.hard.pods']],
  ['less than nothing', quota({ hard: { 'limits.memory': '-1' } }), ['spec.hard["limits.memory"]']],
  ['an unknown scope', quota({ scopes: ['All'] }), ['spec.scopes[0]']],
  [
    'a resource out of its scope',
    quota({ scopes: ['BestEffort'], hard: { 'requests.cpu': '1' } }),
    ['spec.scopes'],
  ],
  ['scopes that exclude each other', quota({ scopes: ['Terminating', 'NotTerminating'] }), ['spec.scopes']],
  ['a scope by values', expression('PriorityClass', 'In', ['high']), []],
  ['a scope that has no values', expression('BestEffort', 'In', ['x']), [`${EXPRESSION}.operator`]],
  ['values that are missing', expression('PriorityClass', 'NotIn'), [`${EXPRESSION}.values`]],
  ['values that are too many', expression('PriorityClass', 'Exists', ['x']), [`${EXPRESSION}.values`]],
  ['an unknown operator', expression('PriorityClass', 'Has'), [`${EXPRESSION}.operator`]],
])('a ResourceQuota with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

const limits = (...items: unknown[]): PlainObject => object('v1', 'LimitRange', { spec: { limits: items } });
const container = (rest: PlainObject): PlainObject => limits({ type: 'Container', ...rest });
const ITEM = 'spec.limits[0]';

test.each<[string, PlainObject, string[]]>([
  [
    'bounds in order',
    container({ min: { cpu: '1' }, defaultRequest: { cpu: '1' }, default: { cpu: '2' }, max: { cpu: '2' } }),
    [],
  ],
  ['a type twice', limits({ type: 'Pod' }, { type: 'Pod' }), ['spec.limits[1].type']],
  ['an unknown type', limits({ type: 'Node' }), [`${ITEM}.type`]],
  ['a resource that no container has', container({ max: { pods: '1' } }), [`${ITEM}.max.pods`]],
  ['a claim without bounds', limits({ type: 'PersistentVolumeClaim' }), [ITEM]],
  ['defaults for pods', limits({ type: 'Pod', default: { cpu: '1' } }), [`${ITEM}.default`]],
  ['min above max', limits({ type: 'Pod', min: { cpu: '2' }, max: { cpu: '1' } }), [`${ITEM}.min.cpu`]],
  [
    'a default that is filled from max, below min',
    container({ min: { cpu: '2' }, max: { cpu: '1' } }),
    [`${ITEM}.min.cpu`, `${ITEM}.defaultRequest.cpu`, `${ITEM}.default.cpu`],
  ],
  [
    'a request above the limit',
    container({ default: { cpu: '1' }, defaultRequest: { cpu: '2' } }),
    [`${ITEM}.defaultRequest.cpu`],
  ],
  [
    'a ratio below one',
    container({ maxLimitRequestRatio: { cpu: '0.5' } }),
    [`${ITEM}.maxLimitRequestRatio.cpu`],
  ],
  [
    'a ratio that bounds do not leave',
    limits({ type: 'Pod', min: { cpu: '2' }, max: { cpu: '4' }, maxLimitRequestRatio: { cpu: '3' } }),
    [`${ITEM}.maxLimitRequestRatio.cpu`],
  ],
  [
    'a device that cannot be shared',
    container({ default: { 'example.com/gpu': '2' }, defaultRequest: { 'example.com/gpu': '1' } }),
    [`${ITEM}.defaultRequest["example.com/gpu"]`],
  ],
  ['an item that is not known', limits(new Date(0)), []],
])('a LimitRange with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});
