/**
 * go-yaml lets the lines of a flow collection start at any column (a closing bracket below its key is common);
 * the YAML 1.2 parser refuses them. These functions join such lines without moving any character.
 */

/** Room for joining and parsing again, in characters: beyond it the parser's error stands. */
export const JOIN_BUDGET = 100_000_000;

/**
 * The text with the lines of the flow collection around an offset joined by spaces, from the line before the
 * offset to the end of the innermost collection; undefined where that would change a scalar.
 */
export function joinFlowLines(source: string, offset: number): string | undefined {
  const lineStart = source.lastIndexOf('\n', offset - 1);
  if (lineStart < 0) return undefined;
  const chars: string[] = [];
  let from = lineBefore(source, lineStart);
  chars.push(source.slice(0, from));
  let joined = false;
  let depth = 0;
  for (; from < source.length && depth >= 0; ) {
    const token = nextToken(source, from);
    const char = source.charAt(token.start);
    chars.push(source.slice(from, token.start));
    if (char === '#') chars.push(' '.repeat(token.end - token.start));
    else if (char === '\n' && token.start >= lineStart && separates(source, token.start, chars)) {
      chars.push(' ');
      joined = true;
    } else chars.push(source.slice(token.start, token.end));
    if (token.start >= lineStart) depth += depthOf(char);
    from = token.end;
  }
  chars.push(source.slice(from));
  return joined ? chars.join('') : undefined;
}

/** A comment that ends the line before is blanked with it. */
function lineBefore(source: string, lineStart: number): number {
  return source.lastIndexOf('\n', lineStart - 1) + 1;
}

interface Token {
  readonly start: number;
  readonly end: number;
}

const TOKEN = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|(?<=[\s,[\]{}:])'[^']*(?:''[^']*)*'|(?<=\s)#[^\n]*|[[\]{}\n]/g;

function nextToken(source: string, from: number): Token {
  TOKEN.lastIndex = from;
  const match = TOKEN.exec(source);
  if (match === null) return { start: source.length, end: source.length };
  return { start: match.index, end: match.index + match[0].length };
}

function depthOf(char: string): number {
  if (char === '[' || char === '{') return 1;
  return char === ']' || char === '}' ? -1 : 0;
}

/** Whether a line break only separates tokens: one inside of a plain scalar folds, and must stay. */
function separates(source: string, at: number, before: readonly string[]): boolean {
  const next = /\S/.exec(source.slice(at, at + 1000))?.[0] ?? '';
  if (',]}#'.includes(next)) return true;
  for (let index = before.length - 1; index >= 0; index -= 1) {
    const last = before[index]?.trimEnd().at(-1);
    if (last !== undefined) return ',[{:'.includes(last);
  }
  return true;
}
