import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseImage } from '../../lib/core/manifest/image';
import { type ClientOptions, RegistryClient } from '../../lib/oci/client';
import { selfSigned } from './certificate';
import {
  digestAt,
  type Fake,
  goodRegistry,
  INDEX,
  MANIFEST,
  manifestText,
  type Say,
  serve,
  sha256,
} from './fake-registry';

let home = '';
const started: Fake[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'registry-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((fake) => fake.close()));
  rmSync(home, { recursive: true });
});

async function start(...args: Parameters<typeof serve>): Promise<Fake> {
  const fake = await serve(...args);
  started.push(fake);
  return fake;
}

/** Asks for an image, without waiting between tries. */
function ask(image: string, more: Partial<ClientOptions> = {}, waits: number[] = []) {
  const parsed = parseImage(image);
  if (typeof parsed === 'string') throw new Error(parsed);
  const options: ClientOptions = {
    insecureHttp: true,
    timeout: 2000,
    mirrors: new Map(),
    env: { HOME: home },
    wait: async (milliseconds) => waits.push(milliseconds),
    ...more,
  };
  return new RegistryClient(options).digestOf(parsed);
}

/** Answers with a status, headers and a body. */
function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body = '',
): void {
  response.writeHead(status, headers);
  response.end(body);
}
const always =
  (status: number, headers: Record<string, string> = {}, body = ''): Say =>
  (_, response) =>
    answer(response, status, headers, body);

describe('what a registry tells', () => {
  test('the digest of the index, by one HEAD that asks for indexes first', async () => {
    const fake = await start(goodRegistry);
    const digest = digestAt('shop/web', 'v1');
    expect(await ask(`${fake.host}/shop/web:v1`)).toEqual({ digest, isIndex: true });
    expect(fake.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'HEAD /v2/shop/web/manifests/v1',
    ]);
    expect(fake.seen[0]?.accept).toMatch(
      /^application\/vnd\.oci\.image\.index\.v1\+json, .*manifest\.v2\+json$/,
    );
    expect(fake.seen[0]?.authorization).toBeUndefined();
  });

  test('a reference without a tag means latest', async () => {
    const fake = await start(goodRegistry);
    expect((await ask(`${fake.host}/web`)).digest).toBe(digestAt('web', 'latest'));
  });

  test.each([
    ['no digest', 200, {}],
    ['no type', 200, { 'Docker-Content-Digest': `sha256:${'0'.repeat(64)}` }],
    ['that HEAD is not allowed', 405, {}],
  ] as const)('where HEAD says %s, the bytes of the manifest decide', async (_, status, headers) => {
    const text = manifestText('a', MANIFEST);
    const fake = await start(({ method }, response) => {
      if (method === 'HEAD') answer(response, status, headers);
      else answer(response, 200, { 'Content-Type': MANIFEST }, text);
    });
    expect(await ask(`${fake.host}/web:1`)).toEqual({ digest: sha256(text), isIndex: false });
  });
});

