/** Characters by their codes, and the classes that YAML 1.1 sorts them into. The end of the text counts as code 0. */

export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const PERCENT = 37;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const ASTERISK = 42;
export const PLUS = 43;
export const COMMA = 44;
export const HYPHEN = 45;
export const DOT = 46;
export const COLON = 58;
export const LESS_THAN = 60;
export const GREATER_THAN = 62;
export const QUESTION_MARK = 63;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const BAR = 124;
export const CLOSE_BRACE = 125;
export const EXCLAMATION_MARK = 33;

const BLANK = 1;
const BREAK = 2;
const END = 4;
const WORD = 8;
const FLOW = 16;
const INDICATOR = 32;

/** The classes of every character of 16 bits. */
const CLASSES = new Uint8Array(0x10000);

function classify(chars: string, bits: number): void {
  for (const char of chars) {
    const code = char.charCodeAt(0);
    CLASSES[code] = classOf(code) | bits;
  }
}

classify(' \t', BLANK);
classify('\n\r\u0085\u2028\u2029', BREAK);
classify('\0', END);
classify('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-', WORD);
classify(',?[]{}', FLOW);
classify('-?:,[]{}#&*!|>\'"%@`', INDICATOR);

function classOf(code: number): number {
  return CLASSES[code] ?? 0;
}

/** A space or a tab. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** What ends a line: LF, CR, and as in YAML 1.1 also NEL, LS and PS. */
export function isBreak(code: number): boolean {
  return (classOf(code) & BREAK) !== 0;
}

export function isBreakOrEnd(code: number): boolean {
  return (classOf(code) & (BREAK | END)) !== 0;
}

export function isBlankOrBreak(code: number): boolean {
  return (classOf(code) & (BLANK | BREAK)) !== 0;
}

/** A blank, a line break or the end of the text. */
export function isGap(code: number): boolean {
  return (classOf(code) & (BLANK | BREAK | END)) !== 0;
}

/** A letter, a digit, `_` or `-`: what anchors and tag handles are made of. */
export function isWord(code: number): boolean {
  return (classOf(code) & WORD) !== 0;
}

/** A character that a plain scalar starts with under conditions only, or never. */
export function isIndicator(code: number): boolean {
  return (classOf(code) & INDICATOR) !== 0;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Where the next line break is in a piece of a string. */
export function endOfLine(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (classOf(text.charCodeAt(at)) & BREAK) === 0) at += 1;
  return at;
}

/**
 * Where the characters end that are neither blanks nor breaks nor the end of a plain scalar: a colon before a gap, and
 * in a flow collection what has a meaning there.
 */
export function endOfPlainRun(text: string, start: number, end: number, flow: boolean): number {
  const ends = flow ? BLANK | BREAK | FLOW : BLANK | BREAK;
  let at = start;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if ((classOf(code) & ends) !== 0) break;
    if (code === COLON && (at + 1 >= end || isGap(text.charCodeAt(at + 1)))) break;
  }
  return at;
}

/** Where a quote closes a string in which nothing else means something; -1 where something does, or nothing closes it. */
export function endOfSimpleQuote(text: string, start: number, end: number, quote: number): number {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return quote === SINGLE_QUOTE && text.charCodeAt(at + 1) === SINGLE_QUOTE ? -1 : at;
    if ((code === BACKSLASH && quote === DOUBLE_QUOTE) || (classOf(code) & BREAK) !== 0) return -1;
  }
  return -1;
}

/** What no YAML text may hold. */
const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** A character that YAML does not allow, or a byte order mark within the text; undefined where there is none. */
export function forbiddenIn(text: string): number | undefined {
  const at = text.search(FORBIDDEN);
  return at < 0 ? undefined : at;
}
