import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './children';
import { measureAll } from './measure';
import { optionsOf } from './options';
import { replaceTables, tablesOf } from './page';

const PAGE = join(__dirname, '..', 'docs', 'benchmarks.md');

const options = optionsOf(process.argv.slice(2));
compile();
const tables = tablesOf(measureAll(options, (line) => console.error(line)));
console.log(tables);
if (options.write) writeFileSync(PAGE, replaceTables(readFileSync(PAGE, 'utf8'), tables));
