import fc from 'fast-check';
import { sharedText } from '../../../lib/core/manifest/shared-text';

test('gives the same text, whatever came before', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => expect(sharedText(text)).toBe(text)));
});
