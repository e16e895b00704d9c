import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { selfSigned } from '../oci/certificate';
import { digestAt, type Fake, goodRegistry, type Say, serve } from '../oci/fake-registry';
import { fakeIo } from './fake-io';

const OLD = `sha256:${'0'.repeat(64)}`;
const LOCK = 'images.lock.json';

let folder = '';
let fake: Fake;
let host = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  fake = await serve(goodRegistry);
  host = fake.host;
});
afterEach(async () => {
  await fake.close();
  rmSync(folder, { recursive: true });
});

async function lock(...args: string[]) {
  const io = fakeIo({ cwd: folder, env: { HOME: folder } });
  return { code: await run(['lock', ...args], io), out: io.out(), err: io.err() };
}
const update = (...args: string[]) => lock('--update', '--insecure-http', ...args);

function write(images: Record<string, { digest: string; date: string }>): string {
  const text = JSON.stringify({ images });
  writeFileSync(join(folder, LOCK), text);
  return text;
}
const text = (): string => readFileSync(join(folder, LOCK), 'utf8');

/** A pod with containers of these images, in a file. */
function pod(...images: string[]): string {
  const containers = images.map((image, index) => ({ name: `c${index}`, image }));
  const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers } };
  writeFileSync(join(folder, 'pod.json'), JSON.stringify(manifest));
  return 'pod.json';
}

test('all references of the lock and of manifests are looked up, and what moved is said', async () => {
  write({
    [`${host}/same:1`]: { digest: digestAt('same', '1'), date: '2026-10-01' },
    [`${host}/moved:1`]: { digest: OLD, date: '2026-10-02' },
  });
  const { code, out, err } = await update(pod(`${host}/new:1`, `${host}/same:1`, `${host}/pinned:1@${OLD}`));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.split('\n')).toEqual([
    `moved  ${host}/moved:1  ${digestAt('moved', '1')}, was ${OLD} of 2026-10-02`,
    `new  ${host}/new:1  ${digestAt('new', '1')}`,
    `unchanged  ${host}/same:1  ${digestAt('same', '1')}`,
    `${LOCK}: 3 images, 1 new, 1 moved, 1 unchanged`,
    '',
  ]);
  expect(JSON.parse(text())).toEqual({
    images: {
      [`${host}/moved:1`]: { digest: digestAt('moved', '1'), date: '2026-11-21' },
      [`${host}/new:1`]: { digest: digestAt('new', '1'), date: '2026-11-21' },
      [`${host}/same:1`]: { digest: digestAt('same', '1'), date: '2026-11-21' },
    },
  });
  expect(readdirSync(folder).sort()).toEqual([LOCK, 'pod.json']);
});

test('one that is not told leaves the lock as it was, and all are said', async () => {
  const before = write({ [`${host}/good:1`]: { digest: OLD, date: '2026-10-01' } });
  const some: Say = (seen, response) => {
    if (seen.path.includes('/good/')) return goodRegistry(seen, response);
    response.writeHead(seen.path.includes('/none/') ? 404 : 403);
    response.end();
  };
  fake.say = some;
  const { code, out, err } = await update(pod(`${host}/none:1`, `${host}/closed:1`));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.split('\n')).toEqual([
    expect.stringContaining(`bulwark: ${host}/closed:1: ${host} answers 403`),
    expect.stringContaining(`bulwark: ${host}/none:1: ${host} answers 404`),
    `bulwark: ${LOCK} is as it was: 2 images of 3 without an answer`,
    '',
  ]);
  expect(text()).toBe(before);
});

test('four at a time, and one question for one image whatever it is called', async () => {
  let now = 0;
  let most = 0;
  fake.say = (seen, response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      goodRegistry(seen, response);
    }, 20);
  };
  const names = Array.from({ length: 12 }, (_, index) => `${host}/a${index}:1`);
  expect((await update(pod(...names))).code).toBe(0);
  expect(most).toBe(4);
  const before = fake.seen.length;
  const again = await update(
    '--file',
    'other.json',
    '--mirror',
    `docker.io=${host}`,
    pod('redis:8', 'docker.io/library/redis:8'),
  );
  expect(again.code).toBe(0);
  expect(fake.seen.length - before).toBe(1);
  expect(Object.keys(JSON.parse(readFileSync(join(folder, 'other.json'), 'utf8')).images)).toEqual([
    'docker.io/library/redis:8',
    'redis:8',
  ]);
});

