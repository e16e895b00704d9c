/** What has to change in the main file of a cdk8s app, or why nobody but its owner can say. */
export interface AppEdit {
  /** The file afterwards; undefined where it has to be changed by hand. */
  readonly text?: string;
  /** The lines that go and come, as a diff shows them; or what to change by hand. */
  readonly lines: readonly string[];
}

const NEW_APP = /\bnew (?:cdk8s\.)?App\(\s*\)/g;
const NEW_APP_WITH_OPTIONS = /\bnew (?:cdk8s\.)?App\(/;
const NAMED_IMPORT = /^import\s*\{([^}]*)\}\s*from\s*(['"])cdk8s\2(;?)[ \t]*$/m;
const STAR_IMPORT = /^import\s*\*\s*as\s+cdk8s\s+from\s*(['"])cdk8s\1(;?)[ \t]*$/m;
const REQUIRE = /^(?:const|let|var)\s+(?:\{[^}]*\}|\w+)\s*=\s*require\((['"])cdk8s\1\)(;?)[ \t]*$/m;

function byHand(entry: string): string[] {
  return [
    `  import { HardenedApp } from '${entry}';`,
    '  const app = new HardenedApp();                        // was: new App(); of its options it takes outdir',
  ];
}

/**
 * Puts a HardenedApp in place of the App of a program; the rest of it stays as it is.
 * @param entry the entry point that it is imported from
 */
export function editApp(text: string, entry: string): AppEdit {
  const replaced = text.replace(NEW_APP, 'new HardenedApp()');
  const imported = withImport(replaced, entry);
  if (replaced === text || NEW_APP_WITH_OPTIONS.test(replaced) || imported === undefined)
    return { lines: byHand(entry) };
  return { text: imported, lines: changedLines(text, imported) };
}

/** The program with the import of HardenedApp below that of cdk8s; undefined where it imports it in another way. */
function withImport(text: string, entry: string): string | undefined {
  const named = NAMED_IMPORT.exec(text);
  if (named !== null) {
    const [whole, names = '', quote = "'", end = ''] = named;
    const others = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && (name !== 'App' || isUsed('App', text.replace(whole, ''))));
    const ours = `import { HardenedApp } from ${quote}${entry}${quote}${end}`;
    const theirs = `import { ${others.join(', ')} } from ${quote}cdk8s${quote}${end}`;
    return text.replace(whole, others.length === 0 ? ours : `${theirs}\n${ours}`);
  }
  const star = STAR_IMPORT.exec(text);
  if (star !== null) {
    const [whole, quote = "'", end = ''] = star;
    return text.replace(whole, `${whole}\nimport { HardenedApp } from ${quote}${entry}${quote}${end}`);
  }
  const required = REQUIRE.exec(text);
  if (required === null) return undefined;
  const [whole, quote = "'", end = ''] = required;
  return text.replace(whole, `${whole}\nconst { HardenedApp } = require(${quote}${entry}${quote})${end}`);
}

function isUsed(name: string, text: string): boolean {
  return new RegExp(`(?<![\\w.])${name}\\b`).test(text);
}

/** The lines of one text that are not in the other, and the other way round; enough for changes of single lines. */
function changedLines(before: string, after: string): string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((line) => `  - ${line}`),
    ...fresh.filter((line) => !old.includes(line)).map((line) => `  + ${line}`),
  ];
}

const EXPORTED_CHART =
  /export class (\w+) extends (?:cdk8s\.)?Chart \{(?:\s*(?:\/\/[^\n]*\s*)*constructor\(\s*scope: Construct,\s*id: string,?(?:\s*props: \w+ = \{\s*\},?)?\s*\))/;

/** The class of a chart that a program exports and a test can make; undefined where there is none. */
export function exportedChart(text: string): string | undefined {
  return EXPORTED_CHART.exec(text)?.[1];
}
