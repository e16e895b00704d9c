import picomatch from 'picomatch';

/** One line of rules, such as `charts/`, `*.values.yaml` or `!keep.yaml`. */
interface Rule {
  readonly matches: (path: string) => boolean;
  /** Takes back what an earlier rule left out. */
  readonly keeps: boolean;
  /** Holds for folders only, and so for what is in them. */
  readonly foldersOnly: boolean;
  /** The line, and where it is, for messages. */
  readonly by: string;
}

/** Patterns as `.gitignore` has them: wildcards stop at slashes. */
const OPTIONS = { dot: true, nobrace: true, noextglob: true, nonegate: true } as const;

/**
 * Rules in the syntax of `.gitignore`: a pattern without a slash holds at every depth, one with a slash from the folder
 * of the rules, one that ends with a slash for folders; `!` takes back; the last rule that matches decides; what lies in
 * a folder that is left out cannot be taken back.
 */
export class IgnoreRules {
  private readonly rules: Rule[] = [];

  /** @param source where the lines stand, for messages, by the number of the line */
  constructor(lines: readonly string[], source: (line: number) => string) {
    for (const [index, line] of lines.entries()) {
      const rule = ruleOf(line, source(index + 1));
      if (rule !== undefined) this.rules.push(rule);
    }
  }

  /**
   * The rule that leaves a file out, as messages name it; undefined where none does.
   * @param path of the file, below the folder of the rules, with slashes
   */
  leavesOut(path: string): string | undefined {
    if (this.rules.length === 0) return undefined;
    const steps = path.split('/');
    for (let length = 1; length <= steps.length; length += 1) {
      const by = this.decide(steps.slice(0, length).join('/'), length < steps.length);
      if (by !== undefined) return by;
    }
    return undefined;
  }

  private decide(path: string, folder: boolean): string | undefined {
    const rule = this.rules.findLast(({ foldersOnly, matches }) => (folder || !foldersOnly) && matches(path));
    return rule === undefined || rule.keeps ? undefined : rule.by;
  }
}

function ruleOf(line: string, by: string): Rule | undefined {
  const text = withoutTrailingSpaces(line.replace(/\r$/, ''));
  if (text === '' || text.startsWith('#')) return undefined;
  const keeps = text.startsWith('!');
  const pattern = keeps ? text.slice(1) : text;
  const foldersOnly = pattern.endsWith('/');
  const bare = foldersOnly ? pattern.slice(0, -1) : pattern;
  if (bare === '' || bare === '/') return undefined;
  // `a/**` is what is in `a`, not `a` itself.
  const glob = (bare.includes('/') ? bare.replace(/^\//, '') : `**/${bare}`).replace(/\/\*\*$/, '/**/*');
  return { matches: picomatch(literal(glob), OPTIONS), keeps, foldersOnly, by };
}

/** Escapes, sets in brackets, and what means something to picomatch alone. */
const PART = /\\.|\[[!^]?\]?[^\]]*\]|[(){}|+@$^]/gs;

/** The pattern such that only `*`, `?`, sets and backslashes have a meaning. */
function literal(glob: string): string {
  return glob.replace(PART, (part) => (part.length === 1 ? `\\${part}` : part));
}

/** A backslash keeps the space that follows it. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end -= 1;
  return line.slice(0, end);
}
