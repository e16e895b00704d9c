import { generateKeyPairSync, type KeyPairKeyObjectResult, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as bulwark } from '../../lib/cli/program';
import { certificateOf } from '../../test/support/certificate';
import { must } from '../lib/command';
import { build, type GoProgram } from '../lib/go-program';
import type { SuiteResult } from '../suite';

/** What opens values in the controller of Sealed Secrets. */
const PROGRAM: GoProgram = {
  name: 'sealed',
  version: '0.40.0',
  module: join(__dirname, 'sealed'),
  packages: ['.'],
};

const BITS = [2048, 3072, 4096];
/** Labels that no other than the right one opens. */
const OTHERS = ['mail/db', 'shop/other', 'shop', '', 'shop/db/'];

/** Values that a file may hold. */
const VALUES: readonly Uint8Array[] = [
  Buffer.from('a'),
  Buffer.from('password with spaces and ü\n'),
  Buffer.from([0]),
  Buffer.alloc(16, 1),
  randomBytes(1024),
  randomBytes(500_000),
];

interface Answer {
  readonly opened?: string;
  readonly error?: string;
}

/** Holds what `bulwark seal` makes against the library that opens it in the controller: byte for byte, and with no other label. */
export async function run(): Promise<SuiteResult> {
  const started = performance.now();
  const program = join(await build(PROGRAM), 'sealed');
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-sealed-'));
  const problems: string[] = [];
  let judged = 0;
  try {
    for (const bits of BITS) {
      const keys = generateKeyPairSync('rsa', { modulusLength: bits });
      const sealed = await sealedBy(keys, folder);
      const asked = sealed.flatMap((text, index) =>
        ['shop/db', ...OTHERS].map((label) => ({ label, sealed: text, index })),
      );
      const answers = await opened(program, keys, folder, asked);
      judged += asked.length;
      for (const [place, { label, index }] of asked.entries()) {
        const { opened: text } = answers[place] ?? {};
        const expected =
          label === 'shop/db' ? Buffer.from(VALUES[index] ?? []).toString('base64') : undefined;
        if (text !== expected)
          problems.push(`${bits} bits, value ${index}, label '${label}': not as expected`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    program: 'bulwark seal (sealed-secrets/pkg/crypto)',
    version: PROGRAM.version,
    judged,
    expected: judged,
    found: judged - problems.length,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}

/** The values as the command seals them. */
async function sealedBy(keys: KeyPairKeyObjectResult, cwd: string): Promise<string[]> {
  writeFileSync(join(cwd, 'cert.pem'), certificateOf(keys));
  const sealed: string[] = [];
  for (const value of VALUES) {
    writeFileSync(join(cwd, 'value'), value);
    let out = '';
    const args = ['seal', 'db', '--namespace', 'shop', '--cert', 'cert.pem', '--from-file', 'v=value'];
    const streams = {
      stdin: nothing(),
      stdout: { write: (text: string) => (out += text) },
      stderr: { write: () => undefined },
    };
    const io = { ...streams, env: {}, cwd, colour: false, terminal: false, now: () => new Date() };
    const code = await bulwark([...args, '--format', 'json'], io);
    if (code !== 0) throw new Error(`bulwark seal: exit code ${code}`);
    sealed.push(JSON.parse(out).spec.encryptedData.v);
  }
  return sealed;
}

async function* nothing(): AsyncGenerator<string> {}

async function opened(
  program: string,
  { privateKey }: KeyPairKeyObjectResult,
  folder: string,
  values: readonly object[],
): Promise<readonly Answer[]> {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const file = join(folder, 'asked.json');
  writeFileSync(file, JSON.stringify({ key, values }));
  return JSON.parse(await must([program, file], {}));
}
