import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { type Block, blocks, isSetup, type Page, ROOT } from './markdown';

/** A block that is run or compared, with the program that it is. */
export interface Sample extends Block {
  /** The whole program of a ts sample: the page's setup, the block, and a synth where none is called. */
  readonly program: string;
  /** A file that does not exist, so that the compiler resolves modules as in the project. */
  readonly file: string;
}

/**
 * The samples of a page in order. A comment that begins with `setup` and a line break holds code that goes before
 * each further ts block of the page which makes no app of its own. A comment `at PATH` says which file of the project the
 * block is, for pages that explain how to extend it: it imports as that file does, and later blocks import it.
 */
export function samplesOf(page: Page): Sample[] {
  let setup = '';
  return blocks(page).map((block, index) => {
    setup = block.comments.findLast(isSetup)?.slice('setup\n'.length) ?? setup;
    const own = join('test', 'docs', `${page.path.replace(/[^a-zA-Z]/g, '-')}-${index}.ts`);
    const at = block.comments.find((comment) => comment.startsWith('at '))?.slice('at '.length);
    const file = join(ROOT, at ?? own);
    return { ...block, file, program: block.language === 'ts' ? program(setup, block.text) : '' };
  });
}

function program(setup: string, text: string): string {
  const whole =
    /new (?:Hardened)?App\(|Testing\.chart\(|^import \* as k8s/m.test(text) || setup === ''
      ? text
      : `${setup}\n${text}`;
  const synthesizes =
    /\.synth(?:Yaml|esize)?\(/.test(whole) || !/^const app = new/m.test(whole) || isPulumi(whole);
  // `export {}` makes a file without imports a module of its own.
  return `${whole}\nexport {};\n${synthesizes ? '' : 'app.synth();\n'}`;
}

/** Whether a program is one of Pulumi: it makes its resources while it runs, and is synthesized by nobody. */
export function isPulumi(program: string): boolean {
  return /from 'bulwark\/pulumi'/.test(program);
}

/** What the compiler says against samples, by line: one program for all of them. */
export function typeErrors(samples: readonly Sample[]): string[] {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const compilerOptions = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  const strings = new Map(samples.map((sample) => [sample.file, sample]));
  const host = ts.createCompilerHost(compilerOptions);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => strings.has(name) || fileExists(name);
  const folders = new Set([...strings.keys()].map(dirname));
  const directoryExists = host.directoryExists?.bind(host);
  host.directoryExists = (name) => folders.has(name) || directoryExists?.(name) === true;
  host.readFile = (name) => strings.get(name)?.program ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    const sample = strings.get(name);
    return sample === undefined
      ? getSourceFile(name, language, ...rest)
      : ts.createSourceFile(name, sample.program, language, true);
  };
  const compiled = ts.createProgram([...strings.keys()], compilerOptions, host);
  return [...strings].flatMap(([file, sample]) => {
    const source = compiled.getSourceFile(file);
    const found = [...compiled.getSyntacticDiagnostics(source), ...compiled.getSemanticDiagnostics(source)];
    return found.map(
      ({ messageText }) =>
        `${sample.page}:${sample.line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}

/** A sample as a script. */
export function javaScript(sample: Sample): string {
  const { outputText } = ts.transpileModule(sample.program, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  return outputText;
}

/** Writes the files that the comments of a block ask for: `file NAME` for the block, `file NAME` and its lines for others. */
export function writeFiles(block: Block, folder: string): void {
  for (const comment of block.comments) {
    const match = /^file (\S+)(?:\n([\s\S]*))?$/.exec(comment);
    if (match === null) continue;
    const path = join(folder, match[1] ?? '');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, match[2] === undefined ? block.text : `${match[2]}\n`);
  }
}
