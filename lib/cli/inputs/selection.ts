import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { messageOfError } from '../errors';
import { UsageError } from '../io';
import { IgnoreRules } from './ignore-rules';

/** Options of every command that reads manifests. */
export interface SelectionOptions {
  /** Patterns of files that are left out. */
  readonly exclude?: readonly string[];
  /** Patterns of files of folders that are read, in place of the usual endings. */
  readonly include?: readonly string[];
  /** Judge each path that is named as a set of its own. */
  readonly separate?: boolean;
}

/** The file whose lines leave files of its folder out, in the syntax of `.gitignore`. */
export const IGNORE_FILE = '.bulwarkignore';

/** Files that are manifests by their names. */
const MANIFEST = /\.(?:ya?ml|json)$/;

/** Whether a file is a manifest by its name. */
export function isManifestName(name: string): boolean {
  return MANIFEST.test(name);
}

/** Which files are read, and by which rule the others are left out. */
export class Selection {
  private readonly exclude: IgnoreRules;
  private readonly include: IgnoreRules | undefined;
  private readonly ignoreFiles = new Map<string, IgnoreRules>();

  /** @throws UsageError for an empty pattern, and for an ignore file that cannot be read */
  constructor(
    { exclude = [], include = [] }: SelectionOptions,
    private readonly cwd: string,
  ) {
    refuseEmpty({ exclude, include });
    this.exclude = new IgnoreRules(
      exclude.map((pattern) => relativeTo(cwd, pattern)),
      (line) => `--exclude ${exclude[line - 1] ?? ''}`,
    );
    this.include =
      include.length === 0
        ? undefined
        : new IgnoreRules(
            include.map((pattern) => relativeTo(cwd, pattern)),
            () => 'include',
          );
  }

  /** The rule that leaves out a file that was named itself. */
  leavesOutNamed(file: string): string | undefined {
    return this.exclude.leavesOut(this.below(this.cwd, file));
  }

  /** Whether a file of a folder is one to look at: by its ending, or by --include. */
  isCandidate(path: string): boolean {
    return isManifestName(path) || this.include?.leavesOut(path) !== undefined;
  }

  /**
   * The rule that leaves out a file of a folder.
   * @param folder as it was named
   * @param path of the file below it, with slashes
   */
  leavesOut(folder: string, path: string): string | undefined {
    const file = join(folder, path);
    const paths = [path, this.below(this.cwd, file)];
    for (const one of paths) {
      const by = this.exclude.leavesOut(one);
      if (by !== undefined) return by;
    }
    const { include } = this;
    if (include !== undefined && paths.every((one) => include.leavesOut(one) === undefined))
      return '--include';
    return this.ignoredBy(folder, path);
  }

  /** By the ignore file of the current folder, and by those of the folders from the named one down to the file. */
  private ignoredBy(folder: string, path: string): string | undefined {
    const steps = path.split('/').slice(0, -1);
    const folders = [folder, ...steps.map((_, index) => join(folder, ...steps.slice(0, index + 1)))];
    const file = join(folder, path);
    for (const one of new Set([this.cwd, ...folders.map((name) => resolve(this.cwd, name))])) {
      const below = this.below(one, file);
      const by = below.startsWith('../') ? undefined : this.rulesIn(one).leavesOut(below);
      if (by !== undefined) return by;
    }
    return undefined;
  }

  private rulesIn(folder: string): IgnoreRules {
    const known = this.ignoreFiles.get(folder);
    if (known !== undefined) return known;
    const path = join(folder, IGNORE_FILE);
    const name = this.below(this.cwd, path);
    const rules = new IgnoreRules(linesOf(path, name), (line) => `${name}:${line}`);
    this.ignoreFiles.set(folder, rules);
    return rules;
  }

  /** A path with slashes, from a folder on. */
  private below(folder: string, file: string): string {
    return relative(resolve(this.cwd, folder), resolve(this.cwd, file)).replaceAll('\\', '/');
  }
}

/** A pattern of the command line may start as paths do there: `./charts`, or the path of the current folder. */
function relativeTo(cwd: string, pattern: string): string {
  const keeps = pattern.startsWith('!') ? '!' : '';
  const rest = pattern.slice(keeps.length);
  if (rest.startsWith('./')) return `${keeps}/${rest.slice(2)}`;
  return rest.startsWith(`${cwd}/`) ? `${keeps}${rest.slice(cwd.length)}` : pattern;
}

function refuseEmpty(patterns: Readonly<Record<string, readonly string[]>>): void {
  const problems = Object.entries(patterns).flatMap(([option, list]) =>
    list.filter((pattern) => pattern.trim() === '').map(() => `--${option}: found nothing; needs a pattern`),
  );
  if (problems.length > 0) throw new UsageError(problems);
}

function linesOf(path: string, name: string): string[] {
  if (!existsSync(path)) return [];
  try {
    return readFileSync(path, 'utf8')
      .replace(/^\ufeff/, '')
      .split('\n');
  } catch (error) {
    throw new UsageError([`${name}: ${messageOfError(error)}`]);
  }
}
