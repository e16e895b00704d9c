import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import { Builder, FatalFault, type Fault } from './build';
import { JOIN_BUDGET, joinFlowLines } from './flow';
import { LineTable } from './line-table';
import { LineIndex } from './lines';
import { type Chunk, splitStream } from './stream';
import { MAX_DEPTH, type YamlDocument, type YamlProblem, type YamlReading, yamlProblem } from './types';

/**
 * Reads a stream of YAML or JSON as kubectl and the API server read it (sigs.k8s.io/yaml: YAML 1.1 scalars, merge
 * keys, JSON objects one after another, documents cut at lines that start with `---`). Empty documents are skipped
 * but counted. Nothing is changed in silence: duplicate keys, numbers that are not exact as a double, `.inf`, keys
 * that are null or no scalars, aliases that blow up, directives, content after `---` and documents after `...`
 * (which kubectl drops) are problems. A document with a problem is left out; the others are still read.
 */
export function readYaml(text: string, file = ''): YamlReading {
  const reader = new StreamReader(text, file);
  for (const chunk of splitStream(text)) reader.read(chunk);
  return { documents: reader.documents, problems: reader.problems };
}

class StreamReader {
  readonly documents: YamlDocument[] = [];
  readonly problems: YamlProblem[] = [];
  private index = 0;
  private readonly lines: LineTable;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {
    this.lines = new LineTable(text);
  }

  read(chunk: Chunk): void {
    const document = this.index;
    if (chunk.afterMarker !== undefined) {
      this.index += 1;
      this.problem(document, chunk.start - 1, {
        found: `${JSON.stringify(chunk.afterMarker)} after ---`,
        needs: 'a line of its own for ---: Kubernetes allows only a comment beside it',
      });
      return;
    }
    const parsed = parse(this.text.slice(chunk.start, chunk.end), chunk.json);
    if ('fault' in parsed) {
      this.index += 1;
      this.problem(document, chunk.start + parsed.fault.offset, parsed.fault);
      return;
    }
    const { events, source } = parsed;
    if (events.length > 0 || chunk.opened) this.index += 1;
    if (events.length > 0) this.build(events, source, chunk, document);
  }

  private build(events: readonly Event[], source: string, chunk: Chunk, document: number): void {
    const builder = new Builder(source, chunk.json);
    let value: unknown;
    try {
      value = builder.build(events, 1);
    } catch (error) {
      if (!(error instanceof FatalFault)) throw error;
      builder.faults.push(error.fault);
    }
    const second = secondDocument(events);
    if (second !== undefined) builder.faults.push(second);
    for (const fault of builder.faults) this.problem(document, chunk.start + fault.offset, fault);
    if (builder.faults.length > 0 || value === null) return;
    const line = this.lines.lineOf(chunk.start + firstOffset(events));
    this.documents.push(
      new ReadDocument(value, this.file, document, line, { lines: this.lines, source, start: chunk.start }),
    );
  }

  private problem(document: number, offset: number, fault: Pick<Fault, 'found' | 'needs'>): void {
    const at = Math.min(offset, this.text.length);
    const column = at - (this.text.lastIndexOf('\n', at - 1) + (at === 0 ? 0 : 1)) + 1;
    const { found, needs } = fault;
    this.problems.push(
      yamlProblem({ file: this.file, document, line: this.lines.lineOf(at), column, found, needs }),
    );
  }
}

interface Origin {
  /** The lines of the whole file. */
  readonly lines: LineTable;
  /** The document as it was parsed. */
  readonly source: string;
  /** Where the document starts in the file. */
  readonly start: number;
}

class ReadDocument implements YamlDocument {
  #lines: LineIndex | undefined;
  readonly #origin: Origin;

  constructor(
    readonly value: unknown,
    readonly file: string,
    readonly index: number,
    readonly line: number,
    origin: Origin,
  ) {
    this.#origin = origin;
  }

  lineOf(path: readonly (string | number)[]): number | undefined {
    if (path.length === 0) return this.line;
    const place = this.#index().find(path);
    return place === undefined ? undefined : this.#origin.lines.lineOf(this.#origin.start + place.offset);
  }

  writtenAt(path: readonly (string | number)[]): string | undefined {
    return this.#index().find(path)?.written;
  }

  #index(): LineIndex {
    this.#lines ??= new LineIndex(this.#origin.source);
    return this.#lines;
  }
}

/** The events, with the text that their offsets mean (as long as the original), or why there are none. */
type Parsed = { readonly source: string; readonly events: Event[] } | { readonly fault: Fault };

function parse(source: string, json: boolean): Parsed {
  const directive = directiveAt(source);
  if (directive >= 0) {
    return {
      fault: {
        offset: directive,
        found: 'a directive (%)',
        needs: 'none: Kubernetes reads no YAML directives',
      },
    };
  }
  const breaks = json ? -1 : source.search(/[\u0085\u2028\u2029]/);
  if (breaks >= 0) return { fault: { offset: breaks, ...OLD_BREAK } };
  return parseJoining(source);
}

/** To go-yaml these end a line (and a comment), to everybody else they do not. */
const OLD_BREAK = {
  found: 'a line break of YAML 1.1 (U+0085, U+2028 or U+2029)',
  needs: 'an escape such as "\\u2028" in double quotes',
};

/** Where a line starts with % before all content, or -1. */
function directiveAt(source: string): number {
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < source.length) {
    let first = at;
    while (source[first] === ' ' || source[first] === '\t' || source[first] === '\r') first += 1;
    if (source[first] === '%' && first === at) return first;
    if (source[first] !== '#' && source[first] !== '\n') return -1;
    const end = source.indexOf('\n', first);
    if (end < 0) return -1;
    at = end + 1;
  }
  return -1;
}

function parseJoining(text: string): Parsed {
  let source = text;
  let budget = JOIN_BUDGET;
  while (true) {
    try {
      return { source, events: parseEvents(source, { maxDepth: MAX_DEPTH }) };
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      budget -= source.length;
      const deficient = budget > 0 && error.reason === 'deficient indentation';
      const joined = deficient ? joinFlowLines(source, error.mark?.position ?? 0) : undefined;
      if (joined === undefined) return { fault: syntaxFault(source, error) };
      source = joined;
    }
  }
}

function syntaxFault(source: string, error: YAMLException): Fault {
  const offset = Math.min(error.mark?.position ?? 0, source.length);
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  const indent = /^[ ]*\t/.test(source.slice(lineStart, lineStart + 200));
  const found = `what is no YAML: ${error.reason}`;
  if (indent) return { offset, found, needs: 'spaces instead of the tab before the text of this line' };
  return {
    offset,
    found,
    needs: error.reason.includes('nesting') ? `at most ${MAX_DEPTH} levels` : 'valid YAML',
  };
}

/** Content after `...` in the same piece: kubectl drops it without a word. */
function secondDocument(events: readonly Event[]): Fault | undefined {
  for (let at = 1; at < events.length; at += 1) {
    const event = events[at];
    if (event?.type !== EVENT_ID.DOCUMENT) continue;
    return {
      offset: firstOffset(events.slice(at)),
      found: 'a further document after ... without ---',
      needs: '--- before it: Kubernetes drops what follows ...',
    };
  }
  return undefined;
}

function firstOffset(events: readonly Event[]): number {
  const root = events[1];
  if (root === undefined) return 0;
  if ('start' in root) return root.start;
  if ('valueStart' in root) return Math.max(root.valueStart, root.tagStart, 0);
  return 'anchorStart' in root ? root.anchorStart : 0;
}
