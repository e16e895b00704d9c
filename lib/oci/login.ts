import { isPlain } from '../core/manifest/plain';
import { challengesOf } from './challenge';
import type { Credentials } from './credentials';
import { isLoopback } from './loopback';
import { RegistryProblem } from './problem';
import { type Answer, type Ask, hostOf, send, type Transport } from './request';
import { jsonOf, statusProblem } from './status-problem';

/** What a registry is asked to allow. */
export interface Wanted {
  readonly repository: string;
  readonly credentials: Credentials | undefined;
  /** Milliseconds of the clock. */
  readonly now: number;
}

/** Bytes that the answer of a token server may have. */
const LONGEST_TOKEN = 1_048_576;

/** What a header can hold. */
const TOKEN = /^[\x21-\x7e]+$/;

const CLIENT = 'bulwark';

/**
 * The header `Authorization` that an answer 401 asks for.
 * Source: distribution, token authentication specification, and OAuth2 of it.
 * @returns undefined where nothing that is kept fits
 * @throws RegistryProblem where the token server gives none
 */
export async function authorize(
  refused: Answer,
  { repository, credentials, now }: Wanted,
  transport: Transport,
): Promise<string | undefined> {
  const challenges = challengesOf(refused.headers['www-authenticate']);
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer === undefined) {
    const isBasic = challenges.some(({ scheme }) => scheme === 'basic');
    return isBasic && credentials?.kind === 'password' ? basic(credentials) : undefined;
  }
  if (credentials?.kind === 'registry') return `Bearer ${checked(credentials.token, refused.url)}`;
  const realm = realmOf(bearer.parameters.get('realm'), refused.url);
  const service = bearer.parameters.get('service');
  const scope = `repository:${repository}:pull`;
  const wanted = { ...(service === undefined ? {} : { service }), scope };
  const answer = await send(...tokenRequest(realm, wanted, credentials), transport);
  if (answer.status === 401 || answer.status === 403) {
    const who = credentials === undefined ? 'anybody' : 'the login that Docker keeps';
    throw new RegistryProblem(
      `${hostOf(answer.url)} answers ${answer.status}: it gives ${who} no token for ${repository}. Fix: docker login ${hostOf(refused.url)}`,
    );
  }
  if (answer.status !== 200) throw statusProblem(answer, `token for ${repository}`, now);
  return `Bearer ${checked(tokenIn(answer), answer.url)}`;
}

function tokenRequest(
  realm: URL,
  wanted: Readonly<Record<string, string>>,
  credentials: Credentials | undefined,
): [URL, Ask] {
  const most = LONGEST_TOKEN;
  if (credentials?.kind === 'identity') {
    const fields = { grant_type: 'refresh_token', client_id: CLIENT, refresh_token: credentials.token };
    const body = new URLSearchParams({ ...fields, ...wanted }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return [realm, { method: 'POST', headers, body, most }];
  }
  const url = new URL(realm);
  for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
  const headers = credentials?.kind === 'password' ? { Authorization: basic(credentials) } : undefined;
  return [url, { method: 'GET', headers: headers ?? {}, most }];
}

/** Where tokens come from: never without TLS, but on this machine for a registry that is here too. */
function realmOf(text: string | undefined, registry: URL): URL {
  const realm = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = realm?.protocol === 'http:' && registry.protocol === 'http:' && isLoopback(realm.hostname);
  if (realm === undefined || !(realm.protocol === 'https:' || isLocal)) {
    throw new RegistryProblem(`${hostOf(registry)} names no token server with https://; needs one`);
  }
  realm.username = '';
  realm.password = '';
  return realm;
}

function tokenIn({ body }: Answer): unknown {
  const value = jsonOf(body);
  return isPlain(value) ? (value.token ?? value.access_token) : undefined;
}

function checked(token: unknown, from: URL): string {
  if (typeof token === 'string' && TOKEN.test(token)) return token;
  throw new RegistryProblem(`${hostOf(from)} gives no token; needs token or access_token in JSON`);
}

function basic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
