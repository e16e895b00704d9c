import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SuiteResult } from '../suite';

const PAGE = resolve(__dirname, '../../docs/conformance.md');

/**
 * Holds a suite's part of the page against what was found, and writes it anew where it is not the same. The part
 * is between two comments with its name; the rest of the page is nobody's but the author's.
 * @throws Error where the page has no such part
 */
export function writePart(name: string, text: string): SuiteResult {
  const [from, to] = [`<!-- part: ${name} -->\n`, `<!-- end: ${name} -->\n`];
  const page = readFileSync(PAGE, 'utf8');
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`docs/conformance.md has no part ${name}`);
  const written = `${page.slice(0, start + from.length)}\n${text.trim()}\n\n${page.slice(end)}`;
  const same = written === page;
  if (!same) writeFileSync(PAGE, written);
  return {
    program: `docs/conformance.md: ${name}`,
    version: '',
    judged: 1,
    expected: 1,
    found: same ? 1 : 0,
    problems: same ? [] : ['docs/conformance.md was not up to date, and is now: commit it'],
    seconds: 0,
  };
}

/** A table as Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A string as Markdown shows code. */
export const code = (text: string): string => `\`${text}\``;
