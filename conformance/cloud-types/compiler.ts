import { join, resolve } from 'node:path';
import ts from 'typescript';
import { declarationsOf, PACKAGES } from './declarations';

const ROOT = resolve(__dirname, '../..');

/**
 * What the compiler says against each program, all of them compiled at once as those of a project that has the packages of
 * the clouds installed.
 * @param programs sources, by name
 */
export async function errorsIn(
  programs: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const options = await compilerOptions();
  const files = new Map([...programs].map(([name, text]) => [join(__dirname, `${name}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, language, ...rest) => {
    const text = files.get(file);
    return text === undefined
      ? getSourceFile(file, language, ...rest)
      : ts.createSourceFile(file, text, language, true);
  };
  const compiled = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...programs.keys()].map((name) => {
      const source = compiled.getSourceFile(join(__dirname, `${name}.ts`));
      const found = [...compiled.getSyntacticDiagnostics(source), ...compiled.getSemanticDiagnostics(source)];
      return [name, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))];
    }),
  );
}

async function compilerOptions(): Promise<ts.CompilerOptions> {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const paths: Record<string, string[]> = { ...options.paths };
  for (const name of Object.keys(PACKAGES)) paths[`${name}/*`] = [join(await declarationsOf(name), '*')];
  // The declarations stand in the cache: what they need is this checkout's.
  paths['@pulumi/pulumi'] = [join(ROOT, 'node_modules/@pulumi/pulumi')];
  return { ...options, paths, noUnusedLocals: false, noUnusedParameters: false };
}