/** Everything that a registry may do wrong: what it answers, and what is said of it. */
const FAULTS: readonly [string, Say, string][] = [
  [
    '404',
    always(404, {}, '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"x"}]}'),
    'answers 404: it has no web:1',
  ],
  ['403', always(403), 'answers 403: the login may not read web:1'],
  ['401 without a challenge', always(401), 'answers 401: it wants a login. Fix: docker login 127.0.0.1:'],
  ['401 with rubbish', always(401, { 'WWW-Authenticate': '"=,,Bearer' }), 'it wants a login'],
  [
    '429 for long',
    always(429, { 'Retry-After': '3600' }),
    'answers 429: too many requests. Fix: try again in 3600 s',
  ],
  ['429 with rubbish', always(429, { 'Retry-After': 'soon' }), 'try again later, or log in'],
  ['500', always(500), 'answers 500: the registry is broken or busy'],
  ['503', always(503, { 'Retry-After': '7200' }), 'answers 503'],
  ['204', always(204), 'answers 204; needs a registry'],
  ['a page', always(200, { 'Content-Type': 'text/html' }, '<html>log in</html>'), 'answers with no manifest'],
  [
    'JSON that is none',
    always(200, { 'Content-Type': INDEX }, '{"schemaVersion":2'),
    'answers with no manifest',
  ],
  ['a list', always(200, { 'Content-Type': INDEX }, '[]'), 'answers with no manifest'],
  [
    'an old manifest',
    always(200, { 'Content-Type': INDEX }, '{"schemaVersion":1}'),
    'answers with no manifest',
  ],
  [
    'an artifact',
    always(200, { 'Content-Type': INDEX }, '{"schemaVersion":2,"mediaType":"application/wasm"}'),
    'answers with no manifest',
  ],
  [
    'a digest that is none',
    always(200, { 'Content-Type': INDEX, 'Docker-Content-Digest': 'sha256:12' }),
    'tells a digest that is none',
  ],
  [
    'another digest than that of the bytes',
    ({ method }, response) =>
      answer(
        response,
        method === 'HEAD' ? 405 : 200,
        { 'Content-Type': INDEX, 'Docker-Content-Digest': sha256('other') },
        method === 'HEAD' ? '' : manifestText('a'),
      ),
    `tells ${sha256('other')} for a manifest that is ${sha256(manifestText('a'))}`,
  ],
  ['too much', always(200, { 'Content-Type': INDEX }, ' '.repeat(4_194_305)), 'more than 4194304 bytes'],
  ['nothing at all', (_, response) => void response.socket?.destroy(), 'ends the connection'],
  [
    'half of it',
    ({ method }, response) => {
      response.writeHead(200, { 'Content-Type': INDEX, 'Content-Length': '100' });
      response.write('{');
      if (method === 'GET') response.socket?.destroy();
      else response.end();
    },
    'ends the connection',
  ],
  ['no HTTP', (_, response) => void response.socket?.end('SSH-2.0-x\r\n\r\n'), 'answers with no HTTP'],
  [
    'circles',
    (seen, response) => answer(response, 307, { Location: seen.path }),
    'redirects more than 5 times',
  ],
  ['a redirect to nowhere', always(307), 'redirects to no address'],
  ['a redirect to rubbish', always(302, { Location: 'http://[' }), 'redirects to no address'],
  ['a redirect to a file', always(302, { Location: 'file:///etc/passwd' }), 'redirects to file://'],
  [
    'a redirect to plain HTTP elsewhere',
    always(302, { Location: 'http://192.0.2.1/' }),
    '192.0.2.1 would be asked without TLS',
  ],
  [
    'a token server without TLS',
    always(401, { 'WWW-Authenticate': 'Bearer realm="http://192.0.2.1/t"' }),
    'names no token server',
  ],
  ['no token server', always(401, { 'WWW-Authenticate': 'Bearer service="x"' }), 'names no token server'],
];
test.each(FAULTS)('%s is an error in words', async (_, say, message) => {
  const fake = await start(say);
  await expect(ask(`${fake.host}/web:1`)).rejects.toThrow(message);
});

test('an error repeats nothing of an answer but codes of the specification', async () => {
  const fake = await start(always(404, {}, '{"errors":[{"code":"::add-mask::x","message":"\\u001b[2J"}]}'));
  const error = await ask(`${fake.host}/web:1`).catch((thrown: unknown) => thrown);
  expect(String(error)).not.toContain('add-mask');
  expect(String(error)).not.toContain('\u001b');
});

test('time-outs: of a server that says nothing, and of one that never ends', async () => {
  const silent = await start(() => undefined);
  await expect(ask(`${silent.host}/web:1`, { timeout: 50 })).rejects.toThrow('did not answer within 0.05 s');
  const slow = await start(({ method }, response) => {
    if (method === 'HEAD') answer(response, 200);
    else {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    }
  });
  await expect(ask(`${slow.host}/web:1`, { timeout: 200 })).rejects.toThrow('did not answer within 0.2 s');
});

