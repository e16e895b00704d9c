import { CARRIAGE_RETURN, DOT, endOfLine, HYPHEN, isBreak, isGap, LINE_FEED } from './characters';

/** A place in a piece of a string, with what depends on it. */
export class Cursor {
  /** Offset in the text. */
  at: number;
  /** Lines passed since the start of the piece. */
  line = 0;
  private lineStart: number;

  constructor(
    readonly text: string,
    start: number,
    readonly end: number,
  ) {
    this.at = start;
    this.lineStart = start;
  }

  /** The code of the character here, 0 at the end. */
  get code(): number {
    return this.at < this.end ? this.text.charCodeAt(this.at) : 0;
  }

  /** Characters since the start of the line. */
  get column(): number {
    return this.at - this.lineStart;
  }

  /** The code of a character further on, 0 beyond the end. */
  codeAt(ahead: number): number {
    const at = this.at + ahead;
    return at < this.end ? this.text.charCodeAt(at) : 0;
  }

  /** Whether `---` or `...` is here at the start of a line, alone. */
  atMarker(): boolean {
    if (this.at !== this.lineStart) return false;
    const { code } = this;
    if (code !== HYPHEN && code !== DOT) return false;
    return this.codeAt(1) === code && this.codeAt(2) === code && isGap(this.codeAt(3));
  }

  /**
   * Passes a line break and answers what it stands for in a scalar: `\n`, or the character itself for LS and PS.
   * Nothing where there is none.
   */
  passBreak(): string {
    const { code } = this;
    if (!isBreak(code)) return '';
    this.at += code === CARRIAGE_RETURN && this.codeAt(1) === LINE_FEED ? 2 : 1;
    this.line += 1;
    this.lineStart = this.at;
    return code > 0x2000 ? String.fromCharCode(code) : '\n';
  }

  /** Passes what remains of a line, up to its break. */
  passLine(): void {
    this.at = endOfLine(this.text, this.at, this.end);
  }
}

/** What the line breaks between two lines of a folded text become. */
export function fold(first: string, others: string): string {
  if (first !== '\n') return first + others;
  return others === '' ? ' ' : others;
}
