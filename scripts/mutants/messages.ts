/** What a worker is asked to do. */
export type Task =
  | { readonly type: 'survey'; readonly file: string }
  | { readonly type: 'mutant'; readonly id: string; readonly plan: Plan }
  | { readonly type: 'no-op'; readonly control: string; readonly part: 'check' | 'harden' };

/** Which tests of which files are to run, in this order. */
export type Plan = readonly { readonly file: string; readonly tests: readonly string[] }[];

/** What the tests of a file run, as they are. */
export interface Survey {
  readonly file: string;
  /** Milliseconds of work that loading takes. */
  readonly load: number;
  readonly tests: readonly SurveyedTest[];
}

export interface SurveyedTest {
  readonly name: string;
  /** Milliseconds of work. */
  readonly time: number;
  /** The functions that it runs. */
  readonly functions: readonly number[];
  /** False where the test fails without any mutant, for want of Jest. */
  readonly passes: boolean;
}

export interface Verdict {
  /** The test that turned red, or what else went wrong; undefined where none did. */
  readonly killedBy?: string;
  readonly ran: number;
}
