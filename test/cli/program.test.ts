import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputTo } from '../../lib/cli/output';
import { painter } from '../../lib/cli/paint';
import { run, version } from '../../lib/cli/program';
import { controls } from '../../lib/core/controls';
import { fakeIo } from './fake-io';

const COMMANDS = ['synth', 'check', 'harden', 'pod-security', 'lock', 'profile', 'controls', 'init'];
const DOCS = readFileSync(join(__dirname, '../../docs/cli.md'), 'utf8');

async function bulwark(...args: string[]) {
  const io = fakeIo();
  return { code: await run(args, io), out: io.out(), err: io.err() };
}

test('says what it can do', async () => {
  const { code, out } = await bulwark('--help');
  for (const command of COMMANDS) expect(out).toContain(`\n  ${command} `);
  expect(out).toContain('Exit codes:');
  expect(code).toBe(0);
});

test.each(COMMANDS)('%s has a help with examples, and every option is in the docs', async (command) => {
  const { code, out } = await bulwark(command, '--help');
  expect(out).toContain(`bulwark ${command}`);
  expect(out).toContain('Examples:');
  expect(code).toBe(0);
  const section = DOCS.split(`## bulwark ${command}\n`)[1]?.split('\n## ')[0] ?? '';
  const options = [...out.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option ?? '');
  for (const option of options) expect(section).toContain(option);
});

const usage: [string[], string][] = [
  [['sinth'], "bulwark: unknown command 'sinth' (Did you mean synth?)\n"],
  [['check', '--frmat', 'json'], "bulwark: unknown option '--frmat' (Did you mean --format?)\n"],
  [
    ['check', '--policy', 'none'],
    'bulwark: --policy: found "none"; needs one of restricted, dev, or a file that exists',
  ],
  [['controls', 'a', 'b'], 'bulwark: too many arguments'],
  [
    ['controls', 'no-host-pidd'],
    "bulwark: there is no control 'no-host-pidd'; did you mean 'no-host-pid'?\n",
  ],
  [['pod-security', '--policy-version', '1.25'], 'v1.25'],
];
test.each(usage)('wrong usage is one line and exit code 2: %j', async (args, message) => {
  const { code, out, err } = await bulwark(...args);
  expect(err).toContain(message);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(out).toBe('');
  expect(code).toBe(2);
});

test('without a command it shows its help and ends with 2', async () => {
  const { code, err } = await bulwark();
  expect(err).toContain('Usage: bulwark');
  expect(code).toBe(2);
});

test('tells its version', async () => {
  expect((await bulwark('--version')).out).toBe(`${version()}\n`);
  expect(version()).toMatch(/^\d+\.\d+\.\d+/);
});

test('lists every control, and explains one', async () => {
  const list = (await bulwark('controls')).out;
  for (const { id } of controls) expect(list).toContain(`${id} `);
  const { out } = await bulwark('controls', 'image-pinned-to-digest');
  for (const part of ['Why', 'Fix', 'checkov: CKV_K8S_43', 'Waiver']) expect(out).toContain(part);
  const data: unknown = JSON.parse((await bulwark('controls', '--format', 'json')).out);
  expect(data).toHaveLength(controls.length);
});

test('hands pod-security its files and its exit code', async () => {
  const io = fakeIo({
    stdin: 'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: a }] }\n',
  });
  expect(await run(['pod-security', '--format', 'json', '-'], io)).toBe(1);
  expect(JSON.parse(io.out())).toMatchObject([{ name: 'p', baseline: { allowed: true } }]);
});

test('paints only where it is told to', () => {
  expect(painter(false)('red', 'x')).toBe('x');
  let text = '';
  const output = outputTo({ write: (more) => (text += more) });
  output.lines([`a ${painter(true)('red', 'x\u001b[31m')} b`]);
  expect(text).toBe('a \u001b[31mx\\u001b[31m\u001b[39m b\n');
});
