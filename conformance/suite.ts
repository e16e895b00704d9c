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
  /** Whether less than expected will do too: a limit, not a number of cases. @default false */
  atMost?: boolean;
  /** One line for every disagreement, and for what could not be read or built. */
  problems: string[];
  /** What cannot hold on this machine, with its reason. */
  notes?: readonly string[];
  seconds: number;
}

/** A suite: run once, it never throws for a disagreement; what it throws counts as one. */
export interface Suite {
  readonly name: string;
  /** @param only the parts that are picked, each of `parts`; all of them where it is undefined */
  readonly run: (only?: readonly string[]) => Promise<SuiteResult | readonly SuiteResult[]>;
  /** Parts that can be picked, so that a try of one does not wait for the others. @default none */
  readonly parts?: readonly string[];
  /** Looks whether this machine can run it, before anything runs. @throws Error that says what is missing and how to get it */
  readonly possible?: () => Promise<void>;
  /**
   * Suites of one lane run one after another, beside those of other lanes: what waits beside what computes, and one
   * cluster at a time, for the sake of memory. @default the lane of all that says nothing
   */
  readonly lane?: string;
  /**
   * Whether it runs as a process of its own beside the others: it takes errors of its process for its own, and must not
   * wait while others compute. @default false
   */
  readonly ownProcess?: boolean;
}
