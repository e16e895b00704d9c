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

  /** Compares as JSON. @param name what is compared */
  equal(name: string, found: unknown, expected: unknown): boolean {
    const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
    return this.record(name, left === right, `expected ${right}, found ${left}`);
  }

  /** A text that must match. */
  matches(name: string, found: string, expected: RegExp): boolean {
    return this.record(name, expected.test(found), `expected ${expected}, found ${found}`);
  }

  /** Something that must hold. @param otherwise what is said where it does not */
  holds(name: string, condition: boolean, otherwise: string): boolean {
    return this.record(name, condition, otherwise);
  }

  /** Runs a group of checks; what it throws is one problem more. */
  async group(name: string, run: () => Promise<void>): Promise<void> {
    const before = { judged: this.judged, agreed: this.agreed, at: performance.now() };
    try {
      await run();
    } catch (error) {
      this.record(name, false, error instanceof Error ? error.message : String(error));
    }
    const seconds = ((performance.now() - before.at) / 1000).toFixed(1);
    const [agreed, judged] = [this.agreed - before.agreed, this.judged - before.judged];
    console.log(`  ${name}: ${agreed} of ${judged} as expected, ${seconds} s`);
    this.holds(name, judged > 0, 'nothing was checked');
  }

  private record(name: string, agrees: boolean, otherwise: string): boolean {
    this.judged += 1;
    if (agrees) this.agreed += 1;
    else this.problems.push(`${name}: ${otherwise}`);
    return agrees;
  }
}
