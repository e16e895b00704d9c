import { endOfPlainRun, HASH, isBlankOrBreak, isBreak, TAB } from './characters';
import { type Cursor, fold } from './cursor';
import { syntaxFault } from './fault';

/** A scalar without quotes. */
export interface PlainScalar {
  readonly text: string;
  readonly end: number;
  /** Whether line breaks were passed after it. */
  readonly brokeLine: boolean;
}

/**
 * Reads a plain scalar, over several lines where they are indented far enough.
 * @param flow whether it is in a flow collection
 * @param indent the column that further lines must reach
 */
export function scanPlain(cursor: Cursor, flow: boolean, indent: number): PlainScalar {
  let before = '';
  let from = cursor.at;
  let end = from;
  let breaks: string | undefined;
  while (cursor.code !== HASH && !cursor.atMarker()) {
    const stop = endOfPlainRun(cursor.text, cursor.at, cursor.end, flow);
    if (stop > cursor.at) {
      if (breaks !== undefined) {
        before += cursor.text.slice(from, end) + breaks;
        from = cursor.at;
        breaks = undefined;
      }
      cursor.at = stop;
      end = stop;
    }
    if (!isBlankOrBreak(cursor.code)) break;
    breaks = passGap(cursor, indent);
    if (!flow && cursor.column < indent) break;
  }
  return { text: before + cursor.text.slice(from, end), end, brokeLine: breaks !== undefined };
}

/** Passes blanks and line breaks; answers what the breaks fold to, or undefined where there are only blanks. */
function passGap(cursor: Cursor, indent: number): string | undefined {
  let first: string | undefined;
  let others = '';
  for (let { code } = cursor; isBlankOrBreak(code); code = cursor.code) {
    if (isBreak(code)) {
      if (first === undefined) first = cursor.passBreak();
      else others += cursor.passBreak();
    } else {
      if (first !== undefined && code === TAB && cursor.column < indent) {
        throw syntaxFault(cursor.at, 'a tab that indents', TAB_NEEDS);
      }
      cursor.at += 1;
    }
  }
  return first === undefined ? undefined : fold(first, others);
}

/** What is needed where a tab indents. */
export const TAB_NEEDS = 'spaces instead of the tab before the text of this line';
