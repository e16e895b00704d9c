import { isPlain, type PlainObject, put } from '../manifest/plain';
import { sharedText } from '../manifest/shared-text';
import type { EventHandler, ScalarEvent } from './events';
import { FatalFault, type Fault } from './fault';
import { type KeyName, keyName, readKey } from './keys';
import { resolveInteger, resolvePlain, type Scalar } from './scalars';
import { resolveTagged, shortTag } from './tags';
import { MAX_DEPTH } from './types';

interface Frame {
  readonly list: unknown[] | undefined;
  readonly map: PlainObject | undefined;
  readonly anchor: string;
  readonly offset: number;
  /** How many nodes were counted before this one. */
  readonly before: number;
  /** In a map: the key whose value comes next; undefined for a key that was refused. */
  key: string | undefined;
  keyOffset: number;
  hasKey: boolean;
  merging: boolean;
  /** Keys that the map itself names, from the first merge on; until then all of its keys are. */
  own: Set<string> | undefined;
}

/** What an anchor stands for. */
interface Anchored {
  readonly value: unknown;
  /** Nodes that go-yaml decodes for each alias of it. */
  readonly weight: number;
  /** The key that an alias of it makes. */
  readonly key: KeyName;
}

/** go-yaml's bound: the share of nodes that may come from aliases shrinks as a document grows. */
const RATIO_LOW = 400_000;
const RATIO_HIGH = 4_000_000;
/** A map or a list makes no key. */
const NO_KEY: KeyName = { name: undefined };

const BLOWN_UP = 'aliases that blow up';
/** Characters that may come from aliases in one document. */
const MOST_ALIASED_TEXT = 50_000_000;

function allowedRatio(nodes: number): number {
  if (nodes <= RATIO_LOW) return 0.99;
  if (nodes >= RATIO_HIGH) return 0.1;
  return 0.99 - 0.89 * ((nodes - RATIO_LOW) / (RATIO_HIGH - RATIO_LOW));
}

/**
 * Turns the events of one document into JSON data, with the semantics of go-yaml v2: a merge key counts where it
 * stands (what comes later wins), an alias is a copy, keys become strings.
 */
export class Builder implements EventHandler {
  readonly faults: Fault[] = [];
  /** The value of the document, undefined where it is empty. */
  root: unknown;
  /** Offset of the value. */
  offset = 0;
  private readonly frames: Frame[] = [];
  private top: Frame | undefined;
  /** Undefined while the value is not whole yet. */
  /** The keys of maps that are no strings, by the strings that they became. */
  private readonly forms = new WeakMap<PlainObject, Map<string, string>>();
  private readonly anchors = new Map<string, Anchored | undefined>();
  /** Nodes that go-yaml has decoded, and those of them that came from aliases. The document is one. */
  private nodes = 1;
  private aliased = 0;
  private aliasedText = 0;

  /** @param json Whether the text is strict JSON: a plain string is then a number that is out of range. */
  constructor(private readonly json = false) {}

  open(collection: 'map' | 'list', start: number, anchor: string): void {
    const before = this.nodes;
    const list = collection === 'list' ? [] : undefined;
    const map = list === undefined ? {} : undefined;
    if (list === undefined || !this.isMerged()) this.nodes += 1;
    if (anchor !== '') this.anchors.set(anchor, undefined);
    if (this.top === undefined) this.offset = start;
    this.top = {
      list,
      map,
      anchor,
      offset: start,
      before,
      key: undefined,
      keyOffset: start,
      hasKey: false,
      merging: false,
      own: undefined,
    };
    this.frames.push(this.top);
  }

  /** Whether what comes is the value of a merge key. */
  private isMerged(): boolean {
    return this.top?.merging === true && this.top.hasKey;
  }

