import {
  BACKSLASH,
  DOUBLE_QUOTE,
  endOfSimpleQuote,
  isBlank,
  isBlankOrBreak,
  isBreak,
  isGap,
  SINGLE_QUOTE,
} from './characters';
import { type Cursor, fold } from './cursor';
import { syntaxFault } from './fault';

/** Reads a scalar in single or double quotes, from its opening quote on; passes the closing one. */
export function scanQuoted(cursor: Cursor): string {
  const start = cursor.at;
  const quote = cursor.code;
  cursor.at += 1;
  const simple = endOfSimpleQuote(cursor.text, cursor.at, cursor.end, quote);
  if (simple >= 0) {
    const text = cursor.text.slice(cursor.at, simple);
    cursor.at = simple + 1;
    return text;
  }
  let text = '';
  while (true) {
    if (cursor.atMarker()) throw syntaxFault(cursor.at, 'a document marker within quotes');
    if (cursor.at >= cursor.end) throw syntaxFault(start, 'a quote that is not closed');
    const run = scanRun(cursor, quote);
    text += run.text;
    if (cursor.code === quote) break;
    text += scanGap(cursor, run.escapedBreak);
  }
  cursor.at += 1;
  return text;
}

interface Run {
  readonly text: string;
  /** Whether it ended with a backslash before a line break. */
  readonly escapedBreak: boolean;
}

/** Reads up to a blank, a break, the closing quote or the end. */
function scanRun(cursor: Cursor, quote: number): Run {
  let text = '';
  let from = cursor.at;
  for (let { code } = cursor; !isGap(code); code = cursor.code) {
    if (code === quote) {
      if (quote === DOUBLE_QUOTE || cursor.codeAt(1) !== SINGLE_QUOTE) break;
      text += `${cursor.text.slice(from, cursor.at)}'`;
      cursor.at += 2;
      from = cursor.at;
    } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
      text += cursor.text.slice(from, cursor.at);
      cursor.at += 1;
      if (isBreak(cursor.code)) {
        cursor.passBreak();
        return { text, escapedBreak: true };
      }
      text += scanEscape(cursor);
      from = cursor.at;
    } else cursor.at += 1;
  }
  return { text: text + cursor.text.slice(from, cursor.at), escapedBreak: false };
}

/** Passes blanks and breaks and answers what they are in the text. */
function scanGap(cursor: Cursor, escapedBreak: boolean): string {
  let blanks = '';
  let first: string | undefined = escapedBreak ? '' : undefined;
  let others = '';
  for (let { code } = cursor; isBlankOrBreak(code); code = cursor.code) {
    if (isBlank(code)) {
      if (first === undefined) blanks += String.fromCharCode(code);
      cursor.at += 1;
    } else if (first === undefined) first = cursor.passBreak();
    else others += cursor.passBreak();
  }
  return first === undefined ? blanks : fold(first, others);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

/** Digits of the escapes that name a character by its number. */
const NUMBERED: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Reads what follows a backslash. */
function scanEscape(cursor: Cursor): string {
  const start = cursor.at - 1;
  const name = String.fromCharCode(cursor.code);
  cursor.at += 1;
  const digits = NUMBERED.get(name);
  if (digits === undefined) {
    const char = ESCAPES.get(name);
    if (char === undefined) throw syntaxFault(start, `the escape \\${name}`, 'an escape that YAML 1.1 knows');
    return char;
  }
  const hex = cursor.text.slice(cursor.at, Math.min(cursor.at + digits, cursor.end));
  if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex)) {
    throw syntaxFault(start, `\\${name} without its number`, `${digits} hexadecimal digits after \\${name}`);
  }
  const code = Number.parseInt(hex, 16);
  if (code > 0x10ffff) throw syntaxFault(start, `\\${name}${hex}`, 'a character of Unicode');
  if (code >= 0xd800 && code <= 0xdfff) {
    throw syntaxFault(start, `\\${name}${hex}, an escaped surrogate`, 'the character itself');
  }
  cursor.at += digits;
  return String.fromCodePoint(code);
}
