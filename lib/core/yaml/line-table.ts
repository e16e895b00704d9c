import { Integers } from './integers';

/** Characters between two places whose line is kept: of every line, the table of a large file is half as large as the file. */
const STRIDE = 512;

/** The lines of a string by offset; the table is made as far as it is asked for. */
export class LineTable {
  /** How many line breaks are before each multiple of the stride. */
  private readonly before = new Integers();

  constructor(private readonly text: string) {
    this.before.push(0);
  }

  /** The 1-based line that an offset is in. */
  lineOf(offset: number): number {
    const { before, text } = this;
    const at = Math.floor(Math.min(offset, text.length) / STRIDE);
    while (before.length <= at) {
      const start = (before.length - 1) * STRIDE;
      before.push(before.at(before.length - 1) + breaksIn(text, start, start + STRIDE));
    }
    return before.at(at) + breaksIn(text, at * STRIDE, offset) + 1;
  }
}

function breaksIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) === 10) count += 1;
  return count;
}
