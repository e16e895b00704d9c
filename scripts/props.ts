/** Reads the props of all constructs from their interfaces: the table for run time, and the page for readers. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { propsPage, readAll } from './props-page';

const ROOT = join(__dirname, '..');

/** The files that are made of the interfaces, by their paths. */
export function propsFiles(): ReadonlyMap<string, string> {
  const definitions = readAll();
  const forms = definitions.map(({ name, form }) => `  "${name}": ${JSON.stringify(form)}`);
  return new Map([
    [join(ROOT, 'lib/blueprints/props.generated.json'), `{\n${forms.join(',\n')}\n}\n`],
    [join(ROOT, 'docs/props.md'), propsPage(definitions)],
  ]);
}

/** Writes them. */
export function writeProps(): void {
  for (const [path, text] of propsFiles()) writeFileSync(path, text);
}
