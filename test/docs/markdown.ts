import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the project. */
export const ROOT = join(__dirname, '..', '..');

/** A page of the documentation. */
export interface Page {
  /** Path from the root of the project, such as `docs/traffic.md`. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block, with the comments that stand directly before it. */
export interface Block {
  readonly page: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** Comments without their marks, such as `fails` or `from dist/01-shop.k8s.yaml`. */
  readonly comments: readonly string[];
}

/** README.md, CONTRIBUTING.md, CHANGELOG.md and every page below docs/, in byte order. */
export function pages(): Page[] {
  const found = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...found.sort()].map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8'),
  }));
}

const PIECE =
  /^<!--\s*(?<comment>[\s\S]*?)\s*-->$|^(?<fence>```+)(?<language>[^\n`]*)\n(?<text>[\s\S]*?)^\k<fence>[ ]*$/gm;

/** Whether a comment holds code for all further samples of a page; such a one may be anywhere before them. */
export function isSetup(comment: string): boolean {
  return comment.startsWith('setup\n');
}

/** The fenced blocks of a page, each with the comments before it; other text in between parts them. */
export function blocks(page: Page): Block[] {
  const found: Block[] = [];
  let comments: string[] = [];
  let end = 0;
  for (const match of page.text.matchAll(PIECE)) {
    const { comment, language, text } = match.groups ?? {};
    if (page.text.slice(end, match.index).trim() !== '') comments = comments.filter(isSetup);
    end = match.index + match[0].length;
    if (comment !== undefined) {
      comments.push(comment);
      continue;
    }
    const line = page.text.slice(0, match.index).split('\n').length;
    found.push({ page: page.path, line, language: (language ?? '').trim(), text: text ?? '', comments });
    comments = [];
  }
  return found;
}

/** The page without fenced blocks, inline code and comments: where links are looked for. */
export function prose(page: Page): string {
  return page.text.replace(PIECE, '').replace(/`[^`\n]*`/g, '');
}

/** The anchors of a page: its headings as they are named in links. */
export function anchors(page: Page): Set<string> {
  const names = new Set<string>();
  for (const [, title = ''] of page.text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6}\s+(.+)$/gm)) {
    const plain = title
      .replace(/`/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase();
    const name = plain.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
    names.add(names.has(name) ? `${name}-1` : name);
  }
  return names;
}

/**
 * Whether a string holds an excerpt: its lines in order and one after another; a line with nothing but `…` or `# …`
 * stands for any lines. Returns the first part that is missing.
 */
export function missingPart(excerpt: string, text: string): string | undefined {
  let rest = `\n${text}\n`;
  for (const part of excerpt.trimEnd().split(/^[ ]*(?:# )?…$/m)) {
    const lines = part.replace(/^\n|\n$/g, '');
    if (lines === '') continue;
    const at = rest.indexOf(`\n${lines}\n`);
    if (at < 0) return lines;
    rest = rest.slice(at + lines.length + 1);
  }
  return undefined;
}
