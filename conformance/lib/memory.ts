import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { SuiteResult } from '../suite';

/** What the whole run may hold at once, in MiB. */
const LIMIT = 4096;

/** Milliseconds between two looks. */
const PAUSE = 1000;

/** One process. */
interface Process {
  readonly parent: number;
  /** Pages that it holds in memory. */
  readonly pages: number;
}

/** Watches how much memory this process and all that it started hold together. */
export class MemoryWatch {
  private highest = 0;
  private looks = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly started = performance.now();

  private constructor(private readonly pageSize: number) {
    this.timer = setInterval(() => this.look(), PAUSE);
    this.timer.unref();
  }

  /** Starts watching. @throws Error where the machine does not tell the size of a page */
  static async start(): Promise<MemoryWatch> {
    const size = await new Promise<number>((resolve, reject) => {
      execFile('getconf', ['PAGE_SIZE'], (error, text) =>
        error === null ? resolve(Number(text)) : reject(error),
      );
    });
    return new MemoryWatch(size);
  }

  /** Ends watching. @returns the line of the table: the highest sum seen, in MiB, and the limit */
  end(): SuiteResult {
    clearInterval(this.timer);
    this.look();
    return {
      program: 'memory of the whole run, MiB at most',
      version: '',
      judged: this.looks,
      expected: LIMIT,
      found: Math.ceil(this.highest / 2 ** 20),
      atMost: true,
      problems: [],
      seconds: (performance.now() - this.started) / 1000,
    };
  }

  private look(): void {
    this.looks += 1;
    this.highest = Math.max(this.highest, residentBelow(process.pid, processes()) * this.pageSize);
  }
}

/** All processes by their number. What two share is counted twice, so that the sum is never too low. */
function processes(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // "pid (name) state ppid …", in which the name may hold anything.
      const [, after = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      const fields = after.split(' ');
      found.set(Number(name), { parent: Number(fields[1]), pages: Number(fields[21]) });
    } catch {
      // it has ended
    }
  }
  return found;
}

/** Pages of a process and of all that descend from it. */
export function residentBelow(root: number, all: ReadonlyMap<number, Process>): number {
  const children = new Map<number, number[]>();
  for (const [id, { parent }] of all) children.set(parent, [...(children.get(parent) ?? []), id]);
  let sum = 0;
  const waiting = [root];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    sum += all.get(id)?.pages ?? 0;
    waiting.push(...(children.get(id) ?? []));
  }
  return sum;
}
