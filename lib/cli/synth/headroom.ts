import { parseQuantity } from '../../core/manifest/quantity';
import type { Headroom, HeadroomAmount } from '../../core/quota/headroom';

const MOST_QUOTAS = 8;

/** How much of each quota is needed, the fullest quota first: `shop: requests.cpu 3410m of 40, pods 24 of 100`. */
export function headroomRows(quotas: readonly Headroom[]): (readonly [string, string])[] {
  const sorted = [...quotas].sort((a, b) => fullest(b) - fullest(a) || (a.namespace < b.namespace ? -1 : 1));
  const shown = sorted.slice(0, MOST_QUOTAS).map(lineOf);
  const rest = quotas.length - shown.length;
  const lines = rest > 0 ? [...shown, `… and ${rest} more`] : shown;
  return lines.map((line, index) => [index === 0 ? 'quota' : '', line]);
}

function lineOf({ namespace, amounts }: Headroom): string {
  return `${namespace}: ${amounts.map(({ name, needed, hard }) => `${name} ${needed} of ${hard}`).join(', ')}`;
}

/** The largest share of an amount that is needed. */
function fullest({ amounts }: Headroom): number {
  return Math.max(0, ...amounts.map(shareOf));
}

function shareOf({ needed, hard }: HeadroomAmount): number {
  const [part, all] = [parseQuantity(needed)?.nanos ?? 0n, parseQuantity(hard)?.nanos ?? 0n];
  return all === 0n ? (part === 0n ? 0 : Number.MAX_VALUE) : Number((part * 10_000n) / all);
}
