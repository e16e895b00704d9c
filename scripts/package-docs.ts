/** The pages that the package carries, and what becomes of their links there. */
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The pages of the package beside its README: folders and files. */
export const PAGES = ['CHANGELOG.md', 'docs'];

/** Code, which stays as it is, or a link; a picture is one, too. */
const PIECE = /^```[\s\S]*?^```[ ]*$|`[^`\n]*`(?!\])|(?<link>\[(?<text>[^\]]*)\]\((?<target>[^)\s]+)\))/gm;

/**
 * Copies README, changes and documentation. What a page links to outside of the package, such as a test, is named there
 * as text: nobody who reads the package has it.
 */
export function copyPages(root: string, folder: string): void {
  const names = ['README.md', ...PAGES].flatMap((name) => filesIn(root, name));
  const packed = new Set(names);
  for (const name of names) {
    const [from, to] = [join(root, name), join(folder, name)];
    mkdirSync(dirname(to), { recursive: true });
    if (name.endsWith('.md')) writeFileSync(to, withoutSources(name, readFileSync(from, 'utf8'), packed));
    else cpSync(from, to);
  }
}

function filesIn(root: string, name: string): string[] {
  if (!statSync(join(root, name)).isDirectory()) return [name];
  const files = readdirSync(join(root, name), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(root.length + 1))
    .sort();
}

/**
 * A page without the links that lead out of the package.
 * @param page its path in the package, such as `docs/traffic.md`
 */
export function withoutSources(page: string, text: string, packed: ReadonlySet<string>): string {
  return text.replace(PIECE, (whole: string, ...rest) => {
    const groups: { link?: string; text?: string; target?: string } = rest.at(-1);
    const { link, text: shown = '', target = '' } = groups;
    if (link === undefined || /^([a-z]+:|#)/.test(target)) return whole;
    const path = join(dirname(page), target.replace(/#.*/, ''));
    if (packed.has(path)) return whole;
    const name = shown.replaceAll('`', '');
    return path === name || path.endsWith(`/${name}`) ? `\`${path}\`` : `${shown} \`${path}\``;
  });
}
