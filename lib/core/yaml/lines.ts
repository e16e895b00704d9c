import type { EventHandler, ScalarEvent } from './events';
import { Integers } from './integers';
import { readKey } from './keys';

/** Where one value of a document is written. */
export interface Place {
  /** Offset of the value in the file; that of its key where it has one. */
  readonly offset: number;
  /** The scalar as written, quotes included. */
  readonly written: string | undefined;
}

/**
 * A node is four integers, as the document may be a List of hundreds of thousands of objects: the offset of its key or
 * its own; which key, or one of those below; and two that its kind decides. Of a scalar these are where it starts and
 * ends; of a map or a list the node after its last and {@link MAP} or {@link LIST}; of an alias what it stands for and
 * {@link ALIAS}. The content of a map or a list follows it.
 */
const WIDTH = 4;
const KEY = 1;
const FIRST = 2;
const SECOND = 3;

const MAP = -1;
const LIST = -2;
const ALIAS = -3;

const NO_KEY = -1;
/** The value of a merge key. */
const MERGED = -2;
/** An alias of what is not known. */
const NOTHING = -1;

/** Room for the integers of a small document. */
const ROOM = 256;

/** A map with more than so many values gets a table of them when one is asked for. */
const FEW = 16;

interface Frame {
  readonly node: number;
  readonly map: boolean;
  /** In a map: whether the key was read whose value comes next. */
  hasKey: boolean;
  key: number;
  offset: number;
}

/** Collects the places of every value of one document, by path. */
export class LineIndex implements EventHandler {
  private readonly nodes = new Integers(ROOM);
  private readonly names = new Map<string, number>();
  private readonly frames: Frame[] = [];
  private readonly anchors = new Map<string, number>();
  /** The values of merge keys, by their map. */
  private readonly merges = new Map<number, number[]>();
  /** The items of lists, and the values of large maps by the number of their key, that were asked for. */
  private readonly items = new Map<number, Integers>();
  private readonly fields = new Map<number, ReadonlyMap<number, number>>();

  constructor(private readonly text: string) {}

  /** The place of a value, or undefined where the path leads nowhere. */
  find(path: readonly (string | number)[]): Place | undefined {
    let node = this.nodes.length === 0 ? NOTHING : 0;
    let offset = 0;
    for (const step of path) {
      const found = typeof step === 'number' ? this.itemOf(node, step) : this.fieldOf(node, step);
      if (found === undefined) return undefined;
      offset = this.nodes.at(found);
      node = this.target(found);
    }
    if (node === NOTHING) return undefined;
    if (path.length === 0) offset = this.nodes.at(node);
    return { offset, written: this.writtenAt(node) };
  }

  scalar(event: ScalarEvent): void {
    const { anchor, start, end } = event;
    const frame = this.expectsKey();
    if (frame === undefined) {
      this.named(anchor, this.add(start, start, end));
      return;
    }
    // The key is a node too where an alias may name it: no value of the map, as no key has its number.
    const { merge, name } = readKey(event);
    if (anchor !== '') this.named(anchor, this.push(start, NO_KEY, start, end));
    frame.hasKey = true;
    frame.offset = start;
    frame.key = merge ? MERGED : this.numberOf(name);
  }

  open(collection: 'map' | 'list', start: number, anchor: string): void {
    const map = collection === 'map';
    const node = this.add(start, 0, map ? MAP : LIST);
    this.named(anchor, node);
    this.frames.push({ node, map, hasKey: false, key: NO_KEY, offset: 0 });
  }

  close(): void {
    const frame = this.frames.pop();
    if (frame !== undefined) this.nodes.set(frame.node + FIRST, this.nodes.length);
  }

  alias(name: string, start: number): void {
    const frame = this.expectsKey();
    if (frame === undefined) {
      this.add(start, this.anchors.get(name) ?? NOTHING, ALIAS);
      return;
    }
    // A key by an alias has no name here.
    frame.hasKey = true;
    frame.offset = start;
    frame.key = NO_KEY;
  }

