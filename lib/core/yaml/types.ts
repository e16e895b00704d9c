/** What is wrong with a YAML text, where, and what it needs. */
export interface YamlProblem {
  /** The file as the caller named it; `-` is standard input, empty where the caller gave none. */
  readonly file: string;
  /** The document in the file, counted from 0 as a YAML stream counts them (empty ones included). */
  readonly document: number;
  /** 1-based line in the file. */
  readonly line: number;
  /** 1-based column, where one is known. */
  readonly column?: number;
  /** What is there. */
  readonly found: string;
  /** What has to be there instead. */
  readonly needs: string;
  /** All of it in one sentence: place, found, needs. */
  readonly message: string;
}

/** One document that was read. */
export interface YamlDocument<Value = unknown> {
  /** JSON data: objects, lists, strings, finite numbers, booleans and null. No two places share an object. */
  readonly value: Value;
  /** The file as the caller named it. */
  readonly file: string;
  /** Counted from 0 as a YAML stream counts documents: an empty one takes a number although it is skipped. */
  readonly index: number;
  /** 1-based line of the first thing in the document that is not a comment. */
  readonly line: number;
  /**
   * The 1-based line of a field: that of its key, for an item of a list that of its first line. A field that came
   * by an alias or a merge key has the line where it is written. Undefined where the path leads nowhere.
   * Parses the document again at the first call, so that reading pays nothing for it.
   */
  lineOf(path: readonly (string | number)[]): number | undefined;
  /** The text of a scalar as it is written (quotes included), for messages; undefined for all else. */
  writtenAt(path: readonly (string | number)[]): string | undefined;
}

/** The documents that could be read and the problems of those that could not. */
export interface YamlReading<Document = YamlDocument> {
  readonly documents: Document[];
  readonly problems: YamlProblem[];
}

/** Deepest nesting of maps and lists that is read and written. */
export const MAX_DEPTH = 1000;

/** A problem with its sentence. */
export function yamlProblem(place: Omit<YamlProblem, 'message'>): YamlProblem {
  const { file, document, line, column, found, needs } = place;
  const where = `${file === '' ? '' : `${file}: `}document ${document}, line ${line}`;
  const at = column === undefined ? where : `${where}, column ${column}`;
  return { ...place, message: `${at}: found ${found}; needs ${needs}` };
}
