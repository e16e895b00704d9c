import { printable, printableJsonParts } from '../core/printable';
import { unpainted } from './paint';

/** A stream as the process has it. */
export interface Stream {
  write(text: string): unknown;
}

/**
 * What a command prints with. There is no way to write a string as it is: names of the input are in it, and a terminal
 * or a runner would obey them.
 */
export interface Output {
  /** Lines for people, each of them one line whatever it holds. */
  lines(lines: Iterable<string>): void;
  /** Data as JSON, and nothing else. */
  json(value: unknown): void;
  /** YAML that our own writer made, which escapes by itself. */
  yaml(text: string): void;
  /** Shows on a terminal what takes its time; undefined takes it away again. */
  progress(text: string | undefined): void;
}

/** The output that writes to a stream. */
export function outputTo(stream: Stream): Output {
  return {
    lines: (lines) => writeIn(stream, lines, (line) => `${unpainted(line, printable)}\n`),
    json: (value) => {
      writeIn(stream, printableJsonParts(value), (part) => part);
      stream.write('\n');
    },
    yaml: (text) => stream.write(text),
    progress: (text) => stream.write(text === undefined ? '\r\u001b[K' : `${printable(text)}…`),
  };
}

/** Characters that are written at once. */
const AT_ONCE = 65_536;

/** Writes many pieces without ever holding them all. */
function writeIn(stream: Stream, pieces: Iterable<string>, shown: (piece: string) => string): void {
  let text = '';
  for (const piece of pieces) {
    text += shown(piece);
    if (text.length < AT_ONCE) continue;
    stream.write(text);
    text = '';
  }
  if (text !== '') stream.write(text);
}
