import { expect } from 'expect';

/** A test that a file declared: its names, and what it runs. */
export interface Test {
  readonly name: string;
  readonly run: () => unknown;
  /** The functions that ran already, for the groups that it is in. */
  readonly prepared: Set<number>;
}

type Body = (...args: unknown[]) => unknown;

/** Collects what a test file declares with the words of Jest; a file that uses others of them is not run. */
export class Collector {
  readonly tests: Test[] = [];
  /** What is to run when all tests of the file have run. */
  private readonly after: (() => unknown)[] = [];
  private readonly groups: string[] = [];
  private readonly names = new Map<string, number>();

  /** @param watch runs something. @returns the functions that it ran */
  constructor(private readonly watch: (body: () => void) => Iterable<number>) {}

  /** Puts `describe`, `test`, `it` and `expect` into the global scope. */
  install(): void {
    const describe = (name: string, body: () => void): void => {
      const before = this.tests.length;
      this.groups.push(name);
      try {
        const prepared = this.watch(body);
        for (const { prepared: all } of this.tests.slice(before))
          for (const index of prepared) all.add(index);
      } finally {
        this.groups.pop();
      }
    };
    const test = (name: string, run: Body): void => {
      this.tests.push({ name: this.unique([...this.groups, name].join(' › ')), run, prepared: new Set() });
    };
    const each =
      (declare: (name: string, run: () => void) => void) =>
      (table: readonly unknown[]) =>
      (name: string, body: Body) => {
        for (const row of table) {
          const args = Array.isArray(row) ? row : [row];
          declare(titled(name, args), () => body(...args));
        }
      };
    const tests = Object.assign(test, { each: each(test) });
    Object.assign(globalThis, {
      describe: Object.assign(describe, { each: each(describe) }),
      test: tests,
      it: tests,
      afterAll: (body: () => unknown) => this.after.push(body),
      // Snapshots are not compared: a test that wants one is not used.
      expect: Object.assign(expect, { addSnapshotSerializer: () => undefined }),
    });
  }

  /** Tidies up after the tests. */
  async end(): Promise<void> {
    for (const body of this.after) await body();
  }

  private unique(name: string): string {
    const count = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  }
}

/** The title of a row: what Jest would print is not needed, as long as it tells rows apart. */
function titled(name: string, args: readonly unknown[]): string {
  let next = 0;
  return name.replace(/%[sdipjof#]/g, () => shown(args[next++]));
}

function shown(value: unknown): string {
  return typeof value === 'object' || typeof value === 'function' ? '' : String(value).slice(0, 80);
}
