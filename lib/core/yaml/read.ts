import { append } from '../manifest/plain';
import { Builder } from './build';
import { forbiddenIn } from './characters';
import { FatalFault, type Fault } from './fault';
import { contentStart, DocumentPlaces, parseChunk } from './places';
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
  return readPlaced(text, file);
}

/** The same, with documents that say how their places are kept. */
export function readPlaced(text: string, file = ''): YamlReading<PlacedDocument> {
  const documents: PlacedDocument[] = [];
  const problems: YamlProblem[] = [];
  for (const read of yamlDocuments(text, file)) {
    if (read.document !== undefined) documents.push(read.document);
    append(problems, read.problems);
  }
  return { documents, problems };
}

/** One document of a stream, or what is wrong with it. */
interface YamlRead {
  readonly document?: PlacedDocument;
  readonly problems: readonly YamlProblem[];
}

function* yamlDocuments(text: string, file: string): Generator<YamlRead> {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  const places = new DocumentPlaces(file, whole);
  const source: Source = { places, length: text.length, clean: !NEEDS_A_LOOK.test(text) };
  for (const chunk of splitStream(whole, text.length)) {
    const read = readChunk(source, chunk);
    if (read !== undefined) yield read;
  }
}

interface Source {
  readonly places: DocumentPlaces;
  /** Characters of the file. */
  readonly length: number;
  /** Whether no character needs a closer look. */
  readonly clean: boolean;
}

/** Characters that YAML forbids, or allows at the start of a document only, and breaks that kubectl joins. */
const NEEDS_A_LOOK =
  /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|\r\r\n/u;

function readChunk(source: Source, chunk: Chunk): YamlRead | undefined {
  const { file, text, lines } = source.places;
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
    parseChunk(text, chunk, builder);
  } catch (error) {
    if (!(error instanceof FatalFault)) throw error;
    return problems([...builder.faults, error.fault]);
  }
  if (builder.faults.length > 0) return problems(builder.faults);
  if (builder.root === undefined || builder.root === null) return undefined;
  const line = lines.lineOf(builder.offset);
  const document = new PlacedDocument(builder.root, index, source.places, source.places.add(chunk, line));
  return { document, problems: NO_PROBLEMS };
}

const NO_PROBLEMS: readonly YamlProblem[] = [];

/** Characters of a YAML document that are not read. */
function refusedText(text: string, chunk: Chunk): Fault | undefined {
  const start = contentStart(text, chunk.start);
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

/** A document that was read, and where its places are kept. */
export class PlacedDocument implements YamlDocument {
  readonly line: number;
  // Not to be copied with the document, nor printed.
  readonly #places: DocumentPlaces;
  readonly #at: number;

  constructor(
    readonly value: unknown,
    readonly index: number,
    places: DocumentPlaces,
    at: number,
  ) {
    this.line = places.firstLineOf(at);
    this.#places = places;
    this.#at = at;
  }

  get file(): string {
    return this.#places.file;
  }

  /** The places of all documents of the text. */
  get places(): DocumentPlaces {
    return this.#places;
  }

  /** What the places call this document. */
  get at(): number {
    return this.#at;
  }

  lineOf(path: readonly (string | number)[]): number | undefined {
    return this.#places.lineOf(this.#at, path);
  }

  writtenAt(path: readonly (string | number)[]): string | undefined {
    return this.#places.writtenAt(this.#at, path);
  }
}
