import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connectionProblem } from './connection-problem';
import { isLoopback } from './loopback';
import { RegistryProblem } from './problem';

/** How registries are spoken to. */
export interface Transport {
  /** Certificates of authorities in PEM, in place of those that Node.js brings. @default those of Node.js */
  readonly ca?: readonly string[];
  /** Whether registries on this machine are spoken to without TLS. */
  readonly insecureHttp: boolean;
  /** Milliseconds that a request may take, with its answer. */
  readonly timeout: number;
}

/** What is asked of a server. */
export interface Ask {
  readonly method: 'HEAD' | 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bytes that the answer may have. */
  readonly most: number;
}

/** What a server said. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Steps to other addresses that one request may take. */
const MOST_REDIRECTS = 5;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Asks a server, and follows to where it sends. What authorizes goes to the first host alone: whatever else a redirect leads to
 * gets none of it. A body goes to the first address alone, since it may hold a credential.
 * @throws RegistryProblem where no answer comes, or one that is too long, or a redirect leads to no safe place
 */
export async function send(first: URL, ask: Ask, transport: Transport): Promise<Answer> {
  let url = first;
  let headers = ask.headers;
  for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
    const answer = await sendOnce(url, { ...ask, headers }, transport);
    if (!REDIRECTS.includes(answer.status)) return answer;
    if (ask.method === 'POST') throw new RegistryProblem(`${hostOf(url)} redirects a login; needs an answer`);
    const next = redirected(answer);
    if (next.host !== url.host || next.protocol !== url.protocol) headers = without(headers, 'authorization');
    url = next;
  }
  throw new RegistryProblem(`${hostOf(first)} redirects more than ${MOST_REDIRECTS} times; needs an answer`);
}

function redirected({ url, headers }: Answer): URL {
  const { location = '' } = headers;
  const next = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
  if (next === undefined || location === '') {
    throw new RegistryProblem(`${hostOf(url)} redirects to no address; needs one`);
  }
  const isSafe = next.protocol === 'https:' || (next.protocol === 'http:' && url.protocol === 'http:');
  if (!isSafe) throw new RegistryProblem(`${hostOf(url)} redirects to ${next.protocol}//; needs https://`);
  next.username = '';
  next.password = '';
  return next;
}

function without(headers: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key.toLowerCase() !== name));
}

/** Host and port, for messages: a path or a query may hold more than a log should. */
export function hostOf(url: URL): string {
  return url.host;
}

function sendOnce(url: URL, { method, headers, body, most }: Ask, transport: Transport): Promise<Answer> {
  const { ca, insecureHttp, timeout } = transport;
  const isPlain = url.protocol === 'http:';
  if (isPlain && !(insecureHttp && isLoopback(url.hostname))) {
    throw new RegistryProblem(`${hostOf(url)} would be asked without TLS; needs https://`);
  }
  const signal = AbortSignal.timeout(timeout);
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => {
      if (error instanceof RegistryProblem) reject(error);
      else reject(connectionProblem(hostOf(url), error, signal.aborted ? timeout : undefined));
    };
    const heard = (response: IncomingMessage): void => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('error', failed);
      response.on('data', (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size > most) response.destroy(tooLong(url, most));
      });
      response.on('end', () =>
        resolve({
          url,
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
    };
    const options = { method, headers: { 'User-Agent': 'bulwark', ...headers }, signal };
    const sent = isPlain
      ? httpRequest(url, options, heard)
      : // Whatever the environment says of certificates, ours are looked at.
        httpsRequest(
          url,
          { ...options, rejectUnauthorized: true, ...(ca === undefined ? {} : { ca: [...ca] }) },
          heard,
        );
    sent.on('error', failed);
    sent.end(body);
  });
}

function tooLong(url: URL, most: number): RegistryProblem {
  return new RegistryProblem(`${hostOf(url)} answers with more than ${most} bytes; needs a registry`);
}
