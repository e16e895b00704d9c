import zones from './time-zones.json';

const ZONES: ReadonlySet<string> = new Set(zones);

/** What a time zone needs to be one, or undefined. Source: `validateTimeZone`, and the zones that Go brings. */
export function timeZoneProblem(zone: string): string | undefined {
  return ZONES.has(zone) ? undefined : 'a time zone of the IANA database';
}
