import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { isPlain, objectAt, objectsAt, type PlainObject } from '../../lib/core/manifest/plain';
import { folder, TODAY } from '../cdk8s/support';
import { fakeIo } from '../cli/fake-io';

const ROOT = join(__dirname, '../..');
const TSX = `"${join(ROOT, 'node_modules/.bin/tsx')}"`;

/** Apps that together write nearly every kind that a renderer of ours knows. */
const APPS = [
  'examples/shop/main.ts',
  'conformance/add-ons/app.ts',
  'conformance/cluster/pools/app.ts',
  'conformance/cluster/rights/app.ts',
  'conformance/cluster/rights/deploy.ts',
  'conformance/cluster/tenants/app.ts',
];

async function bulwark(cwd: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const io = fakeIo({ cwd, env: { TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json') } });
  const code = await run([...args, '--report', 'report.json', '--today', TODAY], io);
  return { code, out: io.out() };
}

function parsed(text: string): PlainObject {
  const value: unknown = JSON.parse(text);
  return isPlain(value) ? value : {};
}

/** What was found or suppressed, by control and object. */
function told(report: PlainObject, list: string): string[] {
  return objectsAt(report, list)
    .map((one) => {
      const { kind, namespace = '', name } = objectAt(one, 'object') ?? {};
      return [one.control, kind, namespace, name, one.findingId].join(' ');
    })
    .sort();
}

test.each(APPS)(
  '%s: what synth found and suppressed in it, check finds and suppresses in its files, and nothing else',
  async (main) => {
    const home = folder();
    const app = `${TSX} "${join(ROOT, main)}"`;
    expect((await bulwark(home, 'synth', '--app', app)).code).toBe(0);
    const made = parsed(readFileSync(join(home, 'report.json'), 'utf8'));
    const again = await bulwark(home, 'check', 'dist', '--format', 'json');
    expect(again.code).toBe(0);
    const checked = parsed(again.out);
    for (const list of ['findings', 'suppressed']) expect(told(checked, list)).toEqual(told(made, list));
    expect(checked.objects).toBe(made.objects);
    expect([checked.unreadable, checked.unjudged]).toEqual([[], made.unjudged]);
  },
  120_000,
);
