import { dayOf } from '../core/policy/waiver';
import { type Io, UsageError } from './io';

/** The day of a run: the option, else `BULWARK_TODAY`, else the clock. */
export function dayFrom(option: string | undefined, io: Io, name = '--today'): string {
  const variable = io.env.BULWARK_TODAY;
  const given = option ?? (variable === undefined || variable === '' ? undefined : variable);
  if (given === undefined) return io.now().toISOString().slice(0, 10);
  if (dayOf(given) !== undefined) return given;
  const source = option === undefined ? 'BULWARK_TODAY' : name;
  throw new UsageError([`${source}: found ${JSON.stringify(given)}; needs a day such as 2026-11-21`]);
}
