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

const INT64_MIN = -(2n ** 63n);
const INT64_END = 2n ** 63n;
const UINT64_END = 2n ** 64n;

/** Go's parser takes a sign after a binary prefix. */
const SIGNED_BINARY = /^0b[-+][01]+$/;

/**
 * The value of a plain scalar. An integer of 64 bits that a double does not hold for sure comes as a bigint, any other
 * number as a double, as Kubernetes reads it; `.inf` and `.nan` as the numbers that JSON does not have: the caller
 * reports them.
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
  if (!startsNumber(text)) return undefined;
  if (SIGNED_BINARY.test(plain)) return within64(signedBinary(plain), true);
  if (!INTEGER.test(plain)) return undefined;
  const signed = plain.startsWith('-') || plain.startsWith('+');
  const digits = signed ? plain.slice(1) : plain;
  const octal = digits.length > 1 && /^0[0-7]/.test(digits);
  const size = BigInt(octal ? `0o${digits}` : digits);
  return within64(plain.startsWith('-') ? -size : size, signed);
}

function signedBinary(plain: string): bigint {
  const size = BigInt(`0b${plain.slice(3)}`);
  return plain.charAt(2) === '-' ? -size : size;
}

function within64(value: bigint, signed: boolean): bigint | undefined {
  if (isInt64(value)) return value;
  return !signed && value < UINT64_END ? value : undefined;
}

/** Whether an integer is one of 64 bits with a sign, which Kubernetes keeps as it is. */
export function isInt64(value: bigint): boolean {
  return value >= INT64_MIN && value < INT64_END;
}

function startsNumber(text: string): boolean {
  return /^[-+0-9]/.test(text);
}

function resolveDotFloat(text: string): Scalar {
  return DOT_FLOAT.test(text) ? floatOr(Number(text.replaceAll('_', '')), text) : text;
}

function resolveNumber(text: string): Scalar {
  if (SMALL_INTEGER.test(text)) return Number(text);
  if (text === '0') return 0;
  const integer = resolveInteger(text);
  if (integer !== undefined) return isInt64(integer) ? numberOf(integer) : Number(integer);
  const plain = text.replaceAll('_', '');
  return FLOAT.test(plain) ? floatOr(Number(plain), text) : text;
}

/**
 * A number beyond the range of a double is a string to go-yaml. A float without a fraction becomes an integer in JSON, with
 * as many digits as a double needs and zeros after them.
 */
function floatOr(value: number, text: string): Scalar {
  if (!Number.isFinite(value)) return text;
  if (value === 0) return 0;
  if (!Number.isInteger(value) || Math.abs(value) >= 1e21) return value;
  const integer = BigInt(String(value));
  return isInt64(integer) ? numberOf(integer) : value;
}

/** An integer of 64 bits as it is kept: a number where that is safe, else a bigint. */
function numberOf(integer: bigint): number | bigint {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : integer;
}

/** Digits after which nothing is left of a number of single precision that is half way between two shorter ones. */
const EXACT_DIGITS = 60;

/**
 * A float as the key that Kubernetes makes of it: rounded to single precision in its shortest form (`123456789.5` is
 * `1.2345679e+08`).
 */
export function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single < 0 ? '-.inf' : '.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = shortestSingle(single).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(Number(`${mantissa}e${power}`));
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}

/** The fewest digits that stand for a number of single precision; of two that are as near, the even one, as Go has it. */
function shortestSingle(single: number): string {
  for (let digits = 0; digits < 9; digits += 1) {
    const text = roundedToEven(single, digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential();
}

/** A number with some digits after the first one. */
function roundedToEven(value: number, digits: number): string {
  const rounded = value.toExponential(digits);
  const [mantissa = '', power = ''] = value.toExponential(EXACT_DIGITS).split('e');
  const kept = digits === 0 ? mantissa.indexOf('.') : mantissa.indexOf('.') + 1 + digits;
  const rest = mantissa.slice(kept).replace('.', '');
  const isTie = /^50*$/.test(rest) && /[02468]\.?$/.test(mantissa.slice(0, kept));
  return isTie ? `${mantissa.slice(0, kept)}e${power}` : rounded;
}
