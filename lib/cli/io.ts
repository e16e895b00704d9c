import type { CommandIo } from './pod-security';

/** What a command may use of the world: that of the process, or stand-ins in a test. */
export interface Io extends CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Whether standard output takes colours. */
  readonly colour: boolean;
  /** Whether standard error does, and may show progress: it is a terminal. */
  readonly terminal: boolean;
  /** The clock, for the day and for the time that a command took. */
  readonly now: () => Date;
}

/** Exit codes of every command. */
export const OK = 0;
/** Findings, or an app that does not run. */
export const FINDINGS = 1;
/** Wrong usage, or input that cannot be read. */
export const USAGE = 2;

/** Wrong usage, or input that cannot be read: one line each, exit code 2. */
export class UsageError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'UsageError';
  }
}

/** Writes text in a colour, or as it is. */
export type Paint = (colour: Colour, text: string) => string;
export type Colour = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
};

/** The painter of a stream. */
export function painter(coloured: boolean): Paint {
  if (!coloured) return (_colour, text) => text;
  return (colour, text) => `\u001b[${CODES[colour][0]}m${text}\u001b[${CODES[colour][1]}m`;
}

/** Shows on a terminal what takes its time, until the work is done; nothing elsewhere. */
export async function withProgress<T>(io: Io, text: string, work: () => Promise<T>): Promise<T> {
  if (!io.terminal) return work();
  io.stderr.write(`${text}…`);
  try {
    return await work();
  } finally {
    io.stderr.write('\r\u001b[K');
  }
}

/** `1 object`, `2 objects`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** Lines as text that ends with a line break; the empty text for none. */
export function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
