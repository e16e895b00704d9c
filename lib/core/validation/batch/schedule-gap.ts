import { FIELDS, partsOf, scheduleProblem } from './schedule';
import { everySeconds, isAny, numbersOf } from './schedule-dates';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Seconds between two runs of the schedules that have names, at least. */
const NAMED: Readonly<Record<string, number>> = {
  '@hourly': HOUR,
  '@daily': DAY,
  '@midnight': DAY,
  '@weekly': 7 * DAY,
  '@monthly': 28 * DAY,
  '@yearly': 365 * DAY,
  '@annually': 365 * DAY,
};

/** Seconds between two runs of a schedule, at least; undefined where it is none. Months and time zones do not count. */
export function shortestGap(schedule: string): number | undefined {
  if (scheduleProblem(schedule) !== undefined) return undefined;
  if (schedule.startsWith('@')) return NAMED[schedule] ?? everySeconds(schedule);
  const [minute = '*', hour = '*', day = '*', , weekDay = '*'] = partsOf(schedule);
  const [minutes, hours, days, , weekDays] = FIELDS;
  const times = numbersOf(hour, hours).flatMap((one) =>
    numbersOf(minute, minutes).map((part) => one * HOUR + part * 60),
  );
  return shortest(times, DAY * daysBetween(day, numbersOf(day, days), weekDay, numbersOf(weekDay, weekDays)));
}

/** Days from one on which it runs to the next, at least: either field is enough where both are said. */
function daysBetween(
  day: string,
  days: readonly number[],
  weekDay: string,
  weekDays: readonly number[],
): number {
  if (isAny(day) && isAny(weekDay)) return 1;
  if (isAny(day)) return shortest(weekDays, 7);
  return isAny(weekDay) ? Math.max(1, shortest(days, 28)) : 1;
}

/** The shortest way from one number to the next, where the first one follows the last one after a length. */
function shortest(numbers: readonly number[], length: number): number {
  const [first, ...others] = [...new Set(numbers)].sort((a, b) => a - b);
  if (first === undefined) return length;
  let [least, before] = [length, first];
  for (const next of [...others, first + length]) {
    least = Math.min(least, next - before);
    before = next;
  }
  return least;
}
