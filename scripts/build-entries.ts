import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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
    const names = exportedNames(source, (file) => readFileSync(join(root, file), 'utf8'));
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
 * The names of the values that an entry point exports, those of the lists that it passes on with `export *` among them.
 * @param file the source of the entry point
 * @param read gives the text of a source
 * @param passedOn whether an entry point takes all of it, so that it may declare what it exports
 * @throws Error for an export that is neither `export { name } from './file'` nor `export * from './file'`
 */
export function exportedNames(
  file: string,
  read: (file: string) => string,
  passedOn: boolean = false,
): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => namesOf(statement, source, read, passedOn)).sort();
}

function namesOf(
  statement: ts.Statement,
  source: ts.SourceFile,
  read: (file: string) => string,
  passedOn: boolean,
): string[] {
  if (ts.isImportDeclaration(statement)) return [];
  if (passedOn && (ts.isFunctionDeclaration(statement) || ts.isVariableStatement(statement))) {
    return declaredNames(statement);
  }
  if (ts.isExportDeclaration(statement)) {
    const { exportClause: clause, isTypeOnly, moduleSpecifier: from } = statement;
    if (isTypeOnly) return [];
    if (clause !== undefined && ts.isNamedExports(clause)) {
      return clause.elements.filter((element) => !element.isTypeOnly).map(({ name }) => name.text);
    }
    if (clause === undefined && from !== undefined && ts.isStringLiteral(from)) {
      return exportedNames(`${join(dirname(source.fileName), from.text)}.ts`, read, true);
    }
  }
  const { line } = source.getLineAndCharacterOfPosition(statement.getStart(source));
  throw new Error(
    `${source.fileName}:${line + 1}: an entry point needs exports of the form export { name } from './file', or export * from './file'`,
  );
}

/** The names that a declaration exports; of one that stays in its file there are none. */
function declaredNames(statement: ts.FunctionDeclaration | ts.VariableStatement): string[] {
  if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) !== true) return [];
  const names = ts.isFunctionDeclaration(statement)
    ? [statement.name]
    : statement.declarationList.declarations.map(({ name }) => name);
  return names.flatMap((name) => (name !== undefined && ts.isIdentifier(name) ? [name.text] : []));
}
