/** The label of a binding that gives somebody rights in an emergency. */
export const BREAK_GLASS_LABEL = 'bulwark.dev/break-glass';

/** The annotation with the end of such a binding: the first moment at which it no longer holds, in UTC. */
export const UNTIL_ANNOTATION = 'bulwark.dev/until';

/** The annotation with the reason of such a binding. */
export const REASON_ANNOTATION = 'bulwark.dev/reason';

/** How an end is written: RFC 3339 in UTC, without fractions of a second. */
export const UNTIL_PATTERN = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$';

/** The longest name of a Role for emergencies: a binding has its end and whom it is for behind it, `-2027-01-31t140000z-0123abcd`. */
export const ROLE_LIMIT = 63 - '-2027-01-31t140000z-0123abcd'.length;

/** The shortest and the longest time that rights for an emergency may last, in seconds: 5 minutes and a day. */
export const SHORTEST = 300;
export const LONGEST = 86_400;

/** What a time that is too short, too long or none should be, in words. */
export const DURATION_NEEDS = 'minutes or hours from 5m to 24h, such as 90m or 4h';

/** A number of minutes or hours, such as `90m` or `4h`, in seconds; undefined for anything else and what is out of range. */
export function durationOf(text: string): number | undefined {
  const [, digits, unit] = /^([1-9][0-9]{0,3})([mh])$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const seconds = Number(digits) * (unit === 'h' ? 3600 : 60);
  return seconds < SHORTEST || seconds > LONGEST ? undefined : seconds;
}

/** A moment as bindings have it; fractions of a second are cut off. */
export function untilText(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}

/** An RFC 3339 moment, in any time zone; undefined for anything else, days that there are not included. */
export function momentOf(text: string): Date | undefined {
  const [, day, hour] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
  if (day === undefined || Number(hour) > 23) return undefined;
  const start = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== day) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