describe('what may pass by itself is tried again', () => {
  test.each([
    ['429 with seconds', 429, { 'Retry-After': '3' }, [3000]],
    ['502 with nothing', 502, {}, [1000]],
  ] as const)('%s', async (_, status, headers, expected) => {
    let times = 0;
    const fake = await start((seen, response) => {
      times += 1;
      if (times === 1) answer(response, status, headers);
      else goodRegistry(seen, response);
    });
    const waits: number[] = [];
    expect((await ask(`${fake.host}/web:1`, {}, waits)).digest).toBe(digestAt('web', '1'));
    expect(waits).toEqual(expected);
  });

  test('three times, and no more', async () => {
    const fake = await start(always(503));
    const waits: number[] = [];
    await expect(ask(`${fake.host}/web:1`, {}, waits)).rejects.toThrow('answers 503');
    expect(waits).toEqual([1000, 2000]);
  });

  test('not where the wait is long', async () => {
    const fake = await start(always(429, { 'Retry-After': new Date(Date.now() + 600_000).toUTCString() }));
    const waits: number[] = [];
    await expect(ask(`${fake.host}/web:1`, {}, waits)).rejects.toThrow(/try again in (59\d|600) s/);
    expect(waits).toEqual([]);
  });
});

test('a mirror is asked in place of the registry, with its path', async () => {
  const fake = await start(goodRegistry);
  const mirrors = new Map([['docker.io', `${fake.host}/hub`]]);
  expect((await ask('redis:8', { mirrors })).digest).toBe(digestAt('hub/library/redis', '8'));
});

describe('TLS', () => {
  const good = selfSigned('localhost');

  test('a certificate of an own authority is taken, and of no other', async () => {
    const fake = await start(goodRegistry, good);
    const port = fake.host.split(':')[1];
    const image = `localhost:${port}/web:1`;
    const secure = { insecureHttp: false };
    expect((await ask(image, { ...secure, ca: [good.cert] })).digest).toBe(digestAt('web', '1'));
    await expect(ask(image, secure)).rejects.toThrow(/no known authority signed. Fix: --ca/);
    await expect(ask(image, { ...secure, ca: [selfSigned('localhost').cert] })).rejects.toThrow(
      'no known authority',
    );
  });

  test('whatever the environment says, certificates are looked at', async () => {
    const fake = await start(goodRegistry, good);
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      await expect(ask(`${fake.host}/web:1`, { insecureHttp: false })).rejects.toThrow(
        'no known authority signed',
      );
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  test('wrong names and old certificates are refused', async () => {
    const other = selfSigned('registry.example.com');
    const fake = await start(goodRegistry, other);
    const port = fake.host.split(':')[1];
    const options = { insecureHttp: false, ca: [other.cert] };
    await expect(ask(`localhost:${port}/web:1`, options)).rejects.toThrow('a certificate for another name');
    const old = selfSigned('localhost', '210101000000Z');
    const expired = await start(goodRegistry, old);
    await expect(ask(`${expired.host}/web:1`, { insecureHttp: false, ca: [old.cert] })).rejects.toThrow(
      'has expired',
    );
  });

  test('plain HTTP is for this machine, and only where it was asked for', async () => {
    const fake = await start(goodRegistry);
    await expect(ask(`${fake.host}/web:1`, { insecureHttp: false })).rejects.toThrow('does not speak TLS');
    expect(fake.seen).toEqual([]);
  });
});

test('what nobody listens to is said', async () => {
  const fake = await start(goodRegistry);
  await fake.close();
  await expect(ask(`${fake.host}/web:1`)).rejects.toThrow(`${fake.host} refuses the connection`);
  await expect(ask('127.0.0.1:99999/web:1')).rejects.toThrow('127.0.0.1:99999 is no host with a port');
});
