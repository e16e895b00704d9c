import { type LabelSelector, matches, selectorOf } from '../../../lib/core/manifest/selector';

const named: unknown = JSON.parse('{"matchLabels":{"__proto__":"x"}}');

test.each<[string, unknown, boolean]>([
  ['nothing', {}, true],
  ['a label that is there', { matchLabels: { app: 'web' } }, true],
  ['a label that is not there', { matchLabels: { tier: 'web' } }, false],
  ['a label called like a member of every object', { matchLabels: { constructor: 'web' } }, false],
  ['a label called __proto__', named, false],
  ['a key called like a member of every object', { matchExpressions: [expression('Exists')] }, false],
  ['the same, absent', { matchExpressions: [expression('DoesNotExist')] }, true],
  ['the same, not in a list', { matchExpressions: [expression('NotIn', ['x'])] }, true],
])('%s', (_what, selector, expected) => {
  expect(matches(read(selector), { app: 'web' })).toBe(expected);
});

function expression(operator: string, values?: string[]) {
  return { key: 'toString', operator, ...(values === undefined ? {} : { values }) };
}

function read(selector: unknown): LabelSelector {
  const found = selectorOf(selector);
  if (found === undefined) throw new Error('not a selector');
  return found;
}
