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

async function bulwark(cwd: string, ...args: string[]): Promise<{ code: number; json: PlainObject }> {
  const io = fakeIo({ cwd, env: { TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json') } });
  const code = await run([...args, '--format', 'json', '--today', TODAY], io);
  const parsed: unknown = JSON.parse(io.out());
  return { code, json: isPlain(parsed) ? parsed : {} };
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
    const { code, json: made } = await bulwark(home, 'synth', '--app', app, '--report', 'report.json');
    expect(code).toBe(0);
    const { code: again, json: checked } = await bulwark(home, 'check', 'dist', '--report', 'report.json');
    expect(again).toBe(0);
    for (const list of ['findings', 'suppressed']) expect(told(checked, list)).toEqual(told(made, list));
    expect(checked.objects).toBe(made.objects);
    expect([checked.unreadable, checked.unjudged ?? [], checked.leftOut]).toEqual([[], [], []]);
  },
  120_000,
);
