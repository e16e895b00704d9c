import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { readKey } from './keys';
import { MAX_DEPTH } from './types';

/** Where one value of a document is written. */
export interface Place {
  /** Offset of the value in the document's text; that of its key where it has one. */
  readonly offset: number;
  /** The scalar as written, quotes included. */
  readonly written: string | undefined;
}

interface Node {
  offset: number;
  written: string | undefined;
  items: Node[] | undefined;
  fields: Map<string, Field> | undefined;
  merges: Node[];
}

interface Field {
  readonly offset: number;
  readonly value: Node;
}

/** The places of every value of one document, by path. */
export class LineIndex {
  private readonly root: Node;
  private readonly anchors = new Map<string, Node>();
  private at = 0;
  private readonly events: Event[];

  constructor(private readonly source: string) {
    this.events = parseEvents(source, { maxDepth: MAX_DEPTH });
    const first = this.events.findIndex((event) => event.type === EVENT_ID.DOCUMENT);
    this.at = first + 1;
    this.root = this.node(0);
  }

  /** The place of a value, or undefined where the path leads nowhere. */
  find(path: readonly (string | number)[]): Place | undefined {
    let node: Node | undefined = this.root;
    let offset = this.root.offset;
    for (const step of path) {
      if (typeof step === 'number') {
        node = node?.items?.[step];
        offset = node?.offset ?? 0;
      } else {
        const field: Field | undefined = fieldOf(node, step);
        node = field?.value;
        offset = field?.offset ?? 0;
      }
      if (node === undefined) return undefined;
    }
    return { offset, written: node.written };
  }

  private node(fallback: number): Node {
    const event = this.events[this.at];
    this.at += 1;
    if (event === undefined) return blank(fallback);
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.named(event, this.scalar(event, fallback));
      case EVENT_ID.ALIAS:
        return this.anchors.get(this.source.slice(event.anchorStart, event.anchorEnd)) ?? blank(fallback);
      case EVENT_ID.SEQUENCE:
        return this.sequence(this.named(event, { ...blank(event.start), items: [] }));
      case EVENT_ID.MAPPING:
        return this.mapping(this.named(event, { ...blank(event.start), fields: new Map() }));
      default:
        return blank(fallback);
    }
  }

  private named(event: { anchorStart: number; anchorEnd: number }, node: Node): Node {
    if (event.anchorStart >= 0) this.anchors.set(this.source.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  private scalar(event: ScalarEvent, fallback: number): Node {
    if (event.valueStart < 0) return blank(fallback);
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const mark = event.style === SCALAR_STYLE.SINGLE_QUOTED ? "'" : '"';
    const text = this.source.slice(event.valueStart, event.valueEnd);
    return { ...blank(event.valueStart), written: quoted ? `${mark}${text}${mark}` : text };
  }

  private open(): boolean {
    const event = this.events[this.at];
    return event !== undefined && event.type !== EVENT_ID.POP;
  }

  private sequence(node: Node): Node {
    while (this.open()) node.items?.push(this.node(node.offset));
    this.at += 1;
    return node;
  }

  private mapping(node: Node): Node {
    while (this.open()) {
      const event = this.events[this.at];
      const key = this.node(node.offset);
      const value = this.node(key.offset);
      if (event?.type !== EVENT_ID.SCALAR) continue;
      const { merge, name } = readKey(this.source, event, getScalarValue(this.source, event));
      if (merge) node.merges.push(...(value.items ?? [value]));
      else if (name !== undefined) node.fields?.set(name, { offset: key.offset, value });
    }
    this.at += 1;
    return node;
  }
}

function blank(offset: number): Node {
  return { offset, written: undefined, items: undefined, fields: undefined, merges: [] };
}

function fieldOf(node: Node | undefined, name: string): Field | undefined {
  const own = node?.fields?.get(name);
  if (own !== undefined) return own;
  for (const source of node?.merges ?? []) {
    const merged = fieldOf(source, name);
    if (merged !== undefined) return merged;
  }
  return undefined;
}
