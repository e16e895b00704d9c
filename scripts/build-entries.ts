import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { CDK8S_PLUS } from '../lib/cdk8s-plus';

/** An entry of the `exports` map that has conditions. */
interface Conditions {
  readonly import: { readonly types: string; readonly default: string };
  readonly require: { readonly types: string; readonly default: string };
}

/**
 * Writes the ES module entry points that the `exports` map names. Each takes the CommonJS build, so that a class is one
 * class however it came in, and exports it by name.
 * @param root where the sources and `package.json` are
 * @param folder where `build/` is and `es/` goes
 */
export function writeEntries(root: string, folder: string): void {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const entry of Object.values<Conditions | string>(exports)) {
    if (typeof entry === 'string') continue;
    const { import: es, require: cjs } = entry;
    const source = sourceOf(cjs.default);
    const names = exportedNames(readFileSync(join(root, source), 'utf8'), source);
    mkdirSync(join(folder, 'es'), { recursive: true });
    for (const put of es.default.includes('*') ? CDK8S_PLUS.map(versionIn) : [String]) {
      const from = relative('es', put(cjs.default));
      writeFileSync(join(folder, put(es.default)), moduleText(from, names));
      writeFileSync(join(folder, put(es.types)), `export * from '${from}';\n`);
    }
  }
}

/** The source of an entry point. The one pattern is that of the versions of cdk8s-plus, which have one source. */
function sourceOf(built: string): string {
  return built
    .replace('cdk8s-plus-*', 'cdk8s')
    .replace(/^\.\/build\//, 'lib/')
    .replace(/\.js$/, '.ts');
}

/** Puts a version of cdk8s-plus into a path of the pattern. */
function versionIn(plus: string): (path: string) => string {
  return (path) => path.replace('cdk8s-plus-*', plus);
}

function moduleText(from: string, names: readonly string[]): string {
  return `import entry from '${from}';\n\nexport const {\n${names.map((name) => `  ${name},\n`).join('')}} = entry;\n`;
}

/**
 * The names of the values that an entry point exports.
 * @throws Error for an export that is not of the form `export { name } from './file'`
 */
export function exportedNames(text: string, file: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
  const names: string[] = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) continue;
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    if (!ts.isExportDeclaration(statement) || clause === undefined || !ts.isNamedExports(clause)) {
      const { line } = source.getLineAndCharacterOfPosition(statement.getStart(source));
      throw new Error(
        `${file}:${line + 1}: an entry point needs exports of the form export { name } from './file'`,
      );
    }
    if (statement.isTypeOnly) continue;
    for (const { isTypeOnly, name } of clause.elements) if (!isTypeOnly) names.push(name.text);
  }
  return names.sort();
}
