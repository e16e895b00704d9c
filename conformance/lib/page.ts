import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SuiteResult } from '../suite';

const PAGE = resolve(__dirname, '../../docs/conformance.md');

/**
 * Holds a suite's part of the page against what was found, and writes it anew where it is not the same. Rows, words,
 * and counts under 100 have to be the same; larger counts may be off by one in a hundred, since each change of a
 * schema or a control moves them a little. The part is between two comments with its name; the rest of the page is
 * nobody's but the author's.
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
  const close = isClose(page, written);
  return {
    program: `docs/conformance.md: ${name}`,
    version: '',
    judged: 1,
    expected: 1,
    found: close ? 1 : 0,
    problems: close ? [] : ['docs/conformance.md was not up to date, and is now: commit it'],
    notes: close && !same ? ['counts moved by less than one in a hundred: the page has the new ones'] : [],
    seconds: 0,
  };
}

const COUNT = /\d[\d,]*/g;

/** Whether two texts differ in nothing but counts of 100 or more, each by less than one in a hundred. */
export function isClose(before: string, after: string): boolean {
  if (before.replace(COUNT, '#') !== after.replace(COUNT, '#')) return false;
  const [was, is] = [countsIn(before), countsIn(after)];
  return was.every((count, index) => Math.abs(count - (is[index] ?? 0)) <= Math.floor(count / 100));
}

const countsIn = (text: string): number[] =>
  (text.match(COUNT) ?? []).map((count) => Number(count.replaceAll(',', '')));

/** A table as Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A string as Markdown shows code. */
export const code = (text: string): string => `\`${text}\``;
