import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { isSealed } from '../../lib/core/manifest/sealed';
import { readYaml } from '../../lib/core/yaml';
import { certificateOf } from '../support/certificate';
import { fakeIo } from './fake-io';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bulwark-seal-'));
  const put = (name: string, text: string | Uint8Array): void => writeFileSync(join(cwd, name), text);
  put('cert.pem', certificateOf(keys));
  put('old.pem', certificateOf(keys, '2020-01-01', '2026-11-20'));
  put('next.pem', certificateOf(keys, '2026-11-22', '2030-11-20'));
  put('small.pem', certificateOf(small));
  put('curve.pem', certificateOf(curve));
  put('private.pem', keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  put('rubbish.pem', 'rubbish');
  put('password', 'hunter2');
  put('line', 'hunter2\n');
  put('empty', '');
  put(
    'bytes',
    Uint8Array.from({ length: 5000 }, (_, index) => index % 256),
  );
  put('large', Buffer.alloc(1024 * 1024 + 1, 'x'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

async function bulwark(args: readonly string[], stdin = '') {
  const io = fakeIo({ cwd, stdin });
  return { code: await run(args, io), out: io.out(), err: io.err() };
}

const SEAL = ['seal', 'db', '--namespace', 'shop', '--cert', 'cert.pem'];

/** Opens a value as the description of the format says; the real library is in conformance. */
function opened(text: string, label: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const end = 2 + bytes.readUInt16BE(0);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const session = privateDecrypt(
    { key: keys.privateKey, padding, oaepHash: 'sha256', oaepLabel: Buffer.from(label) },
    bytes.subarray(2, end),
  );
  const cipher = createDecipheriv('aes-256-gcm', session, Buffer.alloc(12));
  cipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([cipher.update(bytes.subarray(end, -16)), cipher.final()]);
}

test('seals files and standard input, for one name in one namespace', async () => {
  const files = [
    '--from-file',
    'password=password',
    '--from-file',
    'cert.p12=bytes',
    '--from-file',
    'token=-',
  ];
  const { code, out, err } = await bulwark([...SEAL, ...files], 'from stdin');
  expect([code, err]).toEqual([0, '']);
  const document = Object(readYaml(out).documents[0]?.value);
  const { encryptedData, template } = document.spec;
  expect(document).toMatchObject({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name: 'db', namespace: 'shop' },
  });
  expect(document.metadata.annotations).toBeUndefined();
  expect(template).toEqual({ metadata: { name: 'db', namespace: 'shop' }, type: 'Opaque' });
  expect(opened(encryptedData.password, 'shop/db').toString()).toBe('hunter2');
  expect(opened(encryptedData.token, 'shop/db').toString()).toBe('from stdin');
  expect([...opened(encryptedData['cert.p12'], 'shop/db')]).toEqual(
    Array.from({ length: 5000 }, (_, index) => index % 256),
  );
  for (const label of ['mail/db', 'shop/other', 'shop', '']) {
    expect(() => opened(encryptedData.password, label)).toThrow();
  }
  expect(Object.values<string>(encryptedData).map(isSealed)).toEqual([true, true, true]);
});

test('seals the same value differently each time, and prints it as JSON too', async () => {
  const args = [...SEAL, '--from-file', 'password=password', '--format', 'json'];
  const [one, other] = [await bulwark(args), await bulwark(args)];
  const value = (text: string): string => JSON.parse(text).spec.encryptedData.password;
  expect(value(one.out)).not.toBe(value(other.out));
  expect(opened(value(one.out), 'shop/db').toString()).toBe('hunter2');
});

test('says that a line break is part of a value, and keeps it', async () => {
  const { code, out, err } = await bulwark([...SEAL, '--from-file', 'password=line', '--format', 'json']);
  expect([code, err]).toEqual([
    0,
    'bulwark: password: the value ends with a line break, which is sealed with it\n',
  ]);
  expect(opened(JSON.parse(out).spec.encryptedData.password, 'shop/db').toString()).toBe('hunter2\n');
});

const cert = (file: string): string[] => [
  'seal',
  'db',
  '--namespace',
  'shop',
  '--cert',
  file,
  '--from-file',
  'p=password',
];

test.each<[string, readonly string[], RegExp]>([
  [
    'a value in place of a file, which is not printed',
    [...SEAL, '--from-file', 'p=hunter2'],
    /file of p cannot be read: ENOENT\n$/,
  ],
  ['a value alone', [...SEAL, '--from-file', 'hunter2'], /--from-file: needs KEY=FILE\n$/],
  ['no file', [...SEAL, '--from-file', 'p='], /needs KEY=FILE/],
  ['a folder', [...SEAL, '--from-file', 'p=.'], /EISDIR/],
  ['an empty file', [...SEAL, '--from-file', 'p=empty'], /p is empty/],
  ['more than a Secret holds', [...SEAL, '--from-file', 'p=large'], /at most 1048576/],
  ['a key twice', [...SEAL, '--from-file', 'p=password', '--from-file', 'p=line'], /p is given twice/],
  ['standard input twice', [...SEAL, '--from-file', 'p=-', '--from-file', 'q=-'], /- once at most/],
  ['a key that is none', [...SEAL, '--from-file', 'a/b=password'], /--from-file: /],
  ['nothing', ['seal', 'db'], /--namespace: [\s\S]*--cert: [\s\S]*--from-file: /],
  ['a name that is none', ['seal', 'Db', ...SEAL.slice(2), '--from-file', 'p=password'], /NAME: /],
  ['a second argument', ['seal', 'db', 'more', ...SEAL.slice(2)], /too many arguments/],
  ['no certificate there', cert('none.pem'), /none\.pem: cannot be read: ENOENT/],
  ['rubbish', cert('rubbish.pem'), /no certificate/],
  ['a private key', cert('private.pem'), /has a private key/],
  ['an expired certificate', cert('old.pem'), /holds from .*2020.* to .*2026/],
  ['one that holds later', cert('next.pem'), /holds from/],
  ['a small key', cert('small.pem'), /RSA key of 2048 bits/],
  ['a key that is no RSA', cert('curve.pem'), /RSA key of 2048 bits/],
])('refuses %s', async (_, args, message) => {
  const { code, out, err } = await bulwark(args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(message);
  expect(err).not.toContain('hunter2');
});

test.each<[string, boolean]>([
  ['', false],
  ['aHVudGVyMg==', false],
  [Buffer.alloc(300).toString('base64'), false],
  [Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(256 + 15)]).toString('base64'), false],
  [Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(256 + 16)]).toString('base64'), true],
  [Buffer.concat([Buffer.from([2, 0]), Buffer.alloc(512 + 16)]).toString('base64'), true],
  [
    Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(512 + 16)])
      .toString('base64')
      .replace('A', '-'),
    false,
  ],
  [`${Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(512)]).toString('base64')}\n`, false],
])('what is sealed has its form (%#)', (text, is) => expect(isSealed(text)).toBe(is));
