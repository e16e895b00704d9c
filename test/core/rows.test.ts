import fc from 'fast-check';
import { printableJson, printableJsonParts, Rows } from '../../lib/core/printable';

test('data with rows is written as the same data with lists', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (items, other) => {
      const whole = printableJson({ before: other, items, none: undefined, after: [other] });
      const parts = printableJsonParts({
        before: other,
        items: new Rows(items),
        none: undefined,
        after: [other],
      });
      expect([...parts].join('')).toBe(whole);
    }),
  );
});

test('data without rows is one piece', () => {
  expect([...printableJsonParts({ a: [1] })]).toEqual([printableJson({ a: [1] })]);
  expect([...printableJsonParts(null)]).toEqual(['null']);
});
