/** Bytes that AES-GCM adds. */
const TAG = 16;
const LENGTH = 2;
/** Bytes of what RSA makes with keys of 2048, 3072, 4096 and 8192 bits. */
const RSA_BYTES = [256, 384, 512, 1024];
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Whether a string has the form of what Sealed Secrets seals: base64 of two bytes with the length of a key that RSA encrypted,
 * that key, and the value with the tag of AES-GCM. A password in base64 has another.
 */
export function isSealed(text: string): boolean {
  if (!BASE64.test(text)) return false;
  const bytes = (text.length / 4) * 3 - (/=*$/.exec(text)?.[0].length ?? 0);
  const [first = 0, second = 0, third = 0] = [...text.slice(0, 3)].map((digit) => DIGITS.indexOf(digit));
  const key = (((first << 2) | (second >> 4)) << 8) | ((second & 15) << 4) | (third >> 2);
  return RSA_BYTES.includes(key) && bytes >= LENGTH + key + TAG;
}
