import { HASH, HYPHEN, isBlank, isBreak, isBreakOrEnd, isDigit, PLUS, SPACE, TAB } from './characters';
import type { Cursor } from './cursor';
import { syntaxFault } from './fault';
import { TAB_NEEDS } from './scan-plain';

/** A literal or folded block. */
export interface BlockScalar {
  readonly text: string;
  readonly end: number;
}

/** What becomes of the line breaks at the end: dropped, one kept, all kept. */
type Chomping = 'strip' | 'clip' | 'keep';

interface Header {
  readonly chomping: Chomping;
  /** Columns that the block is indented by, 0 where it shows itself. */
  readonly increment: number;
}

/**
 * Reads a block scalar from its `|` or `>` on.
 * @param literal whether line breaks are kept
 * @param outer the column of the collection around it, -1 where there is none
 */
export function scanBlock(cursor: Cursor, literal: boolean, outer: number): BlockScalar {
  const { chomping, increment } = scanHeader(cursor);
  const lines = new Lines(cursor, increment > 0 ? Math.max(outer, 0) + increment : 0, outer);
  lines.passEmpty();
  let text = '';
  let leadingBreak = '';
  let wasBlank = false;
  while (cursor.column === lines.indent && cursor.at < cursor.end) {
    const blank = isBlank(cursor.code);
    const folds = !literal && leadingBreak === '\n' && !wasBlank && !blank;
    if (!folds) text += leadingBreak;
    else if (lines.breaks === '') text += ' ';
    text += lines.breaks;
    lines.breaks = '';
    wasBlank = blank;
    const from = cursor.at;
    cursor.passLine();
    text += cursor.text.slice(from, cursor.at);
    lines.end = cursor.at;
    leadingBreak = cursor.passBreak();
    lines.passEmpty();
  }
  if (chomping !== 'strip') text += leadingBreak;
  if (chomping === 'keep') text += lines.breaks;
  return { text, end: lines.end };
}

function scanHeader(cursor: Cursor): Header {
  cursor.at += 1;
  let chomping: Chomping | undefined = scanChomping(cursor);
  const increment = scanIncrement(cursor);
  if (increment > 0) chomping ??= scanChomping(cursor);
  while (isBlank(cursor.code)) cursor.at += 1;
  if (cursor.code === HASH) cursor.passLine();
  if (!isBreakOrEnd(cursor.code)) {
    throw syntaxFault(cursor.at, 'text after | or >', 'a line of its own for the text of the block');
  }
  cursor.passBreak();
  return { chomping: chomping ?? 'clip', increment };
}

function scanChomping(cursor: Cursor): Chomping | undefined {
  const { code } = cursor;
  if (code !== PLUS && code !== HYPHEN) return undefined;
  cursor.at += 1;
  return code === PLUS ? 'keep' : 'strip';
}

function scanIncrement(cursor: Cursor): number {
  const { code } = cursor;
  if (!isDigit(code)) return 0;
  if (code === 48) throw syntaxFault(cursor.at, 'a block that is indented by 0', '1 to 9 after | or >');
  cursor.at += 1;
  return code - 48;
}

/** The indentation of a block and the empty lines within. */
class Lines {
  /** The breaks of the empty lines that were passed. */
  breaks = '';
  /** Where the last line with text ended. */
  end: number;

  constructor(
    private readonly cursor: Cursor,
    public indent: number,
    private readonly outer: number,
  ) {
    this.end = cursor.at;
  }

  /** Passes indentation and empty lines; the first time it finds the indentation where nothing says it. */
  passEmpty(): void {
    const { cursor } = this;
    let widest = 0;
    while (true) {
      while (this.inIndentation() && cursor.code === SPACE) cursor.at += 1;
      widest = Math.max(widest, cursor.column);
      if (this.inIndentation() && cursor.code === TAB) {
        throw syntaxFault(cursor.at, 'a tab that indents a block', TAB_NEEDS);
      }
      if (!isBreak(cursor.code)) break;
      this.breaks += cursor.passBreak();
    }
    if (this.indent === 0) this.indent = Math.max(widest, this.outer + 1, 1);
  }

  private inIndentation(): boolean {
    return this.indent === 0 || this.cursor.column < this.indent;
  }
}
