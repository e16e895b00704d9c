import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** How often the blocks of each function ran: the function itself first, blocks as often run as what they are in left out. */
type Counts = ReadonlyMap<string, readonly Range[]>;

/** What runs less often than this says nothing about growth: it may be the first of a few. */
const NOTABLE = 1_000;

/**
 * How many times as often some part of the library runs for the second call as for the first, at the most, and where:
 * give it the work for n things and that for twice as many, and 2 is linear. V8 counts how often each function and each
 * block of lib/ runs, without its optimising compiler, so it is the same on every machine. What V8 does by itself, in a regular expression say, is not
 * counted.
 */
export function growth(
  few: () => void,
  many: () => void,
): { readonly times: number; readonly where: string } {
  const before = countsOf(few);
  let most = { times: 0, where: '' };
  for (const [name, ranges] of countsOf(many)) {
    for (const range of ranges) {
      if (range.count < NOTABLE) continue;
      const times = range.count / Math.max(countAt(before.get(name) ?? [], range), 1);
      if (times > most.times) most = { times, where: `${name}, at ${range.startOffset}` };
    }
  }
  if (most.times === 0) throw new Error('no code of lib/ was seen to run often');
  return most;
}

/** The count of the smallest block that holds a range. */
function countAt(ranges: readonly Range[], { startOffset, endOffset }: Range): number {
  const around = ranges.filter((range) => range.startOffset <= startOffset && range.endOffset >= endOffset);
  around.sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
  return around[0]?.count ?? 0;
}

function countsOf(run: () => void): Counts {
  const session = new Session();
  const counts = new Map<string, readonly Range[]>();
  session.connect();
  setFlagsFromString('--no-opt');
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    run();
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error !== null) throw new Error(error.message);
      for (const { url, functions } of result) {
        if (!url.includes('/lib/')) continue;
        for (const { functionName, ranges } of functions) {
          const [whole] = ranges;
          counts.set(`${url.replace(/.*\/lib\//, 'lib/')} ${functionName} ${whole?.startOffset}`, ranges);
        }
      }
    });
    return counts;
  } finally {
    session.disconnect();
    setFlagsFromString('--opt');
  }
}
