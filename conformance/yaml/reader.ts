import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What the program in `reader/` answers; see there. */
export interface Answer {
  readonly documents: readonly unknown[];
  readonly stopped?: string;
  readonly objects: readonly unknown[];
  readonly errors?: readonly string[];
}

/** Files that are on their way, so that both sides work at the same time. */
const AHEAD = 1000;

/** kubectl's reader as a process: a line of base64 in, a line of JSON out. */
export class Reader {
  private readonly process: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  /** @param program the program built from `reader/` */
  constructor(program: string) {
    const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.process = child;
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Reads files and yields the answers in their order. */
  async *ask(files: Iterable<Uint8Array>): AsyncGenerator<readonly [Uint8Array, Answer]> {
    const waiting: Uint8Array[] = [];
    for (const file of files) {
      this.process.stdin?.write(`${Buffer.from(file).toString('base64')}\n`);
      waiting.push(file);
      if (waiting.length >= AHEAD) yield* this.answers(waiting.splice(0, AHEAD / 2));
    }
    yield* this.answers(waiting);
  }

  private async *answers(files: readonly Uint8Array[]): AsyncGenerator<readonly [Uint8Array, Answer]> {
    for (const file of files) {
      const { value } = await this.lines.next();
      if (typeof value !== 'string') throw new Error("kubectl's reader ended early");
      const answer: Answer = JSON.parse(value);
      yield [file, answer];
    }
  }

  end(): void {
    this.process.stdin?.end();
  }
}
