import { RegistryProblem } from './problem';
import { type Answer, hostOf } from './request';

/** Codes of the distribution specification that a message repeats; nothing else of an answer is repeated. */
const CODE = /^[A-Z_]{1,40}$/;

/** Seconds to wait where a server does not say how long. */
const UNKNOWN_WAIT = 1;

/** An answer that is no success, in words. @param what was asked for, such as the reference @param now milliseconds */
export function statusProblem(answer: Answer, what: string, now: number): RegistryProblem {
  const { status } = answer;
  const code = errorCode(answer.body);
  const host = hostOf(answer.url);
  const said = `${host} answers ${status}${code === undefined ? '' : ` ${code}`}`;
  if (status === 404)
    return new RegistryProblem(`${said}: it has no ${what}; needs a reference that was pushed`);
  if (status === 401) return new RegistryProblem(`${said}: it wants a login. Fix: docker login ${host}`);
  if (status === 403) {
    return new RegistryProblem(`${said}: the login may not read ${what}; needs one that may pull`);
  }
  if (status === 429) {
    const wait = retryAfter(answer.headers['retry-after'], now);
    const when = wait === undefined ? 'later' : `in ${wait} s`;
    return new RegistryProblem(
      `${said}: too many requests. Fix: try again ${when}, or log in`,
      wait ?? UNKNOWN_WAIT,
    );
  }
  if (status >= 500) {
    const wait = retryAfter(answer.headers['retry-after'], now) ?? UNKNOWN_WAIT;
    return new RegistryProblem(`${said}: the registry is broken or busy. Fix: try again later`, wait);
  }
  return new RegistryProblem(`${said}; needs a registry of the OCI distribution API`);
}

/** Seconds that a header `Retry-After` says: a number, or a date. Source: RFC 9110, section 10.2.3. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

function errorCode(body: Buffer): string | undefined {
  const value = jsonOf(body);
  const errors: unknown =
    typeof value === 'object' && value !== null && 'errors' in value ? value.errors : [];
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const code: unknown =
    typeof first === 'object' && first !== null && 'code' in first ? first.code : undefined;
  return typeof code === 'string' && CODE.test(code) ? code : undefined;
}

/** JSON, or undefined where it is none. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
