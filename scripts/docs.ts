/**
 * Writes docs/controls, one page a control and the table of all, and docs/hardening.md, from the records of the controls.
 * Pages of controls that are gone are removed. docs/cluster-presets.md, from the data files of the presets. And docs/props.md with
 * lib/blueprints/props.generated.json, from the interfaces of props.
 *
 *   npm run docs
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hardeningPage } from './docs-hardening';
import { controlPages } from './docs-pages';
import { presetsPage } from './docs-presets';
import { writeProps } from './props';

const folder = join(__dirname, '..', 'docs', 'controls');

mkdirSync(folder, { recursive: true });
const pages = controlPages();
for (const name of readdirSync(folder)) {
  if (name.endsWith('.md') && !pages.has(name)) rmSync(join(folder, name));
}
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
writeFileSync(join(folder, '..', 'hardening.md'), hardeningPage());
writeFileSync(join(folder, '..', 'cluster-presets.md'), presetsPage());
writeProps();
process.stdout.write(`docs/controls: ${pages.size} pages\n`);
