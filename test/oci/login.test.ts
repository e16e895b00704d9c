import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseImage } from '../../lib/core/manifest/image';
import { type ClientOptions, RegistryClient } from '../../lib/oci/client';
import { digestAt, type Fake, goodRegistry, type Say, serve } from './fake-registry';

const NAME = 'robot';
const PASSWORD = 'pass:wörd';
const BASIC = `Basic ${Buffer.from(`${NAME}:${PASSWORD}`).toString('base64')}`;

let home = '';
const started: Fake[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'login-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((fake) => fake.close()));
  rmSync(home, { recursive: true });
});

async function start(say: Say): Promise<Fake> {
  const fake = await serve(say);
  started.push(fake);
  return fake;
}

/** What Docker keeps in its file. */
function keep(config: unknown, folder = join(home, '.docker')): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
}

/** A credential helper that is a program, with a note of what it was asked. */
function helper(name: string, script: string): void {
  const path = join(home, `docker-credential-${name}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

function ask(image: string, more: Partial<ClientOptions> = {}) {
  const parsed = parseImage(image);
  if (typeof parsed === 'string') throw new Error(parsed);
  const env = { HOME: home, PATH: `${home}:${process.env.PATH}`, ...more.env };
  const options = {
    insecureHttp: true,
    timeout: 5000,
    mirrors: new Map(),
    wait: async () => undefined,
    ...more,
    env,
  };
  return new RegistryClient(options).digestOf(parsed);
}

const authOf = (name: string, password: string): { auth: string } => ({
  auth: Buffer.from(`${name}:${password}`).toString('base64'),
});

/** A registry that wants what a token server gives for a login. */
function withTokens(wanted: string | undefined, token = 'abc.def'): Say {
  return (seen, response) => {
    const { host } = started[0] ?? { host: '' };
    if (seen.path.startsWith('/token')) {
      const isRight = seen.authorization === wanted;
      response.writeHead(isRight ? 200 : 401);
      response.end(isRight ? JSON.stringify({ token }) : '');
    } else if (seen.authorization === `Bearer ${token}`) goodRegistry(seen, response);
    else {
      const challenge = `Bearer realm="http://${host}/token?a=b",service="the service",scope="repository:*:push"`;
      response.writeHead(401, { 'WWW-Authenticate': challenge });
      response.end();
    }
  };
}

const basicOnly: Say = (seen, response) => {
  if (seen.authorization === BASIC) return goodRegistry(seen, response);
  response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' });
  response.end();
};

test('a token for anybody is asked for with the least scope', async () => {
  const fake = await start(withTokens(undefined));
  expect((await ask(`${fake.host}/a/web:1`)).digest).toBe(digestAt('a/web', '1'));
  expect(fake.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'HEAD /v2/a/web/manifests/1',
    'GET /token?a=b&service=the+service&scope=repository%3Aa%2Fweb%3Apull',
    'HEAD /v2/a/web/manifests/1',
  ]);
});

test('a token for a login: the password goes to the token server alone', async () => {
  const fake = await start(withTokens(BASIC));
  keep({ auths: { [fake.host]: authOf(NAME, PASSWORD) } });
  expect((await ask(`${fake.host}/web:1`)).digest).toBe(digestAt('web', '1'));
  expect(fake.seen.map(({ authorization }) => authorization)).toEqual([undefined, BASIC, 'Bearer abc.def']);
});

test('DOCKER_CONFIG names another folder', async () => {
  const fake = await start(basicOnly);
  const folder = join(home, 'other');
  keep({ auths: { [fake.host]: authOf(NAME, PASSWORD) } }, folder);
  expect((await ask(`${fake.host}/web:1`, { env: { DOCKER_CONFIG: folder } })).digest).toBe(
    digestAt('web', '1'),
  );
});

test.each([
  ['host', (host: string) => host],
  ['URL', (host: string) => `https://${host}`],
  ['old URL', (host: string) => `https://${host}/v1/`],
  ['new URL', (host: string) => `http://${host}/v2`],
])('credentials are found by the %s', async (_, keyed) => {
  const fake = await start(basicOnly);
  keep({ auths: { [keyed(fake.host)]: { username: NAME, password: PASSWORD } } });
  expect((await ask(`${fake.host}/web:1`)).digest).toBe(digestAt('web', '1'));
});

