import { readFileSync } from 'node:fs';
import { RENDERERS } from '../../lib/renderers';
import { DRIVERS } from '../../lib/renderers/drivers';
import { FEATURES, type Feature } from '../../lib/renderers/drivers/driver';

const features = Object.keys(FEATURES).filter((key): key is Feature => Object.hasOwn(FEATURES, key));

/** The table of what drivers can say, as the page has it. */
function table(): string {
  const head = ['Route', ...DRIVERS.map(({ title }) => title)];
  const rows = features.map((feature) => [
    FEATURES[feature],
    ...DRIVERS.map(({ can, notes }) => [can[feature], notes[feature] ?? []].flat().join(': ')),
  ]);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)].join('\n');
}

test('docs/renderers.md has the tables of the drivers', () => {
  const page = readFileSync('docs/renderers.md', 'utf8');
  const [, written] = /<!-- table: drivers -->\n([\s\S]*?)\n?<!-- end: drivers -->/.exec(page) ?? [];
  expect(written).toBe(table());
});

test('docs/renderers.md has every renderer, with a link to it', () => {
  const page = readFileSync('docs/renderers.md', 'utf8');
  const missing = RENDERERS.filter(
    ({ id }) => !page.includes(`| [${id}](../lib/renderers/${id}/index.ts) |`),
  );
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test('what opens routes is the renderer of each driver, also for workloads that others made', () => {
  const ids = RENDERERS.map(({ id }) => id);
  expect(DRIVERS.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
});

test('whatever a driver refuses, another one can say, or the mesh is in the way', () => {
  const nobody = features.filter((feature) => DRIVERS.every(({ can }) => can[feature] !== 'yes'));
  expect(nobody).toEqual([]);
});
