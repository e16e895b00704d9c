import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const CONTROL = `const about = {
  id: 'acme/cost-centre', on: 'object', title: 'Who pays', category: 'workload', severity: 'medium',
  why: 'Bills.', fix: 'metadata: { labels: { cost-centre: cc-1 } }', refs: {}, kinds: ['ConfigMap'], params: { label: 'none' },
  examples: { good: [], bad: [] },
};
const control = {
  ...about,
  check(manifest, report, { params }) {
    if (manifest.metadata.labels === undefined && params.label !== 'team') report({ path: 'metadata.labels', found: undefined, needs: 'a cost centre' });
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

test.each([
  ['their parameters', 'params: { acme/cost-centre: { label: team } }', 0, ''],
  ['that one is left out', 'without: [acme/cost-centre]', 0, ''],
  [
    'parameters of one that nobody hands in',
    'params: { acme/other: { label: team } }',
    2,
    "no control 'acme/other'",
  ],
  ['a parameter that there is not', 'params: { acme/cost-centre: { size: 1 } }', 2, 'no such parameter'],
])('the file of a policy says %s', async (_, text, expected, message) => {
  writeFileSync(join(folder, 'policy.yaml'), `${text}\n`);
  const { code, err } = await bulwark(
    'check',
    'map.yaml',
    '--controls',
    'one.cjs',
    '--policy',
    'policy.yaml',
  );
  expect([code, err.includes(message)]).toEqual([expected, true]);
});

test('and harden', async () => {
  const { out, err } = await bulwark('harden', 'map.yaml', '--controls', 'one.cjs');
  expect(out).toContain('cost-centre: cc-0');
  expect(err).toContain('changed by acme/cost-centre');
});

test('and are listed and explained behind ours', async () => {
  const { out } = await bulwark('controls', '--controls', 'one.cjs');
  const rows = out.trimEnd().split('\n');
  expect(rows.at(-2)).toMatch(/^acme\/cost-centre +medium +workload +Who pays$/);
  expect(rows.at(-1)).toBe(`${rows.length - 1} controls`);
  const explained = await bulwark('controls', 'acme/cost-centre', '--controls', 'one.cjs');
  expect([explained.code, explained.out.split('\n')[0]]).toEqual([0, 'acme/cost-centre: Who pays']);
  expect((await bulwark('controls', 'acme/cost-centre')).code).toBe(2);
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
