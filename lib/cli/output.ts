import { printable, printableJson } from '../core/printable';
import { unpainted } from './paint';

/** A stream as the process has it. */
export interface Stream {
  write(text: string): unknown;
}

/**
 * What a command prints with. There is no way to write a text as it is: names of the input stand in it, and a terminal
 * or a runner would obey them.
 */
export interface Output {
  /** Lines for people, each of them one line whatever it holds. */
  lines(lines: readonly string[]): void;
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
    lines: (lines) => {
      if (lines.length > 0) stream.write(lines.map((line) => `${unpainted(line, printable)}\n`).join(''));
    },
    json: (value) => stream.write(`${printableJson(value)}\n`),
    yaml: (text) => stream.write(text),
    progress: (text) => stream.write(text === undefined ? '\r\u001b[K' : `${printable(text)}…`),
  };
}
