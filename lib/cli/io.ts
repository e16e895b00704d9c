import { type Output, outputTo, type Stream } from './output';

/** What a process has, or stand-ins in a test. */
export interface ProcessIo {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Stream;
  readonly stderr: Stream;
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

/** What a command may use of the world. */
export interface Io extends Omit<ProcessIo, 'stdout' | 'stderr'> {
  readonly stdout: Output;
  readonly stderr: Output;
}

/** The streams of a process behind outputs, which no name of the input gets through. */
export function commandIo(io: ProcessIo): Io {
  return { ...io, stdout: outputTo(io.stdout), stderr: outputTo(io.stderr) };
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

/** Shows on a terminal what takes its time, until the work is done; nothing elsewhere. */
export async function withProgress<T>(io: Io, text: string, work: () => Promise<T>): Promise<T> {
  if (!io.terminal) return work();
  io.stderr.progress(text);
  try {
    return await work();
  } finally {
    io.stderr.progress(undefined);
  }
}

/** `1 object`, `2 objects`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
