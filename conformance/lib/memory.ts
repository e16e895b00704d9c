import { readdirSync, readFileSync } from 'node:fs';
import type { SuiteResult } from '../suite';

/** What the whole run may hold at once, in MiB. */
const LIMIT = 4096;

/** Milliseconds between two looks. */
const PAUSE = 2000;

/** Watches how much memory this process and all that it started hold together. */
export class MemoryWatch {
  private highest = 0;
  private looks = 0;
  private readonly started = performance.now();
  private readonly timer = setInterval(() => this.look(), PAUSE);

  /** Ends watching. @returns the line of the table: the highest sum seen, in MiB, and the limit */
  end(): SuiteResult {
    clearInterval(this.timer);
    this.look();
    return {
      program: 'memory of the whole run, MiB at most',
      version: '',
      judged: this.looks,
      expected: LIMIT,
      found: Math.ceil(this.highest / 1024),
      atMost: true,
      problems: this.highest > 0 ? [] : ['the machine does not tell what a process holds'],
      seconds: (performance.now() - this.started) / 1000,
    };
  }

  private look(): void {
    this.looks += 1;
    const own = descendants(process.pid, parents());
    this.highest = Math.max(
      this.highest,
      own.reduce((sum, id) => sum + held(id), 0),
    );
  }
}

/** The parent of every process, by its number. */
function parents(): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    // "pid (name) state parent …", in which the name may hold anything.
    const [, parent] = /\) \S (\d+)[^)]*$/.exec(read(`/proc/${name}/stat`)) ?? [];
    if (parent !== undefined) found.set(Number(name), Number(parent));
  }
  return found;
}

/** A process and all that descend from it, but for compilers: they run once, and not in a run that is measured. */
function descendants(root: number, all: ReadonlyMap<number, number>): number[] {
  const children = new Map<number, number[]>();
  for (const [id, parent] of all) children.set(parent, [...(children.get(parent) ?? []), id]);
  const found: number[] = [];
  const waiting = [root];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (read(`/proc/${id}/comm`).trim() === 'go') continue;
    found.push(id);
    waiting.push(...(children.get(id) ?? []));
  }
  return found;
}

/** KiB that a process holds; of what several share, its part. */
function held(id: number): number {
  const [, size = '0'] = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${id}/smaps_rollup`)) ?? [];
  return Number(size);
}

/** A file that may be gone: its process has ended then. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
