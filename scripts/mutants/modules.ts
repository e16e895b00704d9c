import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Script } from 'node:vm';
import { transformSync } from '@swc/core';
import { compilerOptions } from '../../tsconfig.json';

type Run = (
  exports: unknown,
  require: (request: string) => unknown,
  module: { exports: unknown },
  filename: string,
  folder: string,
) => void;

const compiled = new Map<string, Run>();

/** The modules of one run: they load anew in each, so that no run sees what another left behind. */
export class Modules {
  private readonly loaded = new Map<string, { exports: unknown }>();

  /**
   * @param strings the strings of files that are not read as they are
   * @param mutated a file whose text nobody else shall get
   */
  constructor(
    private readonly strings: ReadonlyMap<string, string>,
    private readonly mutated?: { readonly file: string; readonly text: string },
  ) {}

  load(file: string): unknown {
    const known = this.loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} as unknown };
    this.loaded.set(file, module);
    if (file.endsWith('.json')) module.exports = JSON.parse(this.textOf(file));
    else {
      const native = createRequire(file);
      const load = (request: string): unknown =>
        isOwn(request) ? this.load(resolved(file, request)) : native(request);
      const require = Object.assign(load, { resolve: native.resolve });
      this.runOf(file)(module.exports, require, module, file, dirname(file));
    }
    return module.exports;
  }

  private textOf(file: string): string {
    if (this.mutated?.file === file) return this.mutated.text;
    return this.strings.get(file) ?? readFileSync(file, 'utf8');
  }

  private runOf(file: string): Run {
    if (this.mutated?.file === file) return compile(file, this.mutated.text);
    const known = compiled.get(file) ?? compile(file, this.textOf(file));
    compiled.set(file, known);
    return known;
  }
}

function compile(file: string, text: string): Run {
  const { code } = transformSync(text, {
    filename: file,
    configFile: false,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  return new Script(`(exports, require, module, __filename, __dirname) => {${code}\n}`, {
    filename: file,
  }).runInThisContext();
}

const ROOT = join(__dirname, '../..');
/** The package's own entry points, as tests name them. */
const ENTRIES = new Map(
  Object.entries(compilerOptions.paths).map(([name, [file = '']]) => [name, join(ROOT, file)]),
);

function isOwn(request: string): boolean {
  return request.startsWith('.') || ENTRIES.has(request);
}

const places = new Map<string, string>();

function resolved(from: string, request: string): string {
  const path = ENTRIES.get(request) ?? resolve(dirname(from), request);
  const known = places.get(path);
  if (known !== undefined) return known;
  const found = [path, `${path}.ts`, join(path, 'index.ts')].find((file) =>
    statSync(file, { throwIfNoEntry: false })?.isFile(),
  );
  if (found === undefined) throw new Error(`${from}: no module ${request}`);
  places.set(path, found);
  return found;
}
