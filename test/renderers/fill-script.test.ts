import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EncryptionKey, EncryptionProfile } from '../../lib/core/cluster/encryption';
import { evaluateFiles } from '../../lib/core/files/evaluate-files';
import { textOfFile } from '../../lib/core/files/file';
import { FILL_SCRIPT } from '../../lib/core/files/fill-script';
import { encryptionFile } from '../../lib/renderers/encryption';
import { fillScript } from '../../lib/renderers/encryption/fill-script';

const box = (n: number): EncryptionKey => ({ secretbox: { name: `key-${n}`, variable: `ETCD_KEY_${n}` } });
const PROFILE: EncryptionProfile = { write: box(1), read: [box(2)] };
const key = (): string => randomBytes(32).toString('base64');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fill-'));
  for (const file of [encryptionFile(PROFILE), ...fillScript(PROFILE)])
    writeFileSync(join(folder, file.path.replace(/.*\//, '')), textOfFile(file));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fill(env: Readonly<Record<string, string>>, template = 'encryption.yaml') {
  const { status, stdout, stderr } = spawnSync('sh', ['fill-encryption.sh', template, 'out.yaml'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  return { status, said: `${stdout}${stderr}`, files: readdirSync(folder).sort() };
}

test('each key goes to its place, for nobody else to read, over a file that is there', () => {
  const [ETCD_KEY_1, ETCD_KEY_2] = [key(), key()];
  writeFileSync(join(folder, 'out.yaml'), 'old');
  chmodSync(join(folder, 'out.yaml'), 0o644);
  const { status, said, files } = fill({ ETCD_KEY_1, ETCD_KEY_2 });
  expect([status, said]).toEqual([0, '']);
  expect(files).toEqual(['encryption.yaml', 'fill-encryption.sh', 'out.yaml']);
  const filled = readFileSync(join(folder, 'out.yaml'), 'utf8');
  expect(filled).toBe(
    textOfFile(encryptionFile(PROFILE))
      .replace(['$', '{ETCD_KEY_1}'].join(''), ETCD_KEY_1)
      .replace(['$', '{ETCD_KEY_2}'].join(''), ETCD_KEY_2),
  );
  expect(statSync(join(folder, 'out.yaml')).mode & 0o777).toBe(0o600);
});

test.each<[string, Record<string, string>, string[]]>([
  ['nothing', {}, ['ETCD_KEY_1', 'ETCD_KEY_2']],
  ['one of two', { ETCD_KEY_1: key() }, ['ETCD_KEY_2']],
  ['a short key', { ETCD_KEY_1: randomBytes(16).toString('base64'), ETCD_KEY_2: key() }, ['ETCD_KEY_1']],
  ['no base64', { ETCD_KEY_1: '!'.repeat(44), ETCD_KEY_2: key() }, ['ETCD_KEY_1']],
  ['a key with a line after it', { ETCD_KEY_1: `${key()}\n`, ETCD_KEY_2: key() }, ['ETCD_KEY_1']],
  ['a key and more', { ETCD_KEY_1: `${key()} # mine`, ETCD_KEY_2: key() }, ['ETCD_KEY_1']],
])('%s: says so of all keys, shows none, and leaves what is there', (_what, env, wrong) => {
  writeFileSync(join(folder, 'out.yaml'), 'old');
  const { status, said, files } = fill(env);
  expect(status).toBe(1);
  expect(said).toBe(wrong.map((name) => `${name}: needs 32 bytes in base64\n`).join(''));
  expect(files).toEqual(['encryption.yaml', 'fill-encryption.sh', 'out.yaml']);
  expect(readFileSync(join(folder, 'out.yaml'), 'utf8')).toBe('old');
});

test.each<[string, string]>([
  ['none', 'missing.yaml'],
  ['another', 'another.yaml'],
])('a template that is %s leaves nothing behind', (_what, template) => {
  writeFileSync(join(folder, 'another.yaml'), ['secret: $', '{SOME_OTHER}\n'].join(''));
  const { status, said } = fill({ ETCD_KEY_1: key(), ETCD_KEY_2: key() }, template);
  expect(status).not.toBe(0);
  expect(said).not.toBe('');
  expect(existsSync(join(folder, 'out.yaml'))).toBe(false);
  expect(readdirSync(folder)).toHaveLength(3);
});

test('a program that keeps its own keys needs no script', () => {
  expect(fillScript({ write: { kms: { name: 'vault', endpoint: 'unix:///a.sock' } } })).toEqual([]);
});

test('the script is judged: it may hold no key, and has to begin as it does', () => {
  const [script] = fillScript(PROFILE);
  if (script === undefined || typeof script.content !== 'string') throw new Error('no script');
  const { content } = script;
  const found = (text: unknown): string[] => FILL_SCRIPT.check(text).map((problem) => problem.found);
  expect(evaluateFiles([script])).toEqual([]);
  expect(found(`${content}echo ${key()}\n`)).toEqual(['a key, which is not shown']);
  expect(found(content.replace('set -eu\n', ''))).toEqual(['another beginning', 'another beginning']);
  expect(found(content.replace('umask 077', 'umask 022'))).toEqual(['another beginning']);
  expect(found({})).toEqual(['a value of type object']);
});
