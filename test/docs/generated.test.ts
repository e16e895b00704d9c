import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlIds } from '../../lib/core/controls';
import { hardeningPage } from '../../scripts/docs-hardening';
import { controlPages } from '../../scripts/docs-pages';
import { presetsPage } from '../../scripts/docs-presets';
import { ROOT } from './markdown';

const folder = join(ROOT, 'docs', 'controls');
const pages = controlPages();

test('every control has a page', () => {
  expect([...pages.keys()].sort()).toEqual(['README.md', ...controlIds.map((id) => `${id}.md`)].sort());
});

test('docs/controls holds these pages and no others', () => {
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
});

test('docs/hardening.md is what `npm run docs` would write', () => {
  expect(readFileSync(join(ROOT, 'docs', 'hardening.md'), 'utf8')).toBe(hardeningPage());
});

test('docs/cluster-presets.md is what `npm run docs` would write', () => {
  expect(readFileSync(join(ROOT, 'docs', 'cluster-presets.md'), 'utf8')).toBe(presetsPage());
});

test.each([...pages])('%s is what `npm run docs` would write', (name, text) => {
  expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
});
