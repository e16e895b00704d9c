/**
 * Quoting such that go-yaml, PyYAML and js-yaml, under YAML 1.1 and 1.2 alike, read the same string: plain where
 * all of them see a string, else in double quotes.
 */

/** What some reader takes for a boolean or null in some case of letters; also the empty string's neighbours. */
const RESERVED = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', '~', '<<', '=']);
const LONGEST_RESERVED = 5;

/** Characters that YAML gives a meaning at the start of a scalar. */
const INDICATOR = /^(?:[?:,[\]{}#&*!|>'"%@`]|-(?:$|\s)|---|\.\.\.)/;
const MEANING = /: | #|:$|^\s|\s$/;
/** What is not printable, not seen, turns the direction of a line, is a line break for some reader, or no character. */
const SPECIAL = /[\p{Cc}\u00a0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;
const LONE_SURROGATE = /\p{Surrogate}/u;
const ESCAPED = /[\u007f-\u00a0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
/** What a runner of continuous integration takes for a command, so that printed YAML is none. */
const COMMAND = /(?:^|\n)[^\S\n]*::|##(?:vso|teamcity)?\[/i;
const COMMAND_START = /##(?=(?:vso|teamcity)?\[)/gi;

const INTEGER = /^[-+]?(?:0[bB][01_]*|0[oO][0-7_]*|0[xX][0-9a-fA-F_]*|[0-9][0-9_,]*)$/;
const FLOAT = /^[-+]?(?:[0-9][0-9_]*)?\.?[0-9_]*(?:[eE][-+]?[0-9_]*)?$/;
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?$/;
const NO_NUMBER = /^[-+]?\.(?:inf|nan)$/i;
const TIMESTAMP = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt\s])/;
const NUMERIC_START = /^[-+.0-9]/;

function looksNumeric(text: string): boolean {
  return (
    NUMERIC_START.test(text) &&
    (INTEGER.test(text) ||
      FLOAT.test(text) ||
      SEXAGESIMAL.test(text) ||
      NO_NUMBER.test(text) ||
      TIMESTAMP.test(text))
  );
}

const SPACE = 32;
const HASH = 35;
const COLON = 58;
const LAST_PRINTABLE = 126;

/** Characters that begin no number and mean nothing at the start of a scalar. */
const HARMLESS_START = new Uint8Array(128);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_/$(<\\^;') {
  HARMLESS_START[char.charCodeAt(0)] = 1;
}

/** The short way for nearly all strings: a harmless start, then printable ASCII without `: `, ` #` or a space at the end. */
function isHarmless(text: string): boolean {
  const { length } = text;
  if (HARMLESS_START[text.charCodeAt(0)] !== 1) return false;
  let previous = 0;
  for (let at = 1; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < SPACE || code > LAST_PRINTABLE) return false;
    if (code === SPACE ? previous === COLON : code === HASH && (previous === SPACE || previous === HASH))
      return false;
    previous = code;
  }
  return previous !== SPACE && previous !== COLON;
}

/** Whether a string is the same string for every reader when it is written without quotes. */
export function isPlainSafe(text: string): boolean {
  if (text.length <= LONGEST_RESERVED && (text === '' || RESERVED.has(text.toLowerCase()))) return false;
  if (isHarmless(text)) return true;
  return !(
    INDICATOR.test(text) ||
    looksNumeric(text) ||
    MEANING.test(text) ||
    SPECIAL.test(text) ||
    COMMAND.test(text)
  );
}

/** A string in double quotes, with escapes that YAML and JSON share. */
export function doubleQuote(text: string): string {
  return JSON.stringify(text).replace(ESCAPED, unicodeEscape).replace(COMMAND_START, '#\\u0023');
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A string on one line, plain where that is safe, else in double quotes; undefined with half a surrogate pair. */
export function scalarText(text: string): string | undefined {
  const short = text.length <= LONGEST_RESERVED;
  if (!short && isHarmless(text)) return text;
  if (isPlainSafe(text)) return LONE_SURROGATE.test(text) ? undefined : text;
  return LONE_SURROGATE.test(text) ? undefined : doubleQuote(text);
}

const NOT_LITERAL =
  /\p{Surrogate}|[^\n\t\P{Cc}]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[ \t]\n|[ \t]$|^\n*$/u;

/** Whether a string with line breaks can stand as a literal block without trailing spaces. */
export function isLiteralSafe(text: string): boolean {
  return !NOT_LITERAL.test(text) && !COMMAND.test(text);
}

/** A literal block, from `|` on; the lines that follow are indented by the given spaces. */
export function literalBlock(text: string, indent: string): string {
  const chomped = text.endsWith('\n');
  const chomping = chomped ? (text.endsWith('\n\n') ? '+' : '') : '-';
  const first = text.charCodeAt(0);
  const indicator = first === 32 || first === 9 || first === 10 ? '2' : '';
  const body = (chomped ? text.slice(0, -1) : text).replaceAll(/^(?=.)/gm, indent);
  return `|${indicator}${chomping}\n${body}`;
}