  private numberOf(name: string | undefined): number {
    if (name === undefined) return NO_KEY;
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const { size } = this.names;
    this.names.set(name, size);
    return size;
  }

  private expectsKey(): Frame | undefined {
    const frame = this.frames[this.frames.length - 1];
    return frame?.map === true && !frame.hasKey ? frame : undefined;
  }

  private named(anchor: string, node: number): void {
    if (anchor !== '') this.anchors.set(anchor, node);
  }

  /** Adds a value to the innermost map or list. A map or list where a key is due is refused elsewhere. */
  private add(start: number, first: number, second: number): number {
    const frame = this.frames[this.frames.length - 1];
    if (frame?.map !== true || !frame.hasKey) return this.push(start, NO_KEY, first, second);
    frame.hasKey = false;
    const node = this.push(frame.offset, frame.key, first, second);
    if (frame.key === MERGED) this.merge(frame.node, node);
    return node;
  }

  private merge(map: number, value: number): void {
    const known = this.merges.get(map);
    if (known === undefined) this.merges.set(map, [value]);
    else known.push(value);
  }

  private push(offset: number, key: number, first: number, second: number): number {
    const { nodes } = this;
    const node = nodes.length;
    nodes.push(offset);
    nodes.push(key);
    nodes.push(first);
    nodes.push(second);
    return node;
  }

  /** What an alias stands for; any other node itself. */
  private target(node: number): number {
    return this.nodes.at(node + SECOND) === ALIAS ? this.nodes.at(node + FIRST) : node;
  }

  private writtenAt(node: number): string | undefined {
    const [start, end] = [this.nodes.at(node + FIRST), this.nodes.at(node + SECOND)];
    return end < 0 || start === end ? undefined : this.text.slice(start, end);
  }

  private is(node: number, kind: number): boolean {
    return node !== NOTHING && this.nodes.at(node + SECOND) === kind;
  }

  private itemOf(list: number, index: number): number | undefined {
    if (!this.is(list, LIST)) return undefined;
    const known = this.items.get(list) ?? new Integers();
    if (!this.items.has(list)) {
      for (const item of this.valuesOf(list)) known.push(item);
      this.items.set(list, known);
    }
    return index < known.length ? known.at(index) : undefined;
  }

  /** The value of a key, in the map itself or in what is merged into it. */
  private fieldOf(map: number, name: string): number | undefined {
    if (!this.is(map, MAP)) return undefined;
    const key = this.names.get(name);
    if (key === undefined) return undefined;
    const own = this.ownField(map, key);
    if (own !== undefined) return own;
    for (const source of this.mergedInto(map)) {
      const merged = this.fieldOf(source, name);
      if (merged !== undefined) return merged;
    }
    return undefined;
  }

  /** The maps that are merged into a map, the first counts most. */
  private *mergedInto(map: number): Generator<number> {
    for (const node of this.merges.get(map) ?? []) {
      const source = this.target(node);
      if (!this.is(source, LIST)) yield source;
      else for (const item of this.valuesOf(source)) yield this.target(item);
    }
  }

  private *valuesOf(node: number): Generator<number> {
    const end = this.nodes.at(node + FIRST);
    for (let at = node + WIDTH; at < end; at = this.after(at)) yield at;
  }

  private after(node: number): number {
    const second = this.nodes.at(node + SECOND);
    return second === MAP || second === LIST ? this.nodes.at(node + FIRST) : node + WIDTH;
  }

  /** One walk for small maps, a table for large ones. */
  private ownField(map: number, key: number): number | undefined {
    const table = this.fields.get(map);
    if (table !== undefined) return table.get(key);
    let seen = 0;
    for (const value of this.valuesOf(map)) {
      if (this.nodes.at(value + KEY) === key) return value;
      seen += 1;
      if (seen > FEW) return this.tableOf(map).get(key);
    }
    return undefined;
  }

  private tableOf(map: number): ReadonlyMap<number, number> {
    const table = new Map<number, number>();
    for (const value of this.valuesOf(map)) table.set(this.nodes.at(value + KEY), value);
    this.fields.set(map, table);
    return table;
  }
}
