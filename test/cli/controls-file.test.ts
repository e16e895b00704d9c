import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const CONTROL = `const about = {
  id: 'acme/cost-centre', on: 'object', title: 'Who pays', category: 'workload', severity: 'medium',
  why: 'Bills.', fix: 'metadata: { labels: { cost-centre: cc-1 } }', refs: {}, kinds: ['ConfigMap'],
  examples: { good: [], bad: [] },
};
const control = {
  ...about,
  check(manifest, report) {
    if (manifest.metadata.labels === undefined) report({ path: 'metadata.labels', found: undefined, needs: 'a cost centre' });
  },
  harden(manifest) { manifest.metadata = { ...manifest.metadata, labels: { 'cost-centre': 'cc-0' } }; },
  writes: [{ field: 'metadata.labels', harmless: 'a label' }],
};
`;
const FILES = {
  'one.cjs': `${CONTROL}exports.costCentre = control;\n`,
  'list.cjs': `${CONTROL}module.exports = [control];\n`,
  'wrong.cjs': `${CONTROL}exports.a = { ...control, id: 'cost-centre', severity: 'bad' };\n`,
  'none.cjs': 'exports.a = 1;\n',
  'broken.cjs': "throw new Error('not today');\n",
  'map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\n',
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'controls-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bulwark(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err() };
}

test.each(['one.cjs', 'list.cjs'])('the controls of %s judge', async (file) => {
  const { code, out } = await bulwark('check', 'map.yaml', '--controls', file);
  expect(code).toBe(1);
  expect(out).toMatch(/acme\/cost-centre: found nothing; needs a cost centre/);
  expect((await bulwark('check', 'map.yaml')).code).toBe(0);
});

test('and harden', async () => {
  const { out, err } = await bulwark('harden', 'map.yaml', '--controls', 'one.cjs');
  expect(out).toContain('cost-centre: cc-0');
  expect(err).toContain('changed by acme/cost-centre');
});

test.each([
  ['wrong.cjs', /needs an id.*\n.*needs severity/],
  ['none.cjs', /--controls none.cjs: it exports no control/],
  ['broken.cjs', /--controls broken.cjs: .*not today/],
  ['missing.cjs', /--controls missing.cjs: /],
])('%s ends without a verdict, and without a stack', async (file, message) => {
  const { code, out, err } = await bulwark('check', 'map.yaml', '--controls', file);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(message);
  expect(err).not.toMatch(/^\s+at /m);
});
