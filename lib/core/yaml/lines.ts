import { append } from '../manifest/plain';
import type { EventHandler, ScalarEvent } from './events';
import { readKey } from './keys';

/** Where one value of a document is written. */
export interface Place {
  /** Offset of the value in the file; that of its key where it has one. */
  readonly offset: number;
  /** The scalar as written, quotes included. */
  readonly written: string | undefined;
}

interface Node {
  readonly offset: number;
  readonly written: string | undefined;
  readonly items: Node[] | undefined;
  readonly fields: Map<string, Field> | undefined;
  readonly merges: Node[];
}

interface Field {
  readonly offset: number;
  readonly value: Node;
}

interface Frame {
  readonly node: Node;
  /** In a map: the key whose value comes next. */
  key: { readonly name: string | undefined; readonly merge: boolean; readonly offset: number } | undefined;
}

/** Collects the places of every value of one document, by path. */
export class LineIndex implements EventHandler {
  private root: Node | undefined;
  private readonly frames: Frame[] = [];
  private readonly anchors = new Map<string, Node>();

  constructor(private readonly text: string) {}

  /** The place of a value, or undefined where the path leads nowhere. */
  find(path: readonly (string | number)[]): Place | undefined {
    let node = this.root;
    let offset = node?.offset ?? 0;
    for (const step of path) {
      if (typeof step === 'number') {
        node = node?.items?.[step];
        offset = node?.offset ?? 0;
      } else {
        const field: Field | undefined = fieldOf(node, step);
        node = field?.value;
        offset = field?.offset ?? 0;
      }
    }
    return node === undefined ? undefined : { offset, written: node.written };
  }

  scalar(event: ScalarEvent): void {
    const { anchor, start, end } = event;
    const frame = this.expectsKey();
    const written = start === end ? undefined : this.text.slice(start, end);
    const node = this.named(anchor, { ...blank(start), written });
    if (frame === undefined) this.add(node);
    else {
      const { merge, name } = readKey(event);
      frame.key = { merge, name, offset: start };
    }
  }

  open(collection: 'map' | 'list', start: number, anchor: string): void {
    const list = collection === 'list';
    const content = list ? { items: [] } : { fields: new Map<string, Field>() };
    this.frames.push({ node: this.named(anchor, { ...blank(start), ...content }), key: undefined });
  }

  close(): void {
    const frame = this.frames.pop();
    if (frame !== undefined) this.put(frame.node);
  }

  alias(name: string, start: number): void {
    this.put(this.anchors.get(name) ?? blank(start));
  }

  /** Adds a node that may stand where a key is due; such a key has no name. */
  private put(node: Node): void {
    const frame = this.expectsKey();
    if (frame === undefined) this.add(node);
    else frame.key = { name: undefined, merge: false, offset: node.offset };
  }

  private expectsKey(): Frame | undefined {
    const frame = this.frames[this.frames.length - 1];
    return frame?.node.fields !== undefined && frame.key === undefined ? frame : undefined;
  }

  private named(anchor: string, node: Node): Node {
    if (anchor !== '') this.anchors.set(anchor, node);
    return node;
  }

  private add(node: Node): void {
    const frame = this.frames[this.frames.length - 1];
    if (frame === undefined) this.root = node;
    else if (frame.node.items !== undefined) frame.node.items.push(node);
    else if (frame.key !== undefined) {
      const { name, merge, offset } = frame.key;
      if (merge) append(frame.node.merges, node.items ?? [node]);
      else if (name !== undefined) frame.node.fields?.set(name, { offset, value: node });
      frame.key = undefined;
    }
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
