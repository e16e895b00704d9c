import {
  AMPERSAND,
  ASTERISK,
  BAR,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  EXCLAMATION_MARK,
  GREATER_THAN,
  HASH,
  HYPHEN,
  isBlank,
  isBreak,
  isGap,
  isIndicator,
  OPEN_BRACE,
  OPEN_BRACKET,
  PERCENT,
  QUESTION_MARK,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './characters';
import { Cursor } from './cursor';
import { FatalFault, syntaxFault } from './fault';
import { scanBlock } from './scan-block';
import { scanPlain, TAB_NEEDS } from './scan-plain';
import { scanQuoted } from './scan-quoted';
import { scanAnchor, scanTag } from './scan-tag';
import { LONGEST_SIMPLE_KEY, newKey, type SimpleKey, type Token, type TokenType } from './token';

/**
 * Cuts one YAML document into tokens, as go-yaml v2 does (the scanner of YAML 1.1 that Kubernetes uses), with its
 * peculiarities: what it takes for a key, where it lets lines start, which tabs it allows.
 */
export class Scanner {
  private readonly cursor: Cursor;
  /** Tokens wait from head to tail; what is beside them is spent. */
  private readonly queue: Token[] = [];
  private head = 0;
  private tail = 0;
  /** Tokens that were handed out. */
  private passed = 0;
  private indent = -1;
  private readonly indents: number[] = [];
  /** The place of a possible key for the block context and for every flow collection that is open. */
  private readonly keys: SimpleKey[] = [newKey(0, 0)];
  private keyAllowed = true;
  private ended = false;

  constructor(
    private readonly text: string,
    start: number,
    end: number,
  ) {
    this.cursor = new Cursor(text, start, end);
  }

  /** The next token, which stays. */
  peek(): Token {
    while (this.needsMore()) this.fetch();
    const token = this.queue[this.head];
    if (token === undefined || this.head >= this.tail) throw new Error('the scanner is beyond the end');
    return token;
  }

  /** Passes the token that was peeked at. */
  skip(): void {
    this.head += 1;
    this.passed += 1;
    if (this.head < this.tail) return;
    this.head = 0;
    this.tail = 0;
  }

  private needsMore(): boolean {
    if (this.head >= this.tail) return !this.ended;
    const key = this.queue[this.head]?.simpleKey;
    return key?.waits === true && key.number === this.passed && this.isStillPossible(key);
  }

  private fetch(): void {
    this.passToToken();
    const { cursor } = this;
    const { code } = cursor;
    this.unroll(cursor.column);
    if (cursor.at >= cursor.end) this.fetchEnd();
    else if (cursor.column === 0 && code === PERCENT)
      throw new FatalFault({ offset: cursor.at, ...DIRECTIVE });
    else if (cursor.atMarker()) this.fetchMarker(code === HYPHEN ? 'document-start' : 'document-end');
    else if (!this.fetchIndicator(code)) this.fetchContent(code);
  }

  /** Passes blanks, comments and line breaks. */
  private passToToken(): void {
    const { cursor } = this;
    while (true) {
      const tabs = this.inFlow() || !this.keyAllowed;
      for (let { code } = cursor; code === SPACE || (tabs && code === TAB); code = cursor.code)
        cursor.at += 1;
      if (cursor.code === HASH) cursor.passLine();
      if (!isBreak(cursor.code)) return;
      cursor.passBreak();
      if (!this.inFlow()) this.keyAllowed = true;
    }
  }

  private inFlow(): boolean {
    return this.keys.length > 1;
  }

  private fetchEnd(): void {
    this.unroll(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.append('stream-end', this.cursor.at);
    this.ended = true;
  }

  private fetchMarker(type: TokenType): void {
    this.unroll(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.cursor.at += 3;
    this.append(type, this.cursor.at - 3);
  }

  /** Takes an indicator of structure. */
  private fetchIndicator(code: number): boolean {
    switch (code) {
      case OPEN_BRACKET:
        this.openFlow('flow-sequence-start');
        return true;
      case OPEN_BRACE:
        this.openFlow('flow-mapping-start');
        return true;
      case CLOSE_BRACKET:
        this.closeFlow('flow-sequence-end');
        return true;
      case CLOSE_BRACE:
        this.closeFlow('flow-mapping-end');
        return true;
      case COMMA:
        this.dropKey();
        this.keyAllowed = true;
        this.take('flow-entry');
        return true;
      case HYPHEN:
        if (!isGap(this.cursor.codeAt(1))) return false;
        this.fetchEntry();
        return true;
      case QUESTION_MARK:
        if (!this.inFlow() && !isGap(this.cursor.codeAt(1))) return false;
        this.fetchKey();
        return true;
      case COLON:
        if (!this.inFlow() && !isGap(this.cursor.codeAt(1))) return false;
        this.fetchValue();
        return true;
      default:
        return false;
    }
  }

  /** Takes an anchor, an alias, a tag or a scalar. */
  private fetchContent(code: number): void {
    switch (code) {
      case ASTERISK:
        this.fetchText('alias', scanAnchor);
        break;
      case AMPERSAND:
        this.fetchText('anchor', scanAnchor);
        break;
      case EXCLAMATION_MARK:
        this.fetchText('tag', scanTag);
        break;
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE:
        this.fetchText('scalar', scanQuoted);
        break;
      case BAR:
      case GREATER_THAN:
        if (this.inFlow()) this.fetchPlain(code);
        else this.fetchBlock(code === BAR);
        break;
      default:
        this.fetchPlain(code);
    }
  }

  private openFlow(type: TokenType): void {
    const key = this.saveKey();
    this.keys.push(newKey(this.passed + this.tail - this.head, this.cursor.at));
    this.keyAllowed = true;
    this.cursor.at += 1;
    this.append(type, this.cursor.at - 1, key);
  }

  private closeFlow(type: TokenType): void {
    this.dropKey();
    if (this.inFlow()) {
      const closed = this.keys.pop();
      const outer = this.keys[this.keys.length - 1];
      // An empty collection shares the number of its own start with the key that it may be, and takes it along.
      if (outer !== undefined && outer.number === closed?.number) outer.waits = false;
    }
    this.keyAllowed = false;
    this.take(type);
  }

  private fetchEntry(): void {
    if (!this.inFlow()) {
      if (!this.keyAllowed) throw this.misplaced('the - of an item');
      this.roll(this.cursor.column, -1, 'block-sequence-start', this.cursor.at);
    }
    this.dropKey();
    this.keyAllowed = true;
    this.take('block-entry');
  }

  private fetchKey(): void {
    if (!this.inFlow()) {
      if (!this.keyAllowed) throw this.misplaced('the ? of a key');
      this.roll(this.cursor.column, -1, 'block-mapping-start', this.cursor.at);
    }
    this.dropKey();
    this.keyAllowed = !this.inFlow();
    this.take('key');
  }

  private fetchValue(): void {
    const key = this.keys[this.keys.length - 1];
    if (key !== undefined && this.isStillPossible(key)) {
      this.insert(key.number, 'key', key.at);
      this.roll(key.column, key.number, 'block-mapping-start', key.at);
      key.possible = false;
      key.waits = false;
      this.keyAllowed = false;
    } else {
      if (!this.inFlow()) {
        if (!this.keyAllowed) throw syntaxFault(this.cursor.at, 'a colon that ends no key', COLON_NEEDS);
        this.roll(this.cursor.column, -1, 'block-mapping-start', this.cursor.at);
      }
      this.keyAllowed = !this.inFlow();
    }
    this.take('value');
  }

  private fetchText(type: TokenType, scan: (cursor: Cursor) => string): void {
    const key = this.saveKey();
    this.keyAllowed = false;
    const start = this.cursor.at;
    const text = scan(this.cursor);
    this.put(type, start, this.cursor.at, text, false, key);
  }

  private fetchBlock(literal: boolean): void {
    this.dropKey();
    this.keyAllowed = true;
    const start = this.cursor.at;
    const { text, end } = scanBlock(this.cursor, literal, this.indent);
    this.put('scalar', start, end, text, false, undefined);
  }

  private fetchPlain(code: number): void {
    if (!this.mayStartPlain(code)) throw this.noToken(code);
    const key = this.saveKey();
    this.keyAllowed = false;
    const start = this.cursor.at;
    const { text, end, brokeLine } = scanPlain(this.cursor, this.inFlow(), this.indent + 1);
    this.put('scalar', start, end, text, true, key);
    if (brokeLine) this.keyAllowed = true;
  }

  private mayStartPlain(code: number): boolean {
    if (isGap(code)) return false;
    if (!isIndicator(code)) return true;
    const next = this.cursor.codeAt(1);
    if (code === HYPHEN) return !isBlank(next);
    return !this.inFlow() && (code === QUESTION_MARK || code === COLON) && !isGap(next);
  }

  private noToken(code: number): FatalFault {
    const { at } = this.cursor;
    if (code === TAB) return syntaxFault(at, 'a tab that indents', TAB_NEEDS);
    const char = JSON.stringify(String.fromCharCode(code));
    return syntaxFault(at, `${char} where a value starts`, 'quotes around the value');
  }

  private misplaced(what: string): FatalFault {
    const needs = 'a line of its own for it, or quotes around what is meant as text';
    return syntaxFault(this.cursor.at, `${what} where none may stand`, needs);
  }

  /** Notes that a key may start here. */
  private saveKey(): SimpleKey | undefined {
    if (!this.keyAllowed) return undefined;
    this.dropKey();
    const { cursor } = this;
    const { column } = cursor;
    const key = this.keys[this.keys.length - 1];
    if (key === undefined) return undefined;
    key.possible = true;
    key.required = !this.inFlow() && this.indent === column;
    key.number = this.passed + this.tail - this.head;
    key.waits = true;
    key.at = cursor.at;
    key.line = cursor.line;
    key.column = column;
    return key;
  }

  /** Gives up the possible key of this level. */
  private dropKey(): void {
    const key = this.keys[this.keys.length - 1];
    if (key === undefined || !key.possible) return;
    if (key.required) throw this.missingColon(key);
    key.possible = false;
    key.waits = false;
  }

  /** Whether a possible key is one yet: on this line, and not too long. */
  private isStillPossible(key: SimpleKey): boolean {
    if (!key.possible) return false;
    if (key.line === this.cursor.line && !this.isTooLong(key)) return true;
    if (key.required) throw this.missingColon(key);
    key.possible = false;
    return false;
  }

  private isTooLong({ at }: SimpleKey): boolean {
    const end = this.cursor.at;
    if (end - at <= LONGEST_SIMPLE_KEY) return false;
    let characters = 0;
    for (const _ of this.text.slice(at, end)) characters += 1;
    return characters > LONGEST_SIMPLE_KEY;
  }

  private missingColon(key: SimpleKey): FatalFault {
    return syntaxFault(key.at, 'a line without the colon of a key', 'key: value');
  }

  /** Opens a block collection where the column is further in than the one around it. */
  private roll(column: number, number: number, type: TokenType, start: number): void {
    if (this.inFlow() || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    this.insert(number, type, start);
  }

  /** Closes the block collections that are further in than a column. */
  private unroll(column: number): void {
    if (this.inFlow()) return;
    while (this.indent > column) {
      this.append('block-end', this.cursor.at);
      this.indent = this.indents.pop() ?? -1;
    }
  }

  private take(type: TokenType): void {
    this.cursor.at += 1;
    this.append(type, this.cursor.at - 1);
  }

  private append(type: TokenType, start: number, key?: SimpleKey): void {
    this.put(type, start, this.cursor.at, '', false, key);
  }

  private put(
    type: TokenType,
    start: number,
    end: number,
    text: string,
    plain: boolean,
    simpleKey: SimpleKey | undefined,
  ): void {
    this.queue[this.tail] = { type, text, plain, tag: '', anchor: '', start, end, simpleKey };
    this.tail += 1;
  }

  /** Puts a token before the one with a number, or at the end where that one is gone. */
  private insert(number: number, type: TokenType, start: number): void {
    this.put(type, start, start, '', false, undefined);
    const place = number - this.passed;
    if (number < 0 || place < 0) return;
    for (let at = this.tail - 1; at > this.head + place; at -= 1) {
      const [before, token] = [this.queue[at - 1], this.queue[at]];
      if (before === undefined || token === undefined) return;
      this.queue[at - 1] = token;
      this.queue[at] = before;
    }
  }
}

const COLON_NEEDS =
  'a key of at most 1024 characters on the line before it, or quotes around what is meant as text';

const DIRECTIVE = { found: 'a directive (%)', needs: 'none: Kubernetes reads no YAML directives' };
