import { isInt64, resolveInteger, resolvePlain, type Scalar } from './scalars';

const CORE = 'tag:yaml.org,2002:';

export const MERGE_TAG = `${CORE}merge`;
export const FLOAT_TAG = `${CORE}float`;

/** A tag in full as it is usually written: `!!int` for `tag:yaml.org,2002:int`. */
export function shortTag(tag: string): string {
  return tag.startsWith(CORE) ? `!!${tag.slice(CORE.length)}` : tag;
}

/** What a tagged scalar is, or why it cannot be that. */
export type Tagged = { readonly value: Scalar } | { readonly needs: string };

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A scalar with an explicit tag (in full), as go-yaml v2 resolves it: an unknown tag makes a string. */
export function resolveTagged(tag: string, text: string): Tagged {
  switch (tag) {
    case `${CORE}null`:
      return resolvePlain(text) === null ? { value: null } : { needs: 'null, ~ or nothing after !!null' };
    case `${CORE}bool`:
      return typed(text, 'boolean', 'a boolean such as true after !!bool');
    case `${CORE}int`:
      return integer(text);
    case FLOAT_TAG:
      return float(text);
    case `${CORE}timestamp`:
      return isTimestamp(text) ? { value: text } : { needs: 'a date such as 2001-12-31 after !!timestamp' };
    case `${CORE}binary`:
      return binary(text);
    default:
      return { value: text };
  }
}

function typed(text: string, type: string, needs: string): Tagged {
  const value = resolvePlain(text);
  return typeof value === type ? { value } : { needs };
}

function integer(text: string): Tagged {
  return resolveInteger(text) === undefined
    ? { needs: 'a whole number after !!int' }
    : { value: resolvePlain(text) };
}

function float(text: string): Tagged {
  const value = resolvePlain(text);
  const whole = resolveInteger(text);
  if (typeof value === 'bigint') {
    const rounded = BigInt(String(Number(value)));
    return rounded === value
      ? { value }
      : { needs: 'a number that stays the same as a double after !!float' };
  }
  const tooLarge = whole !== undefined && !isInt64(whole);
  return typeof value === 'number' && !tooLarge ? { value } : { needs: 'a number after !!float' };
}

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+](\d\d):(\d\d)))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?))?$/;

/** Whether a string is a date, or a date and a time, that exist. */
function isTimestamp(text: string): boolean {
  const parts = TIMESTAMP.exec(text);
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0, ...times] = parts.slice(1).map((part) => Number(part ?? 0));
  const [
    hour = 0,
    minute = 0,
    second = 0,
    zoneHour = 0,
    zoneMinute = 0,
    hours = 0,
    minutes = 0,
    seconds = 0,
  ] = times;
  const isTime = Math.max(hour, hours) < 24 && Math.max(minute, minutes, second, seconds) < 60;
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  return isDay && isTime && zoneHour <= 24 && zoneMinute < 60;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function binary(text: string): Tagged {
  const packed = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(packed)) return { needs: 'base64 after !!binary' };
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  try {
    return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return {
      needs:
        'base64 of UTF-8 text after !!binary (other bytes would be changed: give the base64 without the tag)',
    };
  }
}
