import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { CDK8S_PLUS, REFERENCE } from '../lib/cdk8s-plus';

/** Where the front end is in the build, written against the reference. */
const SOURCE = 'cdk8s';

/** What names a module in what the compiler writes: `from './x'`, `require("./x")`, `import('./x')`, `import './x'`. */
const MODULE = /(\bfrom |\bimport |\brequire\(|\bimport\()(["'])([^"'\n]+)\2/g;

/** The name of the reference, as the text of a literal. */
const NAMED = new RegExp(`(["'])${REFERENCE}\\1`, 'g');

/** The entry point of the reference under the name that the others have: the same classes. */
const ALIAS = {
  'index.js': `"use strict";\nmodule.exports = require("../${SOURCE}");\n`,
  'index.d.ts': `export * from '../${SOURCE}';\n`,
};

/**
 * Writes the front end of each version of cdk8s-plus beside that of the reference. What names the reference, and what
 * imports such a file, is written anew with the name of the version; everything else is the same file for all.
 * @param build the folder that the compiler wrote to
 */
export function writeVersions(build: string): void {
  const files = new Map(
    filesIn(join(build, SOURCE)).map((file) => [file, readFileSync(join(build, SOURCE, file), 'utf8')]),
  );
  const bound = boundIn(files);
  for (const [file, text] of Object.entries(ALIAS)) write(join(build, REFERENCE, file), text);
  for (const plus of CDK8S_PLUS) {
    if (plus === REFERENCE) continue;
    for (const [file, text] of files) {
      if (bound.has(moduleOf(file))) write(join(build, plus, file), forVersion(file, text, plus, bound));
    }
  }
}

/**
 * The modules of the front end, as paths without an ending, that name the reference or import one that does. A module is
 * its program and its declarations: what only one of the two names counts for both.
 */
export function boundIn(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const bound = new Set<string>();
  const importers = new Map<string, Set<string>>();
  const open: string[] = [];
  for (const [file, text] of files) {
    const own = moduleOf(file);
    if (text.search(NAMED) >= 0) open.push(own);
    for (const [, , , imported = ''] of text.matchAll(MODULE)) {
      const to = moduleOf(targetOf(file, imported));
      importers.set(to, (importers.get(to) ?? new Set()).add(own));
    }
  }
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (bound.has(module)) continue;
    bound.add(module);
    open.push(...(importers.get(module) ?? []));
  }
  return bound;
}

/** The text of a file for one version: it is in a folder beside the reference's, as deep as that. */
export function forVersion(file: string, text: string, plus: string, bound: ReadonlySet<string>): string {
  const here = posix.dirname(posix.join(plus, file));
  return text
    .replace(NAMED, `$1${plus}$1`)
    .replace(MODULE, (whole, before: string, quote: string, imported: string) => {
      const target = targetOf(file, imported);
      if (!imported.startsWith('.') || target.startsWith('..') || bound.has(moduleOf(target))) return whole;
      return `${before}${quote}${posix.relative(here, posix.join(SOURCE, target))}${quote}`;
    });
}

/** Where an import leads, from the folder of the front end. */
function targetOf(file: string, imported: string): string {
  return imported.startsWith('.') ? posix.join(posix.dirname(file), imported) : imported;
}

function moduleOf(file: string): string {
  return file.replace(/(\.d\.ts|\.js)$/, '').replace(/\/index$/, '');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => /\.(js|d\.ts)$/.test(name))
    .sort();
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
