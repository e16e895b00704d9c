import fc from 'fast-check';
import { Tally } from '../../lib/cli/tally';

test('counts never too few', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 300 }), (strings) => {
      const tally = new Tally();
      for (const text of strings) tally.add(text);
      for (const text of strings) {
        const times = strings.filter((other) => other === text).length;
        expect(tally.atMost(text)).toBeGreaterThanOrEqual(Math.min(times, 255));
      }
    }),
  );
});

test('stops at 255, and knows nothing of what never came', () => {
  const tally = new Tally();
  for (let times = 0; times < 300; times += 1) tally.add('again');
  expect([tally.atMost('again'), tally.atMost('never')]).toEqual([255, 0]);
});
