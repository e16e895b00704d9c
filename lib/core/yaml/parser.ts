import type { EventHandler } from './events';
import { FatalFault, syntaxFault } from './fault';
import { Scanner } from './scanner';
import type { Token, TokenType } from './token';
import { MAX_DEPTH } from './types';

/**
 * Parses one YAML document by the grammar of YAML 1.1 as go-yaml v2 has it, and hands on what it consists of.
 * @throws FatalFault for what breaks the grammar, for content after the document, which Kubernetes would drop, and
 * for directives
 */
export function parseYaml(text: string, start: number, end: number, handler: EventHandler): void {
  new Parser(new Scanner(text, start, end), handler).document();
}

class Parser {
  private depth = 0;

  constructor(
    private readonly scanner: Scanner,
    private readonly handler: EventHandler,
  ) {}

  document(): void {
    const token = this.scanner.peek();
    if (token.type === 'stream-end') return;
    if (token.type !== 'document-start') this.node(true, false);
    else {
      this.scanner.skip();
      const content = this.scanner.peek();
      if (MARKERS.has(content.type)) this.empty(content.start);
      else this.node(true, false);
    }
    this.documentEnd();
  }

  /** Content after the document, with `...` or without: kubectl drops it without a word. */
  private documentEnd(): void {
    while (this.scanner.peek().type === 'document-end') this.scanner.skip();
    const { type, start } = this.scanner.peek();
    if (type !== 'stream-end') {
      throw new FatalFault({
        offset: start,
        found: 'more after the end of the document, without ---',
        needs: '--- before it: Kubernetes drops what follows',
      });
    }
  }

  /**
   * A value with its anchor and tag.
   * @param block whether block collections may be here
   * @param indentless whether the items of a list may be at the column of their key
   */
  private node(block: boolean, indentless: boolean): void {
    const first = this.scanner.peek();
    if (first.type === 'alias') {
      this.handler.alias(first.text, first.start);
      this.scanner.skip();
      return;
    }
    const marked = first.type === 'anchor' || first.type === 'tag';
    const { anchor, tag } = marked ? this.properties(first) : first;
    const token = this.scanner.peek();
    if (token.type === 'scalar') {
      this.handler.scalar(marked ? { ...token, tag, anchor } : token);
      this.scanner.skip();
    } else if (!this.collection(token, first.start, anchor, block, indentless)) {
      if (!marked) throw noValue(token);
      const { start } = first;
      this.handler.scalar({ text: '', plain: tag === '', tag, anchor, start, end: start });
    }
  }

  /** Reads an anchor and a tag, in any order, of which one is there. */
  private properties(first: Token): { readonly anchor: string; readonly tag: string } {
    this.scanner.skip();
    const { type, text } = this.scanner.peek();
    const both = type !== first.type && (type === 'anchor' || type === 'tag');
    if (both) this.scanner.skip();
    const second = both ? text : '';
    return first.type === 'anchor'
      ? { anchor: first.text, tag: second }
      : { anchor: second, tag: first.text };
  }

  /** A map or a list, where one starts with a token. */
  private collection(
    token: Token,
    start: number,
    anchor: string,
    block: boolean,
    indentless: boolean,
  ): boolean {
    switch (token.type) {
      case 'flow-sequence-start':
        this.open('list', start, anchor);
        this.flowSequence();
        break;
      case 'flow-mapping-start':
        this.open('map', start, anchor);
        this.flowMapping();
        break;
      case 'block-sequence-start':
        if (!block) return false;
        this.open('list', start, anchor);
        this.blockSequence();
        break;
      case 'block-mapping-start':
        if (!block) return false;
        this.open('map', start, anchor);
        this.blockMapping();
        break;
      case 'block-entry':
        if (!indentless) return false;
        this.open('list', start, anchor);
        this.entries(INDENTLESS_ENDS);
        break;
      default:
        return false;
    }
    this.close();
    return true;
  }

