/** How a quantity was written; its canonical form keeps that. */
export type QuantityFormat = 'decimal' | 'binary' | 'exponent';

/** An amount of a resource. */
export interface Quantity {
  /** Exact value in billionths (10⁻⁹) of the unit; finer ones are rounded away from zero, as the API does. */
  readonly nanos: bigint;
  readonly format: QuantityFormat;
}

const NANO = 1_000_000_000n;
const LARGEST_BINARY = (2n ** 63n - 1n) * NANO;
/** Beyond any use; keeps `1e999999999` from filling the memory. */
const LARGEST_EXPONENT = 1000;

const DECIMAL_SUFFIXES = new Map<string, number>([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const DECIMAL_NAMES = new Map([...DECIMAL_SUFFIXES].map(([suffix, exponent]) => [exponent, suffix]));
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const LARGEST_DECIMAL_SUFFIX = 18;

const SYNTAX = /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;
/** Texts that are canonical already: at most three digits, the first no zero. Most quantities in manifests are. */
const CANONICAL = /^(?:0|[1-9]\d{0,2}(?:[numkMGTPE]|[KMGTP]i)?)$/;

/** How many strings are remembered: manifests say the same few over and over. */
const REMEMBERED = 1000;
/** Longer strings are no quantities that anyone writes twice. */
const LONGEST_REMEMBERED = 32;
const remembered = new Map<string, Quantity | undefined>();

/**
 * Reads a quantity as the API does: suffixes n u m k M G T P E, Ki to Ei, or a decimal exponent.
 * @param value text, or a number as in YAML `cpu: 0.5`
 * @returns undefined where it is no quantity, or its exponent is beyond ±1000
 */
export function parseQuantity(value: string | number | bigint): Quantity | undefined {
  const text = typeof value === 'string' ? value.trim() : String(value);
  if (text.length > LONGEST_REMEMBERED) return read(text);
  const known = remembered.get(text);
  if (known !== undefined || remembered.has(text)) return known;
  const quantity = read(text);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(text, quantity === undefined ? undefined : Object.freeze(quantity));
  return quantity;
}

function read(text: string): Quantity | undefined {
  const match = SYNTAX.exec(text);
  if (match === null || text === '') return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  // A quirk of the API: of the suffixes without any digit only these two are refused.
  if (`${whole}${fraction}` === '' && (suffix === 'Pi' || suffix === 'Ei')) return undefined;
  const digits = BigInt(`0${whole}${fraction}`);
  const exponent = suffix.length > 1 && /^[eE]/.test(suffix) && suffix !== 'Ei';
  const format: QuantityFormat = exponent ? 'exponent' : suffix.endsWith('i') ? 'binary' : 'decimal';
  const power = exponent ? Number(suffix.slice(1)) : (DECIMAL_SUFFIXES.get(suffix) ?? 0);
  if (Math.abs(power) > LARGEST_EXPONENT) return undefined;
  const factor = format === 'binary' ? 1024n ** BigInt(BINARY_SUFFIXES.indexOf(suffix)) : 1n;
  const scaled = scale(digits * factor, power - fraction.length + 9);
  const nanos = format === 'binary' && scaled > LARGEST_BINARY ? LARGEST_BINARY : scaled;
  return { nanos: sign === '-' ? -nanos : nanos, format };
}

/** `value × 10^power`, rounded up. */
function scale(value: bigint, power: number): bigint {
  if (power >= 0) return value * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (value + divisor - 1n) / divisor;
}

/**
 * The canonical text of a quantity: the largest suffix without a fraction, so `1500m`, `2Gi`, `1e3`.
 * Binary ones under 1024 or with a fraction are written decimal. Amounts over the largest suffix keep it (`1000E`).
 */
export function formatQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  const size = nanos < 0n ? -nanos : nanos;
  if (format === 'binary' && size >= 1024n * NANO && nanos % NANO === 0n) return binaryText(nanos / NANO);
  let mantissa = nanos;
  let exponent = -9;
  while (mantissa % 1000n === 0n && (format === 'exponent' || exponent < LARGEST_DECIMAL_SUFFIX)) {
    mantissa /= 1000n;
    exponent += 3;
  }
  if (exponent === 0) return String(mantissa);
  return format === 'exponent'
    ? `${mantissa}e${exponent}`
    : `${mantissa}${DECIMAL_NAMES.get(exponent) ?? ''}`;
}

function binaryText(value: bigint): string {
  let mantissa = value;
  let power = 0;
  while (mantissa % 1024n === 0n && power < BINARY_SUFFIXES.length - 1) {
    mantissa /= 1024n;
    power += 1;
  }
  return `${mantissa}${BINARY_SUFFIXES[power] ?? ''}`;
}

/**
 * The canonical text of what a manifest has as a quantity: `1000m` -> `1`, `2048Mi` -> `2Gi`, `0.5` -> `500m`.
 * @returns undefined where it is no quantity
 */
export function canonicalQuantity(value: string | number | bigint): string | undefined {
  if (typeof value === 'string' && CANONICAL.test(value)) return value;
  const quantity = parseQuantity(value);
  return quantity === undefined ? undefined : formatQuantity(quantity);
}

/** Whether a value of a manifest is a quantity. */
export function isQuantity(value: unknown): value is string | number | bigint {
  if (typeof value === 'string') return CANONICAL.test(value) || parseQuantity(value) !== undefined;
  return (typeof value === 'number' || typeof value === 'bigint') && parseQuantity(value) !== undefined;
}

/** Negative where `a` is the smaller amount, positive where it is the larger one, 0 where they are equal. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  if (a.nanos === b.nanos) return 0;
  return a.nanos < b.nanos ? -1 : 1;
}

/** The sum, in the format of the first; in that of the second where the first is zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format };
}