  close(): void {
    const frame = this.frames.pop();
    if (frame === undefined) return;
    this.top = this.frames[this.frames.length - 1];
    const value = frame.list ?? frame.map;
    if (frame.anchor !== '' && this.anchors.get(frame.anchor) === undefined) {
      this.anchors.set(frame.anchor, { value, weight: this.nodes - frame.before, key: NO_KEY });
    }
    if (this.expectsKey()) {
      const kind = frame.list === undefined ? 'a map' : 'a list';
      this.refuseKey(frame.offset, `${kind} as a key`, 'a string as the key');
    } else this.add(value, frame.offset, false);
  }

  private expectsKey(): boolean {
    return this.top?.map !== undefined && !this.top.hasKey;
  }

  scalar(event: ScalarEvent): void {
    if (this.expectsKey()) {
      this.key(event);
      return;
    }
    this.nodes += 1;
    const value = this.valueOf(event);
    if (event.anchor !== '') this.anchor(event, value);
    if (this.top === undefined) this.offset = event.start;
    this.add(value, event.start, false);
  }

  private anchor(event: ScalarEvent, value: Scalar): void {
    this.anchors.set(event.anchor, { value, weight: 1, key: keyName(event) });
  }

  private valueOf({ text, plain, tag, start }: ScalarEvent): Scalar {
    if (tag === '') return plain ? this.plain(text, start) : sharedText(text);
    const result = resolveTagged(tag, text);
    if ('value' in result) return this.checked(result.value, text, start);
    this.fault(start, `${shortTag(tag)} ${text}`, result.needs);
    return null;
  }

  private plain(text: string, offset: number): Scalar {
    const value = resolvePlain(text);
    if (typeof value === 'number') return this.checked(value, text, offset);
    if (this.json && typeof value === 'string') {
      this.fault(offset, `the number ${text}`, 'a number within the range of a double');
    }
    return typeof value === 'string' ? sharedText(value) : value;
  }

  /** Refuses numbers that JSON does not have, and those that Kubernetes would change. */
  private checked(value: Scalar, text: string, offset: number): Scalar {
    if (typeof value !== 'number') return value;
    if (!Number.isFinite(value)) {
      const needs = 'a finite number: JSON has no infinity and no NaN (quote it if a string is meant)';
      this.fault(offset, text, needs);
      return null;
    }
    if (Math.abs(value) >= 2 ** 53 && isChanged(value, text)) {
      const needs = 'an integer of 64 bits, or a quoted string: Kubernetes would make another number of it';
      this.fault(offset, `the number ${text}`, needs);
      return null;
    }
    return value;
  }

  private key(event: ScalarEvent): void {
    const frame = this.top;
    if (frame === undefined) return;
    const key = readKey(event);
    frame.hasKey = true;
    frame.keyOffset = event.start;
    frame.merging = key.merge;
    if (event.anchor !== '') this.anchor(event, this.valueOf(event));
    if (key.merge) return;
    this.nodes += 1;
    if (key.needs !== undefined) this.fault(event.start, `the key ${event.text} with its tag`, key.needs);
    this.nameKey(frame, key, event.start);
  }

  private nameKey(frame: Frame, { name, form }: KeyName, offset: number): void {
    frame.key = name;
    if (name === undefined) {
      this.fault(offset, 'a key that is null or a number of its own kind', 'a string as the key (quote it)');
    } else if (frame.map !== undefined) this.checkDuplicate(frame, frame.map, name, form, offset);
  }

  private checkDuplicate(
    frame: Frame,
    map: PlainObject,
    name: string,
    form: string | undefined,
    offset: number,
  ): void {
    const present = Object.hasOwn(map, name);
    if (frame.own === undefined ? present : frame.own.has(name)) {
      this.fault(offset, `the key ${JSON.stringify(name)} a second time`, 'every key once in its map');
    } else if (present && this.forms.get(map)?.get(name) !== form) this.differentForms(name, offset);
    frame.own?.add(name);
    if (form !== undefined) this.noteForm(map, name, form);
  }