  private open(collection: 'map' | 'list', start: number, anchor: string): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) {
      throw syntaxFault(start, 'values nested too deeply', `at most ${MAX_DEPTH} levels`);
    }
    this.handler.open(collection, start, anchor);
  }

  private close(): void {
    this.handler.close();
    this.depth -= 1;
  }

  private blockSequence(): void {
    this.scanner.skip();
    this.entries(SEQUENCE_ENDS);
    const token = this.scanner.peek();
    if (token.type !== 'block-end') {
      throw syntaxFault(token.start, 'what is no item of the list', '- before every item, all in one column');
    }
    this.scanner.skip();
  }

  /** Items, each after its `-`; one is empty where one of the given tokens follows. */
  private entries(ends: ReadonlySet<TokenType>): void {
    for (let token = this.scanner.peek(); token.type === 'block-entry'; token = this.scanner.peek()) {
      this.scanner.skip();
      if (ends.has(this.scanner.peek().type)) this.empty(token.end);
      else this.node(true, false);
    }
  }

  private blockMapping(): void {
    this.scanner.skip();
    for (let token = this.scanner.peek(); token.type === 'key'; token = this.scanner.peek()) {
      this.scanner.skip();
      this.part(token.end);
      const value = this.scanner.peek();
      if (value.type === 'value') {
        this.scanner.skip();
        this.part(value.end);
      } else this.empty(value.start);
    }
    const token = this.scanner.peek();
    if (token.type !== 'block-end') {
      throw syntaxFault(token.start, 'what is no key', 'keys in one column, each with its value');
    }
    this.scanner.skip();
  }

  /** A key or a value in a block mapping, empty where the next part follows at once. */
  private part(place: number): void {
    if (MAPPING_ENDS.has(this.scanner.peek().type)) this.empty(place);
    else this.node(true, true);
  }

  private flowSequence(): void {
    this.scanner.skip();
    for (let first = true; this.hasMore('flow-sequence-end', first); first = false) {
      const token = this.scanner.peek();
      if (token.type === 'key') {
        this.scanner.skip();
        this.open('map', token.start, '');
        this.pair();
        this.close();
      } else this.node(false, false);
    }
    this.scanner.skip();
  }

  /** A map of one entry that is in a list without braces. */
  private pair(): void {
    const key = this.scanner.peek();
    if (PAIR_ENDS.has(key.type)) {
      // go-yaml passes this token too, whatever it is.
      this.scanner.skip();
      this.empty(key.end);
    } else this.node(false, false);
    const value = this.scanner.peek();
    if (value.type === 'value') {
      this.scanner.skip();
      const { type, start } = this.scanner.peek();
      if (type === 'flow-entry' || type === 'flow-sequence-end') this.empty(start);
      else this.node(false, false);
    } else this.empty(value.start);
  }

  private flowMapping(): void {
    this.scanner.skip();
    for (let first = true; this.hasMore('flow-mapping-end', first); first = false) {
      if (this.scanner.peek().type === 'key') {
        this.scanner.skip();
        this.flowPart();
        const value = this.scanner.peek();
        if (value.type === 'value') {
          this.scanner.skip();
          this.flowPart(true);
        } else this.empty(value.start);
      } else {
        this.node(false, false);
        this.empty(this.scanner.peek().start);
      }
    }
    this.scanner.skip();
  }

  /** A key or a value in a flow mapping. */
  private flowPart(isValue = false): void {
    const { type, start } = this.scanner.peek();
    if (type === 'flow-entry' || type === 'flow-mapping-end' || (type === 'value' && !isValue))
      this.empty(start);
    else this.node(false, false);
  }

  /** Whether an entry follows in a flow collection; passes the comma before it. */
  private hasMore(end: TokenType, first: boolean): boolean {
    let token = this.scanner.peek();
    if (token.type === end) return false;
    if (first) return true;
    if (token.type !== 'flow-entry') {
      const bracket = end === 'flow-mapping-end' ? '}' : ']';
      throw syntaxFault(token.start, 'what ends no entry', `, or ${bracket} after the entry before`);
    }
    this.scanner.skip();
    token = this.scanner.peek();
    return token.type !== end;
  }

  private empty(place: number): void {
    this.handler.scalar({ text: '', plain: true, tag: '', anchor: '', start: place, end: place });
  }
}

function noValue(token: Token): FatalFault {
  const found = token.type === 'stream-end' ? 'the end of the document where a value is needed' : 'no value';
  return syntaxFault(token.start, found);
}

const MARKERS: ReadonlySet<TokenType> = new Set(['document-start', 'document-end', 'stream-end']);
const SEQUENCE_ENDS: ReadonlySet<TokenType> = new Set(['block-entry', 'block-end']);
const INDENTLESS_ENDS: ReadonlySet<TokenType> = new Set(['block-entry', 'key', 'value', 'block-end']);
const MAPPING_ENDS: ReadonlySet<TokenType> = new Set(['key', 'value', 'block-end']);
const PAIR_ENDS: ReadonlySet<TokenType> = new Set(['value', 'flow-entry', 'flow-sequence-end']);
