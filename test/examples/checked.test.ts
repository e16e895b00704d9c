import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { folder, TODAY } from '../cdk8s/support';
import { fakeIo } from '../cli/fake-io';

const ROOT = join(__dirname, '../..');
const TSX = `"${join(ROOT, 'node_modules/.bin/tsx')}"`;

async function bulwark(cwd: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = fakeIo({ cwd, env: { TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json') } });
  const code = await run([...args, '--today', TODAY], io);
  return { code, out: io.out(), err: io.err() };
}

test.each([
  ['online-boutique', ['--app', `${TSX} "${join(ROOT, 'examples/online-boutique/main.ts')}"`]],
  ['reloader', ['--app', `${TSX} "${join(ROOT, 'examples/reloader/main.ts')}"`]],
  ['tenants', ['--app', `${TSX} "${join(ROOT, 'examples/tenants/main.ts')}"`]],
])(
  '%s: what synth wrote, check passes with its report; one byte more, and it does not',
  async (_, app) => {
    const home = folder();
    const made = await bulwark(home, 'synth', ...app, '--report', 'report.json');
    expect([made.code, made.err]).toEqual([0, '']);
    const checked = await bulwark(home, 'check', 'dist', '--report', 'report.json');
    expect(checked.out).toMatch(/: 0 findings, \d+ suppressed\n$/);
    expect([checked.code, checked.err]).toEqual([0, '']);
    const [first = ''] = readdirSync(join(home, 'dist')).filter((name) => name.endsWith('.yaml'));
    appendFileSync(join(home, 'dist', first), '#');
    const changed = await bulwark(home, 'check', 'dist', '--report', 'report.json');
    expect(changed.code).toBe(1);
    expect(changed.out).toContain(`  - dist/${first}: it is not as the run wrote it\n`);
  },
  120_000,
);
