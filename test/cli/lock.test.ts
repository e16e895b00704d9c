import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const OTHER = `sha256:${'f'.repeat(64)}`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function lock(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  return { code: await run(['lock', ...args], io), out: io.out(), err: io.err() };
}
const text = () => readFileSync(join(folder, 'images.lock.json'), 'utf8');

test('adds entries with sorted keys, whatever their order', async () => {
  expect(await lock('redis:8', DIGEST, '--date', '2026-11-20')).toMatchObject({ code: 0, err: '' });
  expect(await lock(`alpine:3@${OTHER}`)).toMatchObject({ code: 0 });
  expect(JSON.parse(text())).toEqual({
    images: {
      'alpine:3': { digest: OTHER, date: '2026-11-21' },
      'redis:8': { digest: DIGEST, date: '2026-11-20' },
    },
  });
  expect(text().indexOf('alpine')).toBeLessThan(text().indexOf('redis'));
  expect(text().endsWith('}\n')).toBe(true);
  expect(readdirSync(folder)).toEqual(['images.lock.json']);
});

test('tells what an entry was before', async () => {
  await lock('redis:8', DIGEST, '--date', '2026-11-20');
  expect((await lock('redis:8', OTHER)).out).toContain(`is ${OTHER} (was ${DIGEST} of 2026-11-20)`);
});

const wrong: [string[], string][] = [
  [[], 'needs IMAGE DIGEST'],
  [['redis:8'], 'DIGEST: found nothing'],
  [['redis:8', 'sha256:12'], 'DIGEST: found "sha256:12"; needs sha256: and 64'],
  [['redis:8', DIGEST.toUpperCase()], 'DIGEST: found'],
  [['Redis:8', DIGEST], 'IMAGE: found "Redis:8"; the repository must be lower case'],
  [[`redis:8@${DIGEST}`, DIGEST], 'which has a digest'],
  [['redis:8', DIGEST, '--date', '2026-02-30'], '--date: found "2026-02-30"'],
  [['redis:8', DIGEST, 'more'], 'needs IMAGE DIGEST'],
];
test.each(wrong)('refuses %j and writes nothing', async (args, message) => {
  const { code, err } = await lock(...args);
  expect(err).toContain(message);
  expect(code).toBe(2);
  expect(readdirSync(folder)).toEqual([]);
});

test.each(['{', '{"images":{"a":{"digest":"x","date":"2026-11-21"}}}'])(
  'leaves a lock that it cannot read as it is: %s',
  async (broken) => {
    writeFileSync(join(folder, 'images.lock.json'), broken);
    const { code, err } = await lock('redis:8', DIGEST);
    expect(err).toMatch(/^bulwark: images.lock.json: /);
    expect(code).toBe(2);
    expect(text()).toBe(broken);
  },
);

test('lists entries, and the images that have none', async () => {
  await lock('redis:8', DIGEST);
  const containers = `[{ name: a, image: redis:8 }, { name: b, image: "x:1" }, { name: c, image: "y@${OTHER}" }]`;
  const file = join(folder, 'pod.yaml');
  writeFileSync(
    file,
    `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: ${containers} }\n`,
  );
  expect(await lock('--list')).toMatchObject({
    code: 0,
    out: `2026-11-21  ${DIGEST}  redis:8\n1 image locked\n`,
  });
  const { code, out } = await lock('--list', file);
  expect(out).toContain('no digest yet: x:1\n1 image locked, 1 without a digest\n');
  expect(code).toBe(1);
});
