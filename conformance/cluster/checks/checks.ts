import type { SuiteResult } from '../../suite';

/** Collects what was expected and what was found, so that one difference does not hide the next. */
export class Checks {
  /** Comparisons made. */
  judged = 0;
  /** Comparisons that agreed. */
  agreed = 0;
  /** One line for each that did not. */
  readonly problems: string[] = [];
  /** What cannot hold on this machine, with its reason. */
  readonly notes: string[] = [];
  /** How much of what was proven, by what it is: the same in every run, for the page. */
  readonly counts = new Map<string, number>();
  private readonly rows: SuiteResult[] = [];

  /** @param version what a group is about where it does not say so itself */
  constructor(private readonly version: string) {}

  /** Compares as JSON. @param name what is compared */
  equal(name: string, found: unknown, expected: unknown): boolean {
    const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
    return this.record(name, left === right, `expected ${right}, found ${left}`);
  }

  /** A string that must match. */
  matches(name: string, found: string, expected: RegExp): boolean {
    return this.record(name, expected.test(found), `expected ${expected}, found ${found}`);
  }

  /** Something that must hold. @param otherwise what is said where it does not */
  holds(name: string, condition: boolean, otherwise: string): boolean {
    return this.record(name, condition, otherwise);
  }

  /** Adds to a number of the page. @param what the same words each time */
  count(what: string, more: number): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + more);
  }

  /** A line of the table for every group, and one for what was checked outside of them. */
  get results(): readonly SuiteResult[] {
    const sum = (of: (row: SuiteResult) => number): number =>
      this.rows.reduce((all, row) => all + of(row), 0);
    const judged = this.judged - sum((row) => row.judged);
    const rest = {
      program: 'cluster: nothing left behind',
      version: '',
      judged,
      expected: judged,
      found: this.agreed - sum((row) => row.found),
      problems: this.problems.filter((problem) => !this.rows.some((row) => row.problems.includes(problem))),
      notes: this.notes,
      seconds: 0,
    };
    return [...this.rows, rest];
  }

  /**
   * Runs a group of checks; what it throws is one problem more. Groups run one after another.
   * @returns what it answers; undefined where it throws
   */
  async group<T>(name: string, run: () => Promise<T>, version = this.version): Promise<T | undefined> {
    const before = { judged: this.judged, agreed: this.agreed, problems: this.problems.length };
    const started = performance.now();
    let answer: T | undefined;
    try {
      answer = await run();
    } catch (error) {
      this.record(name, false, error instanceof Error ? error.message : String(error));
    }
    if (this.judged === before.judged) this.record(name, false, 'nothing was checked');
    const judged = this.judged - before.judged;
    const seconds = (performance.now() - started) / 1000;
    this.rows.push({
      program: `cluster: ${name}`,
      version,
      judged,
      expected: judged,
      found: this.agreed - before.agreed,
      problems: this.problems.slice(before.problems),
      seconds,
    });
    process.stderr.write(`  ${name}: ${this.agreed - before.agreed} of ${judged}, ${seconds.toFixed(1)} s\n`);
    return answer;
  }

  private record(name: string, agrees: boolean, otherwise: string): boolean {
    this.judged += 1;
    if (agrees) this.agreed += 1;
    else this.problems.push(`${name}: ${otherwise}`);
    return agrees;
  }
}
