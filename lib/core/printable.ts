import { isPlain } from './manifest/plain';

/** Not shown but obeyed, by terminals and log viewers: control and format characters, line separators, half surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * What runners of continuous integration take for a command in a log line: `::` as its first characters (GitHub, after
 * any spaces), and `##[`, `##vso[` and `##teamcity[` anywhere (GitHub, Azure Pipelines, TeamCity).
 */
const COMMAND = /^(\s*):(?=:)|(#)#(?=(?:vso|teamcity)?\[)/gi;

/** The same for JSON, where only the second form can stand: a line starts with a quote, a bracket or a number. */
const COMMAND_IN_JSON = /##(?=(?:vso|teamcity)?\[)/gi;

/**
 * A string that holds names of the input, as one line that is safe to print: whatever a terminal or a runner would obey
 * is shown as an escape such as `\u001b`. Idempotent.
 */
export function printable(text: string): string {
  return text.replace(UNSEEN, escaped).replace(COMMAND, shownCommand);
}

/** Data as JSON that is safe to print and still the same data. */
export function printableJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, null, indent) ?? 'null';
  return text
    .replace(UNSEEN, (char) => (char === '\n' ? char : jsonEscaped(char)))
    .replace(COMMAND_IN_JSON, '#\\u0023');
}

/** A list in data for JSON whose items are made one after another, when they are written. */
export class Rows {
  constructor(readonly items: Iterable<unknown>) {}
}

/** The same as {@link printableJson} in pieces; fields of the data may be {@link Rows}. */
export function* printableJsonParts(value: unknown): Generator<string> {
  if (!isPlain(value) || !Object.values(value).some((field) => field instanceof Rows)) {
    yield printableJson(value);
    return;
  }
  let before = '{\n';
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    yield `${before}  ${printableJson(key)}: `;
    if (field instanceof Rows) yield* rowsOf(field);
    else yield indented(field, '  ');
    before = ',\n';
  }
  yield '\n}';
}

function* rowsOf({ items }: Rows): Generator<string> {
  let before = '[\n    ';
  for (const item of items) {
    yield `${before}${indented(item, '    ')}`;
    before = ',\n    ';
  }
  yield before.startsWith('[') ? '[]' : '\n  ]';
}

/** Line breaks are between the fields of JSON only: in a string they are escaped. */
function indented(value: unknown, margin: string): string {
  return printableJson(value).replaceAll('\n', `\n${margin}`);
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : unit(code);
}

/** JSON has no escape for a character beyond 16 bits: it takes two. */
function jsonEscaped(char: string): string {
  return Array.from({ length: char.length }, (_, at) => unit(char.charCodeAt(at))).join('');
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

function shownCommand(_match: string, spaces: string | undefined, hash: string | undefined): string {
  return hash === undefined ? `${spaces ?? ''}\\u003a` : `${hash}\\u0023`;
}
