import { bytesMeant, isWholeBytes } from '../../../lib/core/manifest/bytes';

test.each<[unknown, boolean, string]>([
  ['512m', false, '512Mi'],
  ['3500m', false, '3500Mi'],
  ['1.1Gi', false, '1127Mi'],
  ['1181116006400m', false, '1127Mi'],
  ['0.5', false, '1Mi'],
  [0.5, false, '1Mi'],
  ['1.5Gi', true, '1536Mi'],
  ['2000m', true, '2000Mi'],
  ['64M', true, '62Mi'],
  [1024, true, '1Mi'],
  ['x', true, '256Mi'],
  [undefined, true, '256Mi'],
])('%p is a whole number of bytes: %s; meant is %s', (value, whole, meant) => {
  expect([isWholeBytes(value), bytesMeant(value)]).toEqual([whole, meant]);
});
