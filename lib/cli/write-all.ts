import { writeSync } from 'node:fs';

const waiting = new Int32Array(new SharedArrayBuffer(4));

/** Milliseconds until a full pipe is tried again. */
const PAUSE = 5;

/**
 * Writes a string to a file descriptor of the process before it goes on. A stream of Node keeps what a slow reader of a
 * pipe has not taken yet, which may be the whole output.
 * @throws what the system says, but for a pipe that is full, which is waited for
 */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if (!isFull(error)) throw error;
      Atomics.wait(waiting, 0, 0, PAUSE);
    }
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
