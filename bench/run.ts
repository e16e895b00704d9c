import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './children';
import { measureAll } from './measure';
import { optionsOf } from './options';
import { programTablesOf, replaceTables, tablesOf } from './page';
import { measurePrograms } from './programs';

const PAGE = join(__dirname, '..', 'docs', 'benchmarks.md');

const options = optionsOf(process.argv.slice(2));
const say = (line: string): void => console.error(line);
compile();
for (const frontEnd of options.frontEnds) {
  const tables =
    frontEnd === 'cdk8s'
      ? tablesOf(measureAll(options, say))
      : programTablesOf(measurePrograms(options, say));
  console.log(tables);
  if (options.write) writeFileSync(PAGE, replaceTables(readFileSync(PAGE, 'utf8'), frontEnd, tables));
}
