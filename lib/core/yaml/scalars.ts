/**
 * Plain scalars as Kubernetes resolves them: the YAML 1.1 of go-yaml v2, as sigs.k8s.io/yaml uses it.
 * Differences to YAML 1.2 that bite: `y`, `on` and friends are booleans, `010` is 8, `1_000` is 1000; and to
 * YAML 1.1 as others read it: no sexagesimal numbers, `0o17` is 15, a date stays a string.
 */
export type Scalar = string | number | boolean | bigint | null;

/** Words that are not strings when they are plain. */
const WORDS = new Map<string, boolean | null | number>();
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])
  WORDS.set(word, true);
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])
  WORDS.set(word, false);
for (const word of ['', '~', 'null', 'Null', 'NULL']) WORDS.set(word, null);
for (const word of ['.nan', '.NaN', '.NAN']) WORDS.set(word, Number.NaN);
for (const word of ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'])
  WORDS.set(word, Number.POSITIVE_INFINITY);
for (const word of ['-.inf', '-.Inf', '-.INF']) WORDS.set(word, Number.NEGATIVE_INFINITY);

const LONGEST_WORD = 5;
const SMALL_INTEGER = /^-?[1-9][0-9]{0,14}$/;
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** A float that starts with a dot may have `_` between two digits only. */
const DOT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const DECIMAL = /^[-+]?[0-9]+$/;

const INT64_MIN = -(2n ** 63n);
const INT64_END = 2n ** 63n;
const UINT64_END = 2n ** 64n;

/**
 * The value of a plain scalar. An integer that JavaScript cannot hold and write exactly comes as a bigint, and
 * `.inf` and `.nan` as the numbers that JSON does not have: the caller reports them.
 */
export function resolvePlain(text: string): Scalar {
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  const first = text.charCodeAt(0);
  if (first === 46) return resolveDotFloat(text);
  if ((first >= 48 && first <= 57) || first === 43 || first === 45) return resolveNumber(text);
  return text;
}

/** The integer that a scalar is, or undefined where it is none. A sign is refused beyond 64 bits. */
export function resolveInteger(text: string): bigint | undefined {
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  if (!INTEGER.test(plain) || !startsNumber(text)) return undefined;
  const signed = plain.startsWith('-') || plain.startsWith('+');
  const digits = signed ? plain.slice(1) : plain;
  const octal = digits.length > 1 && /^0[0-7]/.test(digits);
  const size = BigInt(octal ? `0o${digits}` : digits);
  const value = plain.startsWith('-') ? -size : size;
  if (value >= INT64_MIN && value < INT64_END) return value;
  return !signed && value < UINT64_END ? value : undefined;
}

function startsNumber(text: string): boolean {
  return /^[-+0-9]/.test(text);
}

function resolveDotFloat(text: string): Scalar {
  return DOT_FLOAT.test(text) ? finiteOr(Number(text.replaceAll('_', '')), text) : text;
}

function resolveNumber(text: string): Scalar {
  if (SMALL_INTEGER.test(text)) return Number(text);
  if (text === '0') return 0;
  const integer = resolveInteger(text);
  if (integer !== undefined) return exactly(integer);
  const plain = text.replaceAll('_', '');
  if (!FLOAT.test(plain)) return text;
  if (!DECIMAL.test(plain)) return finiteOr(positiveZero(Number(plain)), text);
  return exactly(BigInt(plain.replace(/^\+/, '')));
}

/** A number beyond the range of a double is a string to go-yaml. */
function finiteOr(value: number, text: string): Scalar {
  return Number.isFinite(value) ? value : text;
}

function positiveZero(value: number): number {
  return value === 0 ? 0 : value;
}

/** The number where JavaScript holds and writes it digit for digit, else the bigint. */
function exactly(value: bigint): number | bigint {
  const number = Number(value);
  return String(number) === String(value) ? number : value;
}

/**
 * A number as the key that Kubernetes makes of it: an integer in decimal, a float rounded to single precision in
 * its shortest form (`123456789.5` is `1.2345679e+08`).
 */
export function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single < 0 ? '-.inf' : '.inf';
  const [mantissa = '', power = '0'] = shortestSingle(single).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(Number(`${mantissa}e${power}`));
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}

function shortestSingle(single: number): string {
  for (let digits = 0; digits < 9; digits += 1) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential();
}
