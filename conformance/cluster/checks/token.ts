import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import type { Api } from '../api';
import { ask, type Pod, textsIn } from '../pods';
import { until } from '../wait';
import type { Checks } from './checks';

/** What a mounted token lives, in seconds. */
const LIFE = 3600;

/** How much longer a token is accepted, in seconds: the API server forgives clocks a minute, and remembers ten seconds. */
const FORGIVEN = 75;

/** A token that ends within the run. */
export interface ShortToken {
  readonly pod: Pod;
  readonly token: string;
  /** When it ends. Seconds since 1970. */
  readonly ends: number;
}

/**
 * The mounted token is what its volume says, and the API server looks at what is in it: the same claims, signed with
 * the same key, open the same door, and with one claim changed they do not.
 * @param keyFile key with which this cluster signs tokens
 * @returns the token with the same claims, which ends in a few seconds: the API server issues none that ends within ten
 * minutes, so that only one of the suite's own can be seen to expire
 */
export async function checkToken(api: Api, pod: Pod, keyFile: string, checks: Checks): Promise<ShortToken> {
  checks.equal('tokens in the pod, and the seconds that they live', requested(pod), [LIFE]);
  const [header = '', body = ''] = textsIn(await ask(api, pod, 'claims'));
  const claims = decoded(body);
  const now = Math.floor(Date.now() / 1000);
  checks.equal('seconds between issue and end of the token', Number(claims.exp) - Number(claims.iat), LIFE);
  checks.holds('the token is of now', Number(claims.iat) <= now + 60 && Number(claims.exp) > now, body);
  const bound = objectAt(objectAt(claims, 'kubernetes.io'), 'pod');
  checks.equal('it is bound to its pod', bound?.uid, pod.uid);
  const signed = (changed: object): string => signedToken(header, { ...claims, ...changed }, keyFile);
  const ends = now + 5;
  const short = signed({ exp: ends });
  checks.equal('a token with the same claims opens', await statusWith(api, pod, short), 200);
  const kubernetes = { ...objectAt(claims, 'kubernetes.io'), pod: { ...bound, uid: 'another' } };
  const refused: Readonly<Record<string, string>> = {
    'a token that ended an hour ago': signed({ exp: now - LIFE, iat: now - 2 * LIFE, nbf: now - 2 * LIFE }),
    'a token of another pod': signed({ 'kubernetes.io': kubernetes }),
    'a token for another receiver': signed({ aud: ['another'] }),
    'a token of another issuer': signed({ iss: 'https://another.example.com' }),
    'a token with another signature': `${short.split('.').slice(0, 2).join('.')}.${signed({}).split('.')[2]}`,
  };
  for (const [name, token] of Object.entries(refused))
    checks.equal(`${name} opens`, await statusWith(api, pod, token), 401);
  checks.count('tokens refused for one claim or for the signature', Object.keys(refused).length);
  return { pod, token: short, ends };
}

/** The token that opened is refused once its end has come. */
export async function checkExpiry(api: Api, { pod, token, ends }: ShortToken, checks: Checks): Promise<void> {
  const status = await until('the end of a token', FORGIVEN + 60, async () => {
    const answer = await statusWith(api, pod, token);
    return (answer !== 200 || Date.now() / 1000 > ends + FORGIVEN) && answer;
  });
  checks.equal('after its end the token opens', status, 401);
  checks.holds('its end has come', Date.now() / 1000 > ends, 'it was refused before');
  const mounted = await ask(api, pod, `call?method=GET&path=${encodeURIComponent(DOOR)}`);
  checks.equal('the mounted one opens', isPlain(mounted) ? mounted.status : mounted, 200);
}

/** What the account of the pod may read. */
const DOOR = '/api/v1/namespaces/tools/configmaps/settings';

async function statusWith(api: Api, pod: Pod, token: string): Promise<unknown> {
  const query = new URLSearchParams({ method: 'GET', path: DOOR, token });
  const answer = await ask(api, pod, `call?${query}`);
  return isPlain(answer) ? answer.status : answer;
}

/** Seconds that the tokens of a pod's volumes are asked to live. */
function requested(pod: Pod): unknown[] {
  const volumes = objectsAt(objectAt(pod.object, 'spec'), 'volumes');
  const sources = volumes.flatMap((volume) => objectsAt(objectAt(volume, 'projected'), 'sources'));
  const tokens = sources.map((source) => objectAt(source, 'serviceAccountToken'));
  return tokens.filter((token) => token !== undefined).map((token) => token.expirationSeconds);
}

function decoded(part: string): PlainObject {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
  if (isPlain(value)) return value;
  throw new Error(`no claims: ${part}`);
}

/** @param header of a token of this cluster, as it is encoded: it names the key */
function signedToken(header: string, claims: PlainObject, keyFile: string): string {
  if (stringAt(decoded(header), 'alg') !== 'ES256') throw new Error('this cluster signs in another way');
  const text = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  const key = createPrivateKey(readFileSync(keyFile));
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
