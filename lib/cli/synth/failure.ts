/** What an app that failed said, without the noise of the runtime around it. */
export interface Failure {
  /** What it printed before the error. */
  readonly before: readonly string[];
  /** The error: its message, and the line of the user's code that threw it. */
  readonly error: readonly string[];
}

/** `TypeError: …` and `[BulwarkError: …`, as the runtime prints what nobody caught. */
const ERROR = /^(?:Uncaught )?\[?((?:[A-Za-z_$][\w$.]*)?(?:Error|Exception|Fault))(?: \[[\w-]+\])?: (.*)$/;
const CARET = /^\s*\^[\s^~]*$/;
const FRAME = /^\s+at (?:.*\()?(?:file:\/\/)?([^()]+?:\d+:\d+)\)?$/;
/** The end of a message: stack frames, fields of the error, the version line. */
const END = /^(?:\s+at .+|\s*\[?cause\]?: .*|\}|\] \{|\s*[{[]|\s{2}\w+: .*|Node\.js v[\d.]+)$/;
const LAST_LINES = 20;

/** The names that carry their whole story in the message. */
const OWN = new Set(['BulwarkError', 'InvalidInputError']);

/**
 * Reads the standard error of an app: finds the error that ended it and leaves out the source excerpt, the stack and
 * the runtime's own lines. Paths below the folder become relative.
 */
export function failureOf(stderr: string, folder: string): Failure {
  const lines = stderr.replaceAll(`file://${folder}/`, '').replaceAll(`${folder}/`, '').split(/\r?\n/);
  const start = startOf(lines);
  const match = start < 0 ? null : ERROR.exec(lines[start] ?? '');
  if (match === null) return { before: [], error: tail(lines) };
  const [, name = '', title = ''] = match;
  const error = messageFrom(lines, start, title);
  if (OWN.has(name)) return { before: beforeOf(lines, start), error };
  if (name !== 'Error') error[0] = `${name}: ${error[0] ?? ''}`;
  const place = placeOf(lines.slice(start));
  return { before: beforeOf(lines, start), error: place === undefined ? error : [...error, `  at ${place}`] };
}

/** The lines of a message that starts at a line; an error without a stack is in brackets. */
function messageFrom(lines: readonly string[], start: number, title: string): string[] {
  const bracketed = /^(?:Uncaught )?\[/.test(lines[start] ?? '');
  const message = [title];
  for (let at = start + 1; at < lines.length && !END.test(lines[at] ?? ''); at += 1) {
    if (bracketed && closes(lines, at - 1)) break;
    message.push(lines[at] ?? '');
  }
  return trimmed(bracketed ? withoutBracket(message) : message);
}

/** The error after the caret of the source excerpt; else the first one. */
function startOf(lines: readonly string[]): number {
  const caret = lines.findIndex((line) => CARET.test(line));
  const after = caret < 0 ? -1 : lines.findIndex((line, index) => index > caret && ERROR.test(line));
  return after >= 0 ? after : lines.findIndex((line) => ERROR.test(line));
}

/** Whether a line ends the message in brackets: the fields of the error follow, or nothing does. */
function closes(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return line.endsWith('] {') || (line.endsWith(']') && (lines[at + 1] ?? '').trim() === '');
}

function withoutBracket(message: readonly string[]): string[] {
  return message.map((line, index) =>
    index === message.length - 1 ? line.replace(/\](?: \{)?$/, '') : line,
  );
}

function trimmed(lines: readonly string[]): string[] {
  const kept = [...lines];
  while (kept.length > 1 && kept.at(-1)?.trim() === '') kept.pop();
  return kept;
}

/** The first line of the user's own code in the stack. */
function placeOf(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const place = FRAME.exec(line)?.[1];
    if (place !== undefined && !place.startsWith('node:') && !place.includes('node_modules')) return place;
  }
  return undefined;
}

/** What is before the source excerpt: `file:line`, the excerpt, a caret and an empty line. */
function beforeOf(lines: readonly string[], start: number): string[] {
  const caret = lines.findIndex((line) => CARET.test(line));
  let end = caret >= 0 && caret < start ? caret : start;
  if (end === caret) while (end > 0 && !/^\S.*:\d+$/.test(lines[end] ?? '')) end -= 1;
  return lines.slice(0, end).filter((line) => line.trim() !== '');
}

/** The last lines of an error that has no known form; stack frames left out. */
function tail(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== '' && !FRAME.test(line)).slice(-LAST_LINES);
}