test('what others noted while registries were asked stays', async () => {
  fake.say = (seen, response) => {
    write({ 'other:1': { digest: OLD, date: '2026-10-01' } });
    goodRegistry(seen, response);
  };
  expect((await update(pod(`${host}/new:1`))).code).toBe(0);
  expect(Object.keys(JSON.parse(text()).images).sort()).toEqual([`${host}/new:1`, 'other:1'].sort());
});

test.each([
  ['--mirror', ['--mirror', 'docker.io'], '--mirror: found "docker.io"; needs REGISTRY=HOST[/PATH]'],
  ['--mirror', ['--mirror', 'docker.io=https://x'], 'needs REGISTRY=HOST[/PATH]'],
  ['--mirror', ['--mirror', 'docker.io=user:pass@x.example'], 'needs REGISTRY=HOST[/PATH]'],
  ['--mirror', ['--mirror', 'docker.io=a.example', '--mirror', 'docker.io=b.example'], 'found two mirrors'],
  ['--timeout', ['--timeout', '0'], '--timeout: found "0"; needs seconds from 1 to 600'],
  ['--ca', ['--ca', 'none.pem'], 'none.pem: found no such file'],
  ['--ca', ['--ca', LOCK], 'holds no certificate'],
  ['two modes', ['--check'], 'needs one of --list, --update and --check'],
  ['a path', ['nowhere'], 'nowhere: found no such file'],
])('%s that is wrong is usage, and asks nobody', async (_, args, message) => {
  const before = write({ [`${host}/a:1`]: { digest: OLD, date: '2026-10-01' } });
  const { code, err } = await update(...args);
  expect(err).toContain(message);
  expect(code).toBe(2);
  expect(text()).toBe(before);
  expect(fake.seen).toEqual([]);
});

test('nothing to look up is said, and no file is made', async () => {
  const { code, err } = await update();
  expect(err).toContain('found no reference');
  expect(code).toBe(2);
  expect(existsSync(join(folder, LOCK))).toBe(false);
});

test('a reference that is none, or has a digest, is said', async () => {
  write({
    'Web:1': { digest: OLD, date: '2026-10-01' },
    [`a:1@${OLD}`]: { digest: OLD, date: '2026-10-01' },
  });
  const { code, err } = await update();
  expect(err).toContain('Web:1: the repository must be lower case');
  expect(err).toContain(`a:1@${OLD}: it has a digest`);
  expect(code).toBe(2);
});

test('an authority of your own is taken from a file', async () => {
  const tls = selfSigned('localhost');
  const secure = await serve(goodRegistry, tls);
  try {
    writeFileSync(join(folder, 'ca.pem'), `our own\n${tls.cert}`);
    const manifests = pod(`${secure.host}/web:1`);
    expect((await lock('--update', manifests)).err).toContain('no known authority signed. Fix: --ca');
    expect(await lock('--update', '--ca', 'ca.pem', manifests)).toMatchObject({ code: 0, err: '' });
  } finally {
    await secure.close();
  }
});

describe('--check', () => {
  const entry = (date: string) => ({ digest: OLD, date });

  test.each([
    ['of today', '2026-11-21', [], 0],
    ['of thirty days ago', '2026-10-22', [], 0],
    ['older', '2026-10-21', [], 1],
    ['younger than asked for', '2026-11-20', ['--max-age', '1'], 0],
    ['older than asked for', '2026-11-20', ['--max-age', '0'], 1],
    ['of the future', '2026-11-22', [], 1],
    ['of no day', '2026-13-41', [], 1],
    ['old on another day', '2026-11-20', ['--date', '2027-01-01'], 1],
  ] as const)('a digest %s', async (_, date, args, code) => {
    const before = write({ 'redis:8': entry(date) });
    expect((await lock('--check', ...args)).code).toBe(code);
    expect(text()).toBe(before);
    expect(fake.seen).toEqual([]);
  });

  test('says what is missing and what is old', async () => {
    write({ 'redis:8': entry('2026-09-01'), 'web:1': entry('2026-11-20') });
    expect(await lock('--check', pod('redis:8', 'web:1', 'new:1', `pinned@${OLD}`))).toEqual({
      code: 1,
      out: `no digest yet  new:1\nlooked up 81 days ago  redis:8\n${LOCK}: 2 images locked, 1 without a digest, 1 to look up again\n`,
      err: '',
    });
  });

  test.each([['-1'], ['soon'], ['1.5'], ['99999']])('--max-age %s is refused', async (days) => {
    const { code, err } = await lock('--check', `--max-age=${days}`);
    expect(err).toContain(`--max-age: found "${days}"; needs days`);
    expect(code).toBe(2);
  });
});
