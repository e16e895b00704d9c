import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  SPACE,
  TAB,
} from './characters';
import type { EventHandler } from './events';
import { FatalFault, syntaxFault } from './fault';
import { MAX_DEPTH } from './types';

/** Where the JSON value that starts at an offset ends, or -1 where there is no JSON. */
export function jsonEnd(text: string, start: number, length: number): number {
  return new JsonReader(text, start, length, undefined).read();
}

/**
 * Reads a JSON value and hands on what it consists of. What is there is JSON.
 * @throws FatalFault where it is nested too deeply
 */
export function parseJson(text: string, start: number, end: number, handler: EventHandler): void {
  new JsonReader(text, start, end, handler).read();
}

// What goes on as a number has to end as one: `1.` is none, and not `1` with something after it.
const SCALAR =
  /true|false|null|-?(?:0|[1-9][0-9]*(?![0-9]))(?:\.[0-9]+(?![0-9])|(?!\.))(?:[eE][-+]?[0-9]+|(?![eE]))/y;
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

/** What may come next. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'comma or end' | 'nothing' | 'refused';

class JsonReader {
  /** The kinds of the collections that are open: true for a map. */
  private readonly open: boolean[] = [];

  constructor(
    private readonly text: string,
    private at: number,
    private readonly end: number,
    private readonly handler: EventHandler | undefined,
  ) {}

  read(): number {
    let expected: Expected = 'value';
    while (expected !== 'nothing') {
      this.passSpace();
      if (this.at >= this.end) return -1;
      expected = this.step(expected);
      if (expected === 'refused') return -1;
    }
    return this.at;
  }

  private passSpace(): void {
    for (; this.at < this.end; this.at += 1) {
      const code = this.text.charCodeAt(this.at);
      if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) return;
    }
  }

  private step(expected: Expected): Expected {
    const code = this.text.charCodeAt(this.at);
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) return this.close(code === CLOSE_BRACE, expected);
    if (expected === 'comma or end') {
      this.at += 1;
      if (code !== COMMA) return 'refused';
      return this.open[this.open.length - 1] === true ? 'key' : 'value';
    }
    if (expected === 'key' || expected === 'key or end') return this.key(code);
    return this.value(code);
  }

  private close(map: boolean, expected: Expected): Expected {
    const isEnd = expected === 'comma or end' || expected === (map ? 'key or end' : 'value or end');
    if (!isEnd || this.open.pop() !== map) return 'refused';
    this.at += 1;
    this.handler?.close();
    return this.after();
  }

  private after(): Expected {
    return this.open.length === 0 ? 'nothing' : 'comma or end';
  }

  private key(code: number): Expected {
    if (code !== DOUBLE_QUOTE || !this.string()) return 'refused';
    this.passSpace();
    if (this.text.charCodeAt(this.at) !== COLON || this.at >= this.end) return 'refused';
    this.at += 1;
    return 'value';
  }

  private value(code: number): Expected {
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      const map = code === OPEN_BRACE;
      this.open.push(map);
      if (this.handler !== undefined && this.open.length > MAX_DEPTH) {
        throw syntaxFault(this.at, 'values nested too deeply', `at most ${MAX_DEPTH} levels`);
      }
      this.handler?.open(map ? 'map' : 'list', this.at, '');
      this.at += 1;
      return map ? 'key or end' : 'value or end';
    }
    const read = code === DOUBLE_QUOTE ? this.string() : this.literal();
    return read ? this.after() : 'refused';
  }

  private literal(): boolean {
    SCALAR.lastIndex = this.at;
    const [text] = SCALAR.exec(this.text) ?? [];
    if (text === undefined) return false;
    this.handler?.scalar({
      text,
      plain: true,
      tag: '',
      anchor: '',
      start: this.at,
      end: this.at + text.length,
    });
    this.at += text.length;
    return true;
  }

  private string(): boolean {
    const start = this.at;
    const end = this.stringEnd();
    if (end < 0) return false;
    if (this.handler !== undefined) {
      const written = this.text.slice(start + 1, end - 1);
      const text = written.includes('\\') ? this.unescaped(start, end) : written;
      this.handler.scalar({ text, plain: false, tag: '', anchor: '', start, end });
    }
    this.at = end;
    return true;
  }

  private unescaped(start: number, end: number): string {
    const text: unknown = JSON.parse(this.text.slice(start, end));
    if (typeof text === 'string' && !/\p{Surrogate}/u.test(text)) return text;
    throw new FatalFault({ offset: start, found: 'an escaped surrogate', needs: 'the character itself' });
  }

  /** Where the string that opens here ends, or -1 where it is none. */
  private stringEnd(): number {
    for (let at = this.at + 1; at < this.end; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === DOUBLE_QUOTE) return at + 1;
      if (code < SPACE) return -1;
      if (code === BACKSLASH) {
        ESCAPE.lastIndex = at + 1;
        const [escaped] = ESCAPE.exec(this.text) ?? [];
        if (escaped === undefined) return -1;
        at += escaped.length;
      }
    }
    return -1;
  }
}
