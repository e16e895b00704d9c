import type { Measured } from './sides/child';

/** The middle one of some numbers; of an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** What several runs of one side say together: medians of times, the largest memory. */
export interface Summary extends Measured {
  readonly runs: number;
  /** Construction and synthesis together, milliseconds. */
  readonly total: number;
}

/** @throws Error where two runs did not write the same number of objects */
export function summarize(runs: readonly Measured[]): Summary {
  const counts = new Set(runs.map(({ objects }) => objects));
  const [objects] = counts;
  if (objects === undefined || counts.size > 1) throw new Error('runs of one side wrote different objects');
  return {
    runs: runs.length,
    construction: median(runs.map(({ construction }) => construction)),
    synth: median(runs.map(({ synth }) => synth)),
    total: median(runs.map(({ construction, synth }) => construction + synth)),
    objects,
    memory: Math.max(...runs.map(({ memory }) => memory)),
  };
}
