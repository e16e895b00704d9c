/** A field of a schedule: its bounds, and names that stand for numbers. */
export interface Bounds {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The fields of a schedule, in their order. */
export const FIELDS: readonly [Bounds, Bounds, Bounds, Bounds, Bounds] = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of the month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'day of the week', least: 0, most: 6, names: DAYS },
];

const NAMED = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const EVERY = '@every ';
const DURATION = /^[+-]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;
const INTEGER = /^\+?\d+$/;
/** The largest number that the parser reads. */
const MOST = 2n ** 63n - 1n;
/** White space as Go's `strings.Fields` has it. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * What a schedule needs to be one, or undefined. Source: the parser that the API server and the controller share
 * (robfig/cron, standard form): five fields of numbers, names, ranges, lists and steps, or a name such as `@daily`.
 */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.includes('TZ')) return 'a schedule without TZ or CRON_TZ; the zone is in timeZone';
  if (schedule.startsWith('@')) return descriptorProblem(schedule);
  const parts = partsOf(schedule);
  if (parts.length !== FIELDS.length)
    return 'five fields: minute, hour, day of the month, month, day of the week';
  for (const [index, bounds] of FIELDS.entries()) {
    const problem = fieldProblem(parts[index] ?? '', bounds);
    if (problem !== undefined) return `a ${bounds.name} ${problem}`;
  }
  return undefined;
}

/** The fields of a schedule that is no name. */
export function partsOf(schedule: string): string[] {
  return schedule.split(SPACE).filter((part) => part !== '');
}

function descriptorProblem(text: string): string | undefined {
  if (NAMED.includes(text)) return undefined;
  if (text.startsWith(EVERY) && DURATION.test(text.slice(EVERY.length))) return undefined;
  return `one of ${NAMED.join(', ')}, or @every with a duration such as 1h30m`;
}

function fieldProblem(field: string, bounds: Bounds): string | undefined {
  for (const range of field.split(',')) {
    const problem = range === '' ? undefined : rangeProblem(range, bounds);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function rangeProblem(range: string, bounds: Bounds): string | undefined {
  const { least, most } = bounds;
  const limits = `from ${least} to ${most}`;
  const [interval = '', step, ...more] = range.split('/');
  const [from = '', to, ...rest] = interval.split('-');
  if (more.length > 0) return 'with one slash at most';
  if (step !== undefined && !(INTEGER.test(step) && Number(step) > 0 && BigInt(step) <= MOST))
    return 'with a step above 0 after the slash';
  if (from === '*' || from === '?') return undefined;
  if (rest.length > 0) return 'with one hyphen at most';
  const first = numberOf(from, bounds);
  const end = to === undefined ? (step === undefined ? first : most) : numberOf(to, bounds);
  if (first === undefined || end === undefined || first < least || end > most) return limits;
  return first > end ? 'whose range begins below its end' : undefined;
}

/** The number that a string means in a field; undefined where it means none. */
export function numberOf(text: string, { least, names }: Bounds): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  if (index >= 0) return index + least;
  return INTEGER.test(text) ? Number(text) : undefined;
}
