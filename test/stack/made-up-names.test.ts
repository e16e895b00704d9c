import { MadeUpNames } from '../../lib/stack/made-up-names';

const names = new MadeUpNames();
names.learn('web-1a2b3c4d', 'web');
names.learn('my.map-11112222', 'my.map');
names.learn('same', 'same');

test.each([
  ['web-1a2b3c4d', 'web'],
  ['http://web-1a2b3c4d.shop.svc.cluster.local:80/web-1a2b3c4d', 'http://web.shop.svc.cluster.local:80/web'],
  ['my.map-11112222', 'my.map'],
  ['web-1a2b3c4d-0', 'web-1a2b3c4d-0'],
  ['xweb-1a2b3c4d', 'xweb-1a2b3c4d'],
  ['', ''],
])('%j is %j', (text, expected) => {
  const manifest = { metadata: { name: text }, list: [{ text }] };
  expect(names.replacedIn(manifest)).toEqual({ metadata: { name: expected }, list: [{ text: expected }] });
});

test('an object without such a name stays the same object', () => {
  const manifest = { a: { b: ['web'] } };
  expect(names.replacedIn(manifest)).toBe(manifest);
});
