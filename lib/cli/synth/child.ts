import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import type { Io } from '../io';

/** How the app's command ended. */
export interface ChildResult {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

/** What an app printed, line by line, without the colours and the movements of the cursor that a terminal would obey. */
export function linesOfApp(text: string): string[] {
  return text === ''
    ? []
    : stripVTControlCharacters(text)
        .replace(/\r?\n$/, '')
        .split(/\r?\n/);
}

/** Signals that end the app with us, so that nothing of either is left behind. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the app's command in a shell, with variables of ours on top of the environment and the project's own programs
 * on the path. What the app prints goes to standard error at once; its errors are kept.
 */
export function runApp(
  command: string,
  extra: Readonly<Record<string, string>>,
  io: Io,
): Promise<ChildResult> {
  const path = [join(io.cwd, 'node_modules', '.bin'), io.env.PATH ?? ''].join(delimiter);
  const env = { ...io.env, PATH: path, ...extra };
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, cwd: io.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, stop);
    const release = (): void => {
      for (const signal of SIGNALS) process.removeListener(signal, stop);
    };
    const stderr: Buffer[] = [];
    const said = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY });
    said.on('line', (line) => io.stderr.lines(linesOfApp(line)));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => {
      release();
      reject(error);
    });
    child.on('close', (code, signal) => {
      release();
      resolve({ code, signal, stderr: stripVTControlCharacters(Buffer.concat(stderr).toString('utf8')) });
    });
  });
}
