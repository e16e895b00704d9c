import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { applyEdits, CLOSES, type Edit, insertion, OPENS } from './edits';
import { changesIn } from './operators';

/** What is before every module that is changed: which functions ran, and an end of loops that have none. */
export const HIT = '__hit';
export const TICK = '__tick';

/** A function of a file, as a range of its text. */
interface FunctionRange {
  readonly start: number;
  readonly end: number;
  readonly index: number;
}

/** One mutant of a file. */
export interface Mutant {
  /** File, change and text, with a number where there are several: stays the same while other code changes. */
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** The function that holds it; -1 where it runs when the module loads. */
  readonly inFunction: number;
  /** The text of the file with it. */
  readonly text: () => string;
}

/** A file of the library, with what tells which of its functions ran, and its mutants. */
export interface Source {
  readonly file: string;
  /** The numbers of its functions: the first, and the one after the last. */
  readonly functions: readonly [number, number];
  /** The files that it imports, where they are its own project's. */
  readonly imports: readonly string[];
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

/** Reads a TypeScript file; its functions are numbered from `first`. */
export function readSource(root: string, file: string, first: number): Source {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const functions: FunctionRange[] = [];
  const probes: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const index = first + functions.length;
      functions.push({ start: node.getStart(source), end: node.getEnd(), index });
      probes.push(...functionProbe(node.body, source, index));
    }
    if (ts.isIterationStatement(node, false)) probes.push(...loopProbe(node.statement, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  const seen = new Map<string, number>();
  const mutants = changesIn(source).map(({ what, at, snippet, edits }): Mutant => {
    const name = `${file}: ${what}: ${snippet}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return {
      id: count === 1 ? name : `${name} #${count}`,
      file,
      line: source.getLineAndCharacterOfPosition(at).line + 1,
      inFunction: innermost(functions, at),
      text: () => applyEdits(text, [...probes, ...edits]),
    };
  });
  return {
    file,
    functions: [first, first + functions.length],
    imports: importsOf(source),
    text: applyEdits(text, probes),
    mutants,
  };
}

/** A table of JSON: each of its rows, or of its keys, may be missing. */
export function readTable(root: string, file: string): Source {
  const text = readFileSync(join(root, file), 'utf8');
  const table: unknown = JSON.parse(text);
  const without = (name: string, rest: unknown): Mutant => ({
    id: `${file}: row removed: ${name}`,
    file,
    line: 1,
    inFunction: -1,
    text: () => JSON.stringify(rest),
  });
  const mutants = Array.isArray(table)
    ? table.map((row, index) => without(JSON.stringify(row).slice(0, 100), table.toSpliced(index, 1)))
    : Object.entries(Object(table)).map(([key]) => {
        return without(
          key,
          Object.fromEntries(Object.entries(Object(table)).filter(([other]) => other !== key)),
        );
      });
  return { file, functions: [0, 0], imports: [], text, mutants };
}

/** What a file imports, as paths from the root; those of modules without an ending. */
function importsOf(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const from = statement.moduleSpecifier;
    if (from === undefined || !ts.isStringLiteral(from) || !from.text.startsWith('.')) return [];
    return [posix.join(posix.dirname(source.fileName), from.text)];
  });
}

function functionProbe(body: ts.Node, source: ts.SourceFile, index: number): Edit[] {
  if (ts.isBlock(body)) return [insertion(body.getStart(source) + 1, `${HIT}(${index});`, OPENS)];
  return [
    insertion(body.getStart(source), `(${HIT}(${index}), (`, OPENS),
    insertion(body.getEnd(), '))', CLOSES),
  ];
}

function loopProbe(body: ts.Statement, source: ts.SourceFile): Edit[] {
  if (ts.isBlock(body)) return [insertion(body.getStart(source) + 1, `${TICK}();`, OPENS)];
  return [insertion(body.getStart(source), `{${TICK}();`, OPENS), insertion(body.getEnd(), '}', CLOSES)];
}

function innermost(functions: readonly FunctionRange[], at: number): number {
  let found: FunctionRange | undefined;
  for (const range of functions) if (range.start <= at && at < range.end) found = range;
  return found?.index ?? -1;
}
