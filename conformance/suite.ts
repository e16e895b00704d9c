/** What a conformance suite reports: one line of the table. */
export interface SuiteResult {
  /** What judged. */
  program: string;
  version: string;
  /** Cases that were judged. */
  judged: number;
  /** Cases that must agree. */
  expected: number;
  /** Cases that do agree. */
  found: number;
  /** One line for every disagreement, and for what could not be read or built. */
  problems: string[];
  seconds: number;
}

/** A suite: run once, it never throws for a disagreement; what it throws counts as one. */
export interface Suite {
  readonly name: string;
  readonly run: () => Promise<SuiteResult | readonly SuiteResult[]>;
}
