import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { isPlain, type PlainObject, put } from '../manifest/plain';
import { aliasKey, readKey } from './keys';
import { resolvePlain, type Scalar } from './scalars';
import { resolveTagged, shortTag } from './tags';
import { MAX_DEPTH } from './types';

/** Something wrong at an offset of the text. */
export interface Fault {
  readonly offset: number;
  readonly found: string;
  readonly needs: string;
}

/** A fault that ends the reading of its document. */
export class FatalFault extends Error {
  constructor(readonly fault: Fault) {
    super(fault.found);
  }
}

interface Frame {
  readonly list: unknown[] | undefined;
  readonly map: PlainObject | undefined;
  readonly anchor: string;
  /** Stands for the value until it is whole; an anchor of the same name further in replaces it for good. */
  readonly unfinished: symbol;
  readonly offset: number;
  /** In a map: the key whose value comes next; undefined for a key that was refused. */
  key: string | undefined;
  keyOffset: number;
  hasKey: boolean;
  merging: boolean;
  /** Keys that the map itself names, from the first merge on; until then all of its keys are. */
  own: Set<string> | undefined;
}

const NO_ANCHOR = Symbol('no anchor');

/** go-yaml's bound: the share of nodes that may come from aliases shrinks as a document grows. */
const RATIO_LOW = 400_000;
const BLOWN_UP = 'aliases that blow up';
/** Characters that may come from aliases in one document. */
const MOST_ALIASED_TEXT = 50_000_000;
const RATIO_HIGH = 4_000_000;

function allowedRatio(nodes: number): number {
  if (nodes <= RATIO_LOW) return 0.99;
  if (nodes >= RATIO_HIGH) return 0.1;
  return 0.99 - 0.89 * ((nodes - RATIO_LOW) / (RATIO_HIGH - RATIO_LOW));
}

/**
 * Turns the parser's events of one document into JSON data, with the semantics of go-yaml v2: a merge key counts
 * where it stands (what comes later wins), an alias is a copy, keys become strings.
 */
export class Builder {
  readonly faults: Fault[] = [];
  private readonly frames: Frame[] = [];
  private top: Frame | undefined;
  private root: unknown = null;
  private readonly anchors = new Map<string, unknown>();
  private nodes = 0;
  private aliased = 0;
  private aliasedText = 0;

  /** @param json Whether the text is strict JSON: a plain string is then a number that is out of range. */
  constructor(
    private readonly source: string,
    private readonly json = false,
  ) {}

  /** The value of the document whose content starts at an event; throws {@link FatalFault}. */
  build(events: readonly Event[], from: number): unknown {
    for (let at = from; at < events.length; at += 1) {
      const event = events[at];
      if (event === undefined || !this.take(event)) break;
    }
    return this.root;
  }

