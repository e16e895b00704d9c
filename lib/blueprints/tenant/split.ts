import { formatQuantity, parseQuantity } from '../../core/manifest/quantity';
import type { Quota } from '../../model/namespace';

const NANO = 1_000_000_000n;
const HUNDRED = 100n;

/**
 * Parts of a whole by shares in percent. The parts of shares that are 100 together are the whole, exactly; others are never more
 * than their shares of it. What rounding down leaves goes to the largest remainders, one each, the first of equal ones.
 */
export function splitWhole(whole: bigint, shares: readonly number[]): bigint[] {
  const exact = shares.map((share) => whole * BigInt(share));
  const parts = exact.map((hundredths) => hundredths / HUNDRED);
  const sum = exact.reduce((all, one) => all + one, 0n) / HUNDRED;
  let left = sum - parts.reduce((all, one) => all + one, 0n);
  const byRemainder = exact
    .map((hundredths, index) => ({ index, rest: hundredths % HUNDRED }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}

/** What a quantity is split in, in billionths: the first that divides it, so that the parts read well. */
const UNITS = {
  cores: [NANO / 1000n, 1n],
  binary: [NANO * 1024n ** 2n, NANO * 1024n, NANO],
  decimal: [NANO * 1_000_000n, NANO * 1000n, NANO],
} as const;

/** A quantity in parts by shares; of bytes, each part is whole. */
export function splitQuantity(text: string, shares: readonly number[], what: 'cores' | 'bytes'): string[] {
  const quantity = parseQuantity(text);
  if (quantity === undefined) return shares.map(() => text);
  const { nanos, format } = quantity;
  const units = what === 'cores' ? UNITS.cores : format === 'binary' ? UNITS.binary : UNITS.decimal;
  const unit = units.find((one) => nanos % one === 0n) ?? 1n;
  return splitWhole(nanos / unit, shares).map((part) => formatQuantity({ nanos: part * unit, format }));
}

/** A number in parts by shares. */
export function splitCount(count: number, shares: readonly number[]): number[] {
  return splitWhole(BigInt(count), shares).map(Number);
}

/** A quota in parts by shares. */
export function splitQuota(quota: Quota, shares: readonly number[]): Quota[] {
  const { storage, claims } = quota;
  const [cpu, memory] = [
    splitQuantity(quota.cpu, shares, 'cores'),
    splitQuantity(quota.memory, shares, 'bytes'),
  ];
  const [pods, configMaps, secrets] = [quota.pods, quota.configMaps, quota.secrets].map((count) =>
    splitCount(count, shares),
  );
  const sizes = storage === undefined ? undefined : splitQuantity(storage, shares, 'bytes');
  const counts = claims === undefined ? undefined : splitCount(claims, shares);
  return shares.map((_share, index) => ({
    cpu: cpu[index] ?? '0',
    memory: memory[index] ?? '0',
    pods: pods?.[index] ?? 0,
    configMaps: configMaps?.[index] ?? 0,
    secrets: secrets?.[index] ?? 0,
    ...(sizes === undefined ? {} : { storage: sizes[index] ?? '0' }),
    ...(counts === undefined ? {} : { claims: counts[index] ?? 0 }),
  }));
}
