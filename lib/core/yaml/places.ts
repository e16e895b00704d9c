import type { EventHandler } from './events';
import { Integers } from './integers';
import { parseJson } from './json';
import { LineTable } from './line-table';
import { LineIndex } from './lines';
import { parseYaml } from './parser';
import type { Chunk } from './stream';

/** Of a document four integers are kept: where it starts, and behind that where it ends, its first line, whether it is JSON. */
const END = 1;
const LINE = 2;
const JSON_FORM = 3;

/**
 * Where the documents of a string stand, and the fields in them. There may be very many: four integers are kept of each, and
 * the places of its fields only until those of another one are asked for, as of all they would be larger than the text.
 */
export class DocumentPlaces {
  readonly lines: LineTable;
  private readonly documents = new Integers();
  private fields: { readonly of: number; readonly index: LineIndex } | undefined;

  /** @param text of the file, with a line break at its end */
  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.lines = new LineTable(text);
  }

  /** Learns where a document stands; returns what it is called here. */
  add({ start, end, json }: Chunk, line: number): number {
    const at = this.documents.length;
    for (const number of [start, end, line, json ? 1 : 0]) this.documents.push(number);
    return at;
  }

  /** The 1-based line of the first thing in a document that is not a comment. */
  firstLineOf(document: number): number {
    return this.documents.at(document + LINE);
  }

  /** The 1-based line of a field of a document; undefined where the path leads nowhere. */
  lineOf(document: number, path: readonly (string | number)[]): number | undefined {
    if (path.length === 0) return this.firstLineOf(document);
    const place = this.fieldsOf(document).find(path);
    return place === undefined ? undefined : this.lines.lineOf(place.offset);
  }

  /** The text of a scalar of a document as it is written; undefined for all else. */
  writtenAt(document: number, path: readonly (string | number)[]): string | undefined {
    return this.fieldsOf(document).find(path)?.written;
  }

  private fieldsOf(document: number): LineIndex {
    if (this.fields?.of === document) return this.fields.index;
    const { documents, text } = this;
    const index = new LineIndex(text);
    const json = documents.at(document + JSON_FORM) === 1;
    parseChunk(text, { start: documents.at(document), end: documents.at(document + END), json }, index);
    this.fields = { of: document, index };
    return index;
  }
}

/** Parses one piece of a string. */
export function parseChunk(
  text: string,
  { start, end, json }: Pick<Chunk, 'start' | 'end' | 'json'>,
  handler: EventHandler,
): void {
  if (json) parseJson(text, start, end, handler);
  else parseYaml(text, contentStart(text, start), end, handler);
}

/** A byte order mark may be at the start of every document. */
export function contentStart(text: string, start: number): number {
  return text.charCodeAt(start) === 0xfeff ? start + 1 : start;
}