test.each([
  ['another port', (host: string) => host.replace(/:\d+/, ':1')],
  ['a longer name', (host: string) => `${host}.example.com`],
  ['a part of the registry', (host: string) => `${host}/team`],
  ['a part that is called as the registry is', (host: string) => `other.example.com/${host}`],
])('credentials of %s are not sent', async (_, keyed) => {
  const fake = await start(basicOnly);
  keep({ auths: { [keyed(fake.host)]: authOf(NAME, PASSWORD) } });
  await expect(ask(`${fake.host}/web:1`)).rejects.toThrow('it wants a login');
  expect(fake.seen.every(({ authorization }) => authorization === undefined)).toBe(true);
});

test('an identity token buys one, and goes into no address', async () => {
  const fake = await start((seen, response) => {
    if (seen.method === 'POST') response.end(JSON.stringify({ access_token: 'abc.def' }));
    else withTokens('never')(seen, response);
  });
  keep({ auths: { [fake.host]: { ...authOf('0', 'x'), identitytoken: 'refresh&me' } } });
  expect((await ask(`${fake.host}/web:1`)).digest).toBe(digestAt('web', '1'));
  expect(Object.fromEntries(new URLSearchParams(fake.seen[1]?.body))).toEqual({
    grant_type: 'refresh_token',
    client_id: 'bulwark',
    refresh_token: 'refresh&me',
    service: 'the service',
    scope: 'repository:web:pull',
  });
  expect(fake.seen.some(({ path }) => path.includes('refresh'))).toBe(false);
});

test('a token of the registry itself is sent as it is', async () => {
  const fake = await start(withTokens('never', 'mine'));
  keep({ auths: { [fake.host]: { registrytoken: 'mine' } } });
  expect((await ask(`${fake.host}/web:1`)).digest).toBe(digestAt('web', '1'));
});

describe('helpers', () => {
  const printing = (username: string, secret: string): string =>
    `read server; echo "$1 $server" >> "${home}/asked"; echo '${JSON.stringify({ Username: username, Secret: secret })}'`;

  test.each([
    ['of one registry', (host: string) => ({ credHelpers: { [host]: 'mine' }, credsStore: 'none' })],
    ['for all', () => ({ credsStore: 'mine', auths: {} })],
  ])('the helper %s is asked once', async (_, config) => {
    const fake = await start(basicOnly);
    keep(config(fake.host));
    helper('mine', printing(NAME, PASSWORD));
    expect((await ask(`${fake.host}/web:1`)).digest).toBe(digestAt('web', '1'));
  });

  test('a token of a helper is an identity token', async () => {
    const fake = await start((seen, response) => {
      if (seen.method === 'POST') response.end(JSON.stringify({ access_token: 'abc.def' }));
      else withTokens('never')(seen, response);
    });
    keep({ credsStore: 'mine' });
    helper('mine', printing('<token>', 'refresh'));
    expect((await ask(`${fake.host}/web:1`)).digest).toBe(digestAt('web', '1'));
    expect(fake.seen[1]?.body).toContain('refresh_token=refresh');
  });

  test('one that has nothing makes us anybody', async () => {
    const fake = await start(withTokens(undefined));
    keep({ credsStore: 'mine' });
    helper('mine', 'echo "credentials not found in native keychain"; exit 1');
    expect((await ask(`${fake.host}/web:1`)).digest).toBe(digestAt('web', '1'));
  });

  test.each([
    ['fails', 'echo s3cret; exit 3', 'mine', 'docker-credential-mine fails for'],
    ['prints rubbish', 'echo s3cret', 'mine', 'prints no credentials'],
    ['prints half', `echo '{"Username":"s3cret"}'`, 'mine', 'prints no credentials'],
    ['never ends', 'exec sleep 30', 'mine', 'docker-credential-mine did not answer in 0.3 s'],
    ['is not there', '', 'other', 'docker-credential-other cannot run'],
    ['is a path', '', '../../bin/sh', 'credential helper "../../bin/sh"; needs the name'],
  ])('one that %s is an error that repeats nothing', async (_, script, name, message) => {
    const fake = await start(basicOnly);
    keep({ credsStore: name });
    helper('mine', script);
    const error = await ask(`${fake.host}/web:1`, { timeout: 300 }).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(message);
    expect(String(error)).not.toContain('s3cret');
  });
});

