import { readFileSync } from 'node:fs';
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

test('whatever a driver refuses, another one can say, or the mesh is in the way', () => {
  const nobody = features.filter((feature) => DRIVERS.every(({ can }) => can[feature] !== 'yes'));
  expect(nobody).toEqual([]);
});
