/**
 * Writes the two tables of built-in kinds in lib/core/manifest:
 * kinds.generated.json (every kind and where it is served) and fields.generated.json (the type of every field).
 *
 *   npx tsx scripts/kinds.ts 27=/path/swagger-1.27.json … 37=/path/swagger-1.37.json
 *
 * One argument a minor version, oldest first: `<minor>=<file>`. A file is `api/openapi-spec/swagger.json` of a patch
 * release of that minor, out of the Kubernetes source tree (a release archive, a checkout of a tag, or the module zip
 * of `k8s.io/kubernetes`). That document is written with every API switched on, alpha ones included.
 * Last run with 1.27.16, 1.28.15, 1.29.15, 1.30.14, 1.31.14, 1.32.11, 1.33.13, 1.34.4, 1.35.3, 1.36.3 and 1.37.1.
 *
 * Only facts are taken over: names, types, scopes, versions. No descriptions.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionTable, type Table } from './kinds-fields';
import { type KindRow, kindRows } from './kinds-rows';
import type { Minor, Swagger } from './kinds-swagger';

const target = join(__dirname, '..', 'lib', 'core', 'manifest');

function readMinors(args: readonly string[]): Minor[] {
  return args.map((argument) => {
    const [minor, file] = argument.split('=');
    if (minor === undefined || file === undefined || !/^\d+$/.test(minor)) {
      throw new Error(`found argument ${argument}; needs <minor>=<file>`);
    }
    const swagger: Swagger = JSON.parse(readFileSync(file, 'utf8'));
    return { minor: Number(minor), swagger };
  });
}

function writeKinds(minors: readonly Minor[], rows: readonly KindRow[]): void {
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  const head = `"oldest":${minors[0]?.minor},"newest":${minors.at(-1)?.minor}`;
  writeFileSync(join(target, 'kinds.generated.json'), `{${head},"kinds":[\n${lines}\n]}\n`);
}

function writeFields(table: Table): void {
  const lines = [...table].map(([name, fields]) => `${JSON.stringify(name)}:${JSON.stringify(fields)}`);
  writeFileSync(join(target, 'fields.generated.json'), `{\n${lines.join(',\n')}\n}\n`);
}

const minors = readMinors(process.argv.slice(2));
if (minors.length === 0) throw new Error('found no arguments; needs <minor>=<file>, oldest first');
const rows = kindRows(minors);
const table = definitionTable(
  minors,
  rows.map((row) => row.type),
);
writeKinds(minors, rows);
writeFields(table);
process.stdout.write(`${rows.length} kinds, ${table.size} definitions\n`);