test.each([
  ['no JSON', '{"auths": s3cret', 'is no JSON object'],
  ['a list', '["s3cret"]', 'is no JSON object'],
  ['no password', '{"auths":{"HOST":{"auth":"czNjcmV0"}}}', 'auth is no NAME:PASSWORD in base64'],
])('a configuration with %s is an error that repeats nothing', async (_, text, message) => {
  const fake = await start(basicOnly);
  keep(text.replace('HOST', fake.host));
  const error = await ask(`${fake.host}/web:1`).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain(message);
  expect(String(error)).not.toMatch(/s3cret|czNjcmV0/);
});

test('a login that is refused is said, without the password', async () => {
  const fake = await start(withTokens('Basic other'));
  keep({ auths: { [fake.host]: authOf(NAME, PASSWORD) } });
  const error = await ask(`${fake.host}/web:1`).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain(
    'it gives the login that Docker keeps no token for web. Fix: docker login 127.',
  );
  expect(String(error)).not.toContain(PASSWORD);
});

test.each([
  ['no JSON', 'x'],
  ['a number', '{"token":1}'],
  ['line breaks', '{"token":"a\\r\\nX-Evil: 1"}'],
  ['nothing', '{"token":""}'],
])('a token server that gives %s is an error', async (_, text) => {
  const fake = await start((seen, response) => {
    if (seen.path.startsWith('/token')) response.end(text);
    else withTokens('never')(seen, response);
  });
  await expect(ask(`${fake.host}/web:1`)).rejects.toThrow('gives no token');
});

describe('redirects', () => {
  test('what authorizes goes to the host that asked for it, and to no other', async () => {
    const store = await serve(goodRegistry);
    const fake = await start((seen, response) => {
      if (seen.authorization === undefined) basicOnly(seen, response);
      else {
        response.writeHead(307, { Location: `http://${store.host}${seen.path}` });
        response.end();
      }
    });
    keep({ auths: { [fake.host]: authOf(NAME, PASSWORD), [store.host]: authOf(NAME, PASSWORD) } });
    try {
      expect((await ask(`${fake.host}/web:1`)).digest).toBe(digestAt('web', '1'));
      expect(fake.seen.map(({ authorization }) => authorization)).toEqual([undefined, BASIC]);
      expect(store.seen.map(({ authorization }) => authorization)).toEqual([undefined]);
    } finally {
      await store.close();
    }
  });

  test('nor back, once it left', async () => {
    const fake = await start((seen, response) => {
      if (seen.path.startsWith('/back')) return goodRegistry(seen, response);
      if (seen.authorization === undefined) return basicOnly(seen, response);
      response.writeHead(307, { Location: `http://${store.host}/away` });
      response.end();
    });
    const store = await serve((_, response) => {
      response.writeHead(307, { Location: `http://${fake.host}/back` });
      response.end();
    });
    started.push(store);
    keep({ auths: { [fake.host]: authOf(NAME, PASSWORD) } });
    await ask(`${fake.host}/web:1`);
    expect(fake.seen.at(-1)).toMatchObject({ path: '/back', authorization: undefined });
  });

  test('a login that another host asks for is not given', async () => {
    const thief = await serve(basicOnly);
    const fake = await start((seen, response) => {
      response.writeHead(307, { Location: `http://${thief.host}${seen.path}` });
      response.end();
    });
    started.push(thief);
    keep({ auths: { [fake.host]: authOf(NAME, PASSWORD), [thief.host]: authOf(NAME, PASSWORD) } });
    await expect(ask(`${fake.host}/web:1`)).rejects.toThrow('credentials are sent to no other host');
    expect(thief.seen.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test('a token server that redirects gets no password on, nor an identity token', async () => {
    const thief = await serve((_, response) => response.end('{"token":"abc.def"}'));
    const fake = await start((seen, response) => {
      if (!seen.path.startsWith('/token')) return withTokens('never')(seen, response);
      response.writeHead(307, { Location: `http://${thief.host}/token` });
      response.end();
    });
    started.push(thief);
    keep({ auths: { [fake.host]: authOf(NAME, PASSWORD) } });
    await ask(`${fake.host}/web:1`);
    expect(thief.seen.map(({ authorization }) => authorization)).toEqual([undefined]);
    keep({ auths: { [fake.host]: { identitytoken: 'refresh' } } });
    await expect(ask(`${fake.host}/web:1`)).rejects.toThrow('redirects a login');
    expect(thief.seen).toHaveLength(1);
  });
});
