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
  if (minutes === undefined || hours === undefined || days === undefined || weekDays === undefined)
    return undefined;
  const times = numbersOf(hour, hours).flatMap((one) =>
    numbersOf(minute, minutes).map((part) => one * HOUR + part * 60),
  );
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const inside = sorted.slice(1).map((time, index) => time - (sorted[index] ?? 0));
  const overNight = (sorted[0] ?? 0) + DAY - (sorted.at(-1) ?? 0);
  const skipped = daysBetween(day, numbersOf(day, days), weekDay, numbersOf(weekDay, weekDays)) - 1;
  return Math.min(...inside, overNight + skipped * DAY);
}

/** Days from one on which it runs to the next, at least: either field is enough where both are said. */
function daysBetween(
  day: string,
  days: readonly number[],
  weekDay: string,
  weekDays: readonly number[],
): number {
  if (isAny(day) && isAny(weekDay)) return 1;
  if (isAny(day))
    return circular(
      weekDays.map((one) => one % 7),
      7,
    );
  return isAny(weekDay) ? circular(days, 28) : 1;
}

function circular(numbers: readonly number[], length: number): number {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const inside = sorted.slice(1).map((one, index) => one - (sorted[index] ?? 0));
  return Math.max(1, Math.min(...inside, (sorted[0] ?? 0) + length - (sorted.at(-1) ?? 0)));
}
