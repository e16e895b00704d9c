import { type Bounds, FIELDS, numberOf, partsOf } from './schedule';

/** The most days that each month has; February with the day of leap years. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a valid schedule names only dates that no year has, such as 31 February: the API server takes it, and nothing
 * ever runs. Where a day of the week is said too, either is enough. Source: the schedules of robfig/cron.
 */
export function neverRuns(schedule: string): boolean {
  const [, , day = '*', month = '*', weekDay = '*'] = partsOf(schedule);
  const [, , dayBounds, monthBounds] = FIELDS;
  if (isAny(day) || !isAny(weekDay)) return false;
  const days = numbersOf(day, dayBounds);
  const months = numbersOf(month, monthBounds);
  return !months.some((one) => days.some((date) => date <= (DAYS[one - 1] ?? 0)));
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/**
 * Whether a valid schedule of the form `@every 10s` runs more than once a minute. The API server takes it, durations of
 * nothing and less than nothing too, and each of them is a run a second.
 */
export function isTooOften(schedule: string): boolean {
  const seconds = everySeconds(schedule);
  return seconds !== undefined && seconds < 60;
}

/** The seconds of a schedule of the form `@every 10s`, below zero where it says so; undefined for any other. */
export function everySeconds(schedule: string): number | undefined {
  const [, sign, text = ''] = /^@every ([+-]?)(.*)$/.exec(schedule) ?? [];
  if (sign === undefined) return undefined;
  const parts = [...text.matchAll(/([\d.]+)([a-zµμ]+)/g)];
  const seconds = parts.reduce((sum, [, value, unit = '']) => sum + Number(value) * (UNITS[unit] ?? 0), 0);
  return sign === '-' ? -seconds : seconds;
}

/** Whether a field leaves its part of the date to the others: with a step above one it does not. */
export function isAny(field: string): boolean {
  return field.split(',').some((range) => /^[*?](?:-[^/]*)?(?:\/\+?0*1)?$/.test(range));
}

/** The numbers that a field names. */
export function numbersOf(field: string, bounds: Bounds): number[] {
  return field.split(',').flatMap((range) => (range === '' ? [] : rangeOf(range, bounds)));
}

function rangeOf(range: string, bounds: Bounds): number[] {
  const [interval = '', step] = range.split('/');
  const [from = '', to] = interval.split('-');
  const all = from === '*' || from === '?';
  const first = all ? bounds.least : (numberOf(from, bounds) ?? bounds.least);
  const open = all || (to === undefined && step !== undefined);
  const last = open ? bounds.most : to === undefined ? first : (numberOf(to, bounds) ?? bounds.most);
  const found: number[] = [];
  for (let number = first; number <= last; number += step === undefined ? 1 : Number(step))
    found.push(number);
  return found;
}
