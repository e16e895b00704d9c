import zones from './time-zones.json';

const PART = /^[A-Za-z._0-9+][A-Za-z.\-_0-9+]{0,13}$/;
const ZONES: ReadonlySet<string> = new Set(zones);

/** What a time zone needs to be one, or undefined. Source: `validateTimeZone`, and the zones that Go brings. */
export function timeZoneProblem(zone: string): string | undefined {
  const wrong = zone.split('/').some((part) => part === '.' || part === '..' || !PART.test(part));
  if (wrong || zone.toLowerCase() === 'local' || !ZONES.has(zone)) return 'a time zone of the IANA database';
  return undefined;
}
