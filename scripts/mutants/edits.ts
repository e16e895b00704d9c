/** A change of a string: what stands from `start` to `end` becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Among insertions at one place: closing brackets come before opening ones, and inner ones before outer ones. */
  readonly rank: number;
}

export const CLOSES_INSIDE = 0;
export const CLOSES = 1;
export const OPENS = 2;
export const OPENS_INSIDE = 3;

export function insertion(at: number, text: string, rank: number): Edit {
  return { start: at, end: at, text, rank };
}

export function replacement(start: number, end: number, text: string): Edit {
  return { start, end, text, rank: OPENS_INSIDE };
}

/** The text with all edits; what lies inside of a replaced range goes with it. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.rank - b.rank || b.end - a.end);
  let [result, at] = ['', 0];
  for (const edit of sorted) {
    if (edit.start < at) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
