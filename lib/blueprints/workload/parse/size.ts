import { bytesMeant, isWholeBytes } from '../../../core/manifest/bytes';
import { canonicalQuantity } from '../../../core/manifest/quantity';
import type { Problems } from '../../problems';

/**
 * Reads how large a volume is: a whole number of bytes above zero, as the API writes it.
 * @param size a quantity, such as `10Gi`
 * @param usual a size for the message
 * @param fix how the prop says a size
 */
export function sizeOf(
  field: string,
  size: unknown,
  usual: string,
  fix: (size: string) => string,
  problems: Problems,
): string {
  const text = typeof size === 'string' ? size : '';
  const canonical = canonicalQuantity(text);
  if (canonical === undefined || canonical === '0' || canonical.startsWith('-'))
    problems.add(field, size, `a size above zero, such as ${usual}`, fix(usual));
  else if (!isWholeBytes(canonical))
    problems.add(field, size, 'a whole number of bytes; m is a thousandth of one', fix(bytesMeant(text)));
  return canonical ?? text;
}
