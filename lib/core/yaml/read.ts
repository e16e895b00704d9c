import { append } from '../manifest/plain';
import { Builder } from './build';
import { forbiddenIn } from './characters';
import type { EventHandler } from './events';
import { FatalFault, type Fault } from './fault';
import { parseJson } from './json';
import { LineTable } from './line-table';
import { LineIndex } from './lines';
import { parseYaml } from './parser';
import { type Chunk, splitStream } from './stream';
import { type YamlDocument, type YamlProblem, type YamlReading, yamlProblem } from './types';

/**
 * Reads a stream of YAML or JSON as kubectl reads it (its own splitting into documents, and sigs.k8s.io/yaml with the
 * YAML 1.1 of go-yaml v2: scalars, merge keys, aliases, what is a key and what is none). Empty documents are skipped but
 * counted. Nothing is changed in silence: duplicate keys, integers that Kubernetes would round, `.inf`, keys that are
 * null or no scalars, aliases that blow up, directives, content that kubectl drops are problems. Integers of 64 bits
 * that a double may not hold are bigints. A document with a problem is left out; the others are still read.
 */
export function readYaml(text: string, file = ''): YamlReading {
  const documents: YamlDocument[] = [];
  const problems: YamlProblem[] = [];
  for (const read of yamlDocuments(text, file)) {
    if (read.document !== undefined) documents.push(read.document);
    append(problems, read.problems);
  }
  return { documents, problems };
}

/** One document of a stream, or what is wrong with it. */
export interface YamlRead<Document = YamlDocument> {
  readonly document?: Document;
  readonly problems: readonly YamlProblem[];
}

/** Reads a stream one document after the other, as {@link readYaml} reads all of it. */
export function* yamlDocuments(text: string, file = ''): Generator<YamlRead> {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  const source: Source = {
    file,
    text: whole,
    length: text.length,
    clean: !NEEDS_A_LOOK.test(text),
    lines: new LineTable(whole),
  };
  for (const chunk of splitStream(source.text, source.length)) {
    const read = readChunk(source, chunk);
    if (read !== undefined) yield read;
  }
}

interface Source {
  readonly file: string;
  /** The text of the file, with a line break at its end. */
  readonly text: string;
  /** Characters of the file. */
  readonly length: number;
  /** Whether no character needs a closer look. */
  readonly clean: boolean;
  readonly lines: LineTable;
  /** The lines of the fields of one document, the last that was asked for: of all they would be larger than the text. */
  fields?: { readonly of: ReadDocument; readonly index: LineIndex };
}

/** Characters that YAML forbids, or allows at the start of a document only, and breaks that kubectl joins. */
const NEEDS_A_LOOK =
  /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|\r\r\n/u;

function readChunk(source: Source, chunk: Chunk): YamlRead | undefined {
  const { file, text, lines } = source;
  const { index } = chunk;
  const problems = (faults: readonly Fault[]): YamlRead => ({
    problems: faults.map(({ offset, found, needs }) => {
      const at = Math.min(offset, source.length);
      const column = at - text.lastIndexOf('\n', at - 1);
      return yamlProblem({ file, document: index, line: lines.lineOf(at), column, found, needs });
    }),
  });
  const refused = chunk.refused ?? (chunk.json || source.clean ? undefined : refusedText(text, chunk));
  if (refused !== undefined) return problems([refused]);
  const builder = new Builder(chunk.json);
  try {
    parse(text, chunk, builder);
  } catch (error) {
    if (!(error instanceof FatalFault)) throw error;
    return problems([...builder.faults, error.fault]);
  }
  if (builder.faults.length > 0) return problems(builder.faults);
  if (builder.root === undefined || builder.root === null) return undefined;
  const line = lines.lineOf(builder.offset);
  return {
    document: new ReadDocument(builder.root, line, chunk, source),
    problems: [],
  };
}

function parse(text: string, chunk: Chunk, handler: EventHandler): void {
  if (chunk.json) parseJson(text, chunk.start, chunk.end, handler);
  else parseYaml(text, contentStart(text, chunk), chunk.end, handler);
}

/** A byte order mark may stand at the start of every document. */
function contentStart(text: string, { start }: Chunk): number {
  return text.charCodeAt(start) === 0xfeff ? start + 1 : start;
}

/** Characters of a YAML document that are not read. */
function refusedText(text: string, chunk: Chunk): Fault | undefined {
  const start = contentStart(text, chunk);
  const content = text.slice(start, chunk.end);
  const breaks = content.indexOf('\r\r\n');
  if (breaks >= 0) {
    const needs = 'one line break: Kubernetes reads another text than other programs';
    return { offset: start + breaks, found: 'a carriage return before a line break of Windows', needs };
  }
  const at = forbiddenIn(content);
  if (at === undefined) return undefined;
  const code = content.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return {
    offset: start + at,
    found: `the character U+${code}`,
    needs: `an escape such as "\\u${code}" in double quotes`,
  };
}

// There may be very many of them: nothing is kept that can be made again.
class ReadDocument implements YamlDocument {
  readonly index: number;
  readonly #start: number;
  readonly #end: number;
  readonly #json: boolean;
  readonly #source: Source;

  constructor(
    readonly value: unknown,
    readonly line: number,
    { index, start, end, json }: Chunk,
    source: Source,
  ) {
    this.index = index;
    this.#start = start;
    this.#end = end;
    this.#json = json;
    this.#source = source;
  }

  get file(): string {
    return this.#source.file;
  }

  lineOf(path: readonly (string | number)[]): number | undefined {
    if (path.length === 0) return this.line;
    const place = this.#fields().find(path);
    return place === undefined ? undefined : this.#source.lines.lineOf(place.offset);
  }

  writtenAt(path: readonly (string | number)[]): string | undefined {
    return this.#fields().find(path)?.written;
  }

  #fields(): LineIndex {
    const known = this.#source.fields;
    if (known?.of === this) return known.index;
    const { text } = this.#source;
    const index = new LineIndex(text);
    parse(text, { start: this.#start, end: this.#end, index: this.index, json: this.#json }, index);
    this.#source.fields = { of: this, index };
    return index;
  }
}