  private take(event: Event): boolean {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        this.nodes += 1;
        this.scalar(event);
        return true;
      case EVENT_ID.MAPPING:
        this.open(undefined, {}, event);
        return true;
      case EVENT_ID.SEQUENCE:
        this.open([], undefined, event);
        return true;
      case EVENT_ID.ALIAS:
        this.alias(this.source.slice(event.anchorStart, event.anchorEnd), event.anchorStart);
        return true;
      case EVENT_ID.POP:
        return this.close();
      default:
        return false;
    }
  }

  private open(
    list: unknown[] | undefined,
    map: PlainObject | undefined,
    event: { anchorStart: number; anchorEnd: number; start: number },
  ): void {
    this.nodes += 1;
    const anchor = event.anchorStart < 0 ? '' : this.source.slice(event.anchorStart, event.anchorEnd);
    const offset = event.start;
    this.top = {
      list,
      map,
      anchor,
      unfinished: anchor === '' ? NO_ANCHOR : Symbol(anchor),
      offset,
      key: undefined,
      keyOffset: offset,
      hasKey: false,
      merging: false,
      own: undefined,
    };
    if (anchor !== '') this.anchors.set(anchor, this.top.unfinished);
    this.frames.push(this.top);
  }

  /** Ends the innermost collection; false where the document itself ends. */
  private close(): boolean {
    const frame = this.frames.pop();
    if (frame === undefined) return false;
    this.top = this.frames[this.frames.length - 1];
    const value = frame.list ?? frame.map;
    if (frame.anchor !== '' && this.anchors.get(frame.anchor) === frame.unfinished)
      this.anchors.set(frame.anchor, value);
    if (this.expectsKey()) {
      const kind = frame.list === undefined ? 'a map' : 'a list';
      this.refuseKey(frame.offset, `${kind} as a key`, 'a string as the key');
    } else {
      this.add(value, frame.offset, false);
    }
    return true;
  }

  private expectsKey(): boolean {
    return this.top?.map !== undefined && !this.top.hasKey;
  }

  private scalar(event: ScalarEvent): void {
    const text = getScalarValue(this.source, event);
    const offset = event.valueStart;
    if (event.style === SCALAR_STYLE.DOUBLE_QUOTED && !event.fast) this.checkEscapes(event, text);
    if (this.expectsKey()) {
      this.key(event, text);
      return;
    }
    let value: Scalar = text;
    if (event.tagStart >= 0) value = this.tagged(event, text);
    else if (event.style === SCALAR_STYLE.PLAIN) value = this.plain(text, offset);
    if (event.anchorStart >= 0)
      this.anchors.set(this.source.slice(event.anchorStart, event.anchorEnd), value);
    this.add(value, offset, false);
  }

  /** go-yaml refuses escaped surrogates; JSON has them in pairs. */
  private checkEscapes(event: ScalarEvent, text: string): void {
    const raw = this.source.slice(event.valueStart, event.valueEnd);
    const refused = this.json ? /\p{Surrogate}/u.test(text) : /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/.test(raw);
    if (refused) this.fault(event.valueStart, 'an escaped surrogate', 'the character itself');
  }

  private plain(text: string, offset: number): Scalar {
    const value = resolvePlain(text);
    if (typeof value === 'string') {
      if (this.json) this.fault(offset, `the number ${text}`, 'a number within the range of a double');
      return value;
    }
    return typeof value === 'number' || typeof value === 'bigint'
      ? this.checkedNumber(value, text, offset)
      : value;
  }

  private checkedNumber(value: number | bigint, text: string, offset: number): Scalar {
    if (typeof value === 'bigint') {
      this.fault(
        offset,
        `the number ${text}`,
        'a number that is exact as a double (up to 2^53), or a quoted string',
      );
      return null;
    }
    if (Number.isFinite(value)) return value;
    this.fault(
      offset,
      text,
      'a finite number: JSON has no infinity and no NaN (quote it if a string is meant)',
    );
    return null;
  }

  private tagged(event: ScalarEvent, text: string): Scalar {
    const tag = shortTag(this.source.slice(event.tagStart, event.tagEnd));
    const result = resolveTagged(tag, text);
    if ('needs' in result) {
      this.fault(event.tagStart, `${tag} ${text}`, result.needs);
      return null;
    }
    const { value } = result;
    return typeof value === 'number' || typeof value === 'bigint'
      ? this.checkedNumber(value, text, event.tagStart)
      : value;
  }

  private key(event: ScalarEvent, text: string): void {
    const frame = this.top;
    if (frame === undefined) return;
    const offset = event.valueStart < 0 ? frame.offset : event.valueStart;
    const key = readKey(this.source, event, text);
    frame.hasKey = true;
    frame.keyOffset = offset;
    frame.merging = key.merge;
    if (key.merge) return;
    if (key.needs !== undefined) this.fault(event.tagStart, `the key ${text} with its tag`, key.needs);
    if (event.anchorStart >= 0)
      this.anchors.set(this.source.slice(event.anchorStart, event.anchorEnd), key.value);
    this.nameKey(frame, key.name, offset);
  }

  private nameKey(frame: Frame, name: string | undefined, offset: number): void {
    frame.key = name;
    if (name === undefined)
      this.fault(offset, 'a key that is null or too large a number', 'a string as the key (quote it)');
    else this.checkDuplicate(frame, name, offset);
  }

  private checkDuplicate(frame: Frame, name: string, offset: number): void {
    if (frame.map === undefined) return;
    const repeated = frame.own === undefined ? Object.hasOwn(frame.map, name) : frame.own.has(name);
    if (repeated)
      this.fault(offset, `the key ${JSON.stringify(name)} a second time`, 'every key once in its map');
    frame.own?.add(name);
  }

  private refuseKey(offset: number, found: string, needs: string): void {
    if (this.top === undefined) return;
    this.top.hasKey = true;
    this.top.key = undefined;
    this.top.merging = false;
    this.top.keyOffset = offset;
    this.fault(offset, found, needs);
  }

  private alias(name: string, offset: number): void {
    this.nodes += 1;
    const value = this.anchors.get(name);
    if (value === undefined)
      this.fatal(offset, `the alias *${name} without an anchor`, `&${name} earlier in the same document`);
    if (typeof value === 'symbol')
      this.fatal(
        offset,
        `the alias *${name} inside of what it stands for`,
        'a value that does not contain itself',
      );
    const copied = this.copy(value, this.frames.length, offset);
    const frame = this.top;
    if (frame === undefined || !this.expectsKey()) this.add(copied, offset, true);
    else if (Array.isArray(copied) || isPlain(copied))
      this.refuseKey(offset, 'a map or a list as a key', 'a string as the key');
    else {
      frame.hasKey = true;
      frame.merging = false;
      frame.keyOffset = offset;
      this.nameKey(frame, aliasKey(copied), offset);
    }
  }

  private copy(value: unknown, depth: number, offset: number): unknown {
    this.nodes += 1;
    this.aliased += 1;
    if (this.aliased > 100 && this.nodes > 1000 && this.aliased / this.nodes > allowedRatio(this.nodes)) {
      this.fatal(offset, BLOWN_UP, 'fewer aliases: nearly all of this document would come from them');
    }
    if (typeof value === 'string') this.aliasedText += value.length;
    if (this.aliasedText > MOST_ALIASED_TEXT) this.fatal(offset, BLOWN_UP, 'fewer aliases of long texts');
    if (depth > MAX_DEPTH) this.fatal(offset, 'aliases nested too deeply', `at most ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) return value.map((item: unknown) => this.copy(item, depth + 1, offset));
    if (!isPlain(value)) return value;
    const map: PlainObject = {};
    for (const key of Object.keys(value)) put(map, key, this.copy(value[key], depth + 1, offset));
    this.nodes += Object.keys(value).length;
    this.aliased += Object.keys(value).length;
    return map;
  }

  private add(value: unknown, offset: number, byAlias: boolean): void {
    const frame = this.top;
    if (frame === undefined) this.root = value;
    else if (frame.list !== undefined) frame.list.push(value);
    else if (frame.map !== undefined) {
      frame.hasKey = false;
      if (frame.merging) this.merge(frame, frame.map, value, offset, byAlias);
      else if (frame.key !== undefined) put(frame.map, frame.key, value);
    }
  }

  private merge(frame: Frame, map: PlainObject, value: unknown, offset: number, byAlias: boolean): void {
    frame.merging = false;
    frame.own ??= new Set(Object.keys(map));
    const sources: unknown[] = Array.isArray(value) && !byAlias ? [...value].reverse() : [value];
    for (const source of sources) {
      if (!isPlain(source)) {
        this.fault(
          offset < 0 ? frame.keyOffset : offset,
          'a merge key << without a map',
          'a map, an alias of one, or a list of these',
        );
        return;
      }
      for (const key of Object.keys(source)) put(map, key, source[key]);
    }
  }

  private fault(offset: number, found: string, needs: string): void {
    this.faults.push({ offset: offset < 0 ? (this.top?.keyOffset ?? 0) : offset, found, needs });
  }

  private fatal(offset: number, found: string, needs: string): never {
    throw new FatalFault({ offset, found, needs });
  }
}
