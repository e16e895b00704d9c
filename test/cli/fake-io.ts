import type { ProcessIo } from '../../lib/cli/io';

/** Stand-ins for the streams, the environment and the clock, and what was written to them. */
export interface FakeIo extends ProcessIo {
  readonly out: () => string;
  readonly err: () => string;
}

export function fakeIo(options: { stdin?: string; cwd?: string; env?: Record<string, string> } = {}): FakeIo {
  let out = '';
  let err = '';
  async function* stdin() {
    yield Buffer.from(options.stdin ?? '');
  }
  return {
    stdin: stdin(),
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    env: { PATH: process.env.PATH, ...options.env },
    cwd: options.cwd ?? '/nowhere',
    colour: false,
    terminal: false,
    now: () => new Date('2026-11-21T12:00:00Z'),
    out: () => out,
    err: () => err,
  };
}