  private refuseKey(offset: number, found: string, needs: string): void {
    if (this.top === undefined) return;
    this.top.hasKey = true;
    this.top.key = undefined;
    this.top.merging = false;
    this.top.keyOffset = offset;
    this.fault(offset, found, needs);
  }

  alias(name: string, offset: number): void {
    const anchored = this.anchors.get(name);
    if (anchored === undefined) throw this.noAnchor(name, offset);
    this.nodes += 1;
    this.nodes += anchored.weight;
    this.aliased += anchored.weight;
    if (this.aliased > 100 && this.nodes > 1000 && this.aliased / this.nodes > allowedRatio(this.nodes)) {
      throw fatal(offset, BLOWN_UP, 'fewer aliases: nearly all of this document would come from them');
    }
    const copied = this.copy(anchored.value, this.frames.length, offset);
    const frame = this.top;
    if (frame === undefined || !this.expectsKey()) this.add(copied, offset, true);
    else if (Array.isArray(copied) || isPlain(copied))
      this.refuseKey(offset, 'a map or a list as a key', 'a string as the key');
    else {
      frame.hasKey = true;
      frame.merging = false;
      frame.keyOffset = offset;
      this.nameKey(frame, anchored.key, offset);
    }
  }

  private noAnchor(name: string, offset: number): FatalFault {
    if (!this.anchors.has(name)) {
      return fatal(offset, `the alias *${name} without an anchor`, `&${name} earlier in the same document`);
    }
    const needs = 'a value that does not contain itself';
    return fatal(offset, `the alias *${name} inside of what it stands for`, needs);
  }

  private copy(value: unknown, depth: number, offset: number): unknown {
    if (typeof value === 'string') this.aliasedText += value.length;
    if (this.aliasedText > MOST_ALIASED_TEXT) throw fatal(offset, BLOWN_UP, 'fewer aliases of long strings');
    if (depth > MAX_DEPTH) throw fatal(offset, 'aliases nested too deeply', `at most ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) return value.map((item: unknown) => this.copy(item, depth + 1, offset));
    if (!isPlain(value)) return value;
    const map: PlainObject = {};
    for (const key of Object.keys(value)) put(map, key, this.copy(value[key], depth + 1, offset));
    const forms = this.forms.get(value);
    if (forms !== undefined) this.forms.set(map, new Map(forms));
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
        this.fault(offset, 'a merge key << without a map', 'a map, an alias of one, or a list of these');
        return;
      }
      this.checkForms(map, source, offset);
      for (const key of Object.keys(source)) put(map, key, source[key]);
    }
  }

  /** Two keys that become one string are two to go-yaml, and chance says which of them counts. */
  private checkForms(map: PlainObject, source: PlainObject, offset: number): void {
    const [known, added] = [this.forms.get(map), this.forms.get(source)];
    if (known === undefined && added === undefined) return;
    for (const key of Object.keys(source)) {
      const form = added?.get(key);
      if (Object.hasOwn(map, key) && known?.get(key) !== form) this.differentForms(key, offset);
      if (form !== undefined) this.noteForm(map, key, form);
    }
  }

  private differentForms(key: string, offset: number): void {
    this.fault(offset, `two keys that become ${JSON.stringify(key)}`, 'quotes around the keys');
  }

  private noteForm(map: PlainObject, key: string, form: string): void {
    const known = this.forms.get(map);
    if (known === undefined) this.forms.set(map, new Map([[key, form]]));
    else known.set(key, form);
  }

  private fault(offset: number, found: string, needs: string): void {
    this.faults.push({ offset, found, needs });
  }
}

/** Whether an integer lost digits on the way to a double. */
function isChanged(value: number, text: string): boolean {
  const digits = text.replace(/^\+|_/g, '');
  const integer = resolveInteger(text) ?? (/^-?[0-9]+$/.test(digits) ? BigInt(digits) : undefined);
  return integer !== undefined && String(integer) !== String(value);
}

function fatal(offset: number, found: string, needs: string): FatalFault {
  return new FatalFault({ offset, found, needs });
}
