import { jsonEnd } from './json';
import { isUnicodeSpace, trimUnicode } from './unicode-space';

/** One piece of a stream that is parsed by itself: a YAML document, or one of several JSON values. */
export interface Chunk {
  /** Offset of the first character in the file. */
  readonly start: number;
  readonly end: number;
  /** Counted from 0; of a piece that has only comments before the first `---` it is that of the document after it. */
  readonly index: number;
  /** One value in strict JSON. */
  readonly json: boolean;
  /** Why it is not read. */
  readonly refused?: { readonly offset: number; readonly found: string; readonly needs: string };
}

const MARKER = '---';

/** Bytes within which JSON must begin. */
const GUESSED = 4096;

/** Bytes that must follow JSON for Kubernetes to read on as YAML. */
const SHORTEST_REST = 4;

/**
 * Splits a file as kubectl does: what starts with `{` is read as JSON values one after another as long as they are
 * JSON; all else is cut at every line that starts with `---`, wherever that is.
 * @param length characters of the file; the text has a line break after them
 */
export function* splitStream(text: string, length: number): Generator<Chunk> {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!mayBeJson(text, start)) {
    yield* splitYaml(text, start, 0);
    return;
  }
  let index = 0;
  let position = start;
  for (let open = skipSpace(text, start); open < length; open = skipSpace(text, position)) {
    const end = jsonEnd(text, open, length);
    if (end < 0) {
      yield* afterJson(text, position, length, index);
      return;
    }
    yield { start: open, end, index, json: true };
    index += 1;
    position = end;
  }
}

/** Whether the first thing in the file is a brace, within the bytes that kubectl looks at. */
function mayBeJson(text: string, start: number): boolean {
  let bytes = 0;
  for (let at = start; bytes < GUESSED; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 123) return true;
    if (!isUnicodeSpace(code)) return false;
    bytes += bytesOf(code);
  }
  return false;
}

/** What remains where no JSON follows: YAML after none or one JSON value, nothing that is read after more. */
function* afterJson(text: string, position: number, length: number, index: number): Generator<Chunk> {
  const from = index > 1 ? undefined : passSpace(text, position, length);
  if (from !== undefined) {
    yield* splitYaml(text, from, index);
    return;
  }
  const offset = skipSpace(text, position);
  const needs = '--- before the first object, or only JSON: Kubernetes reads no YAML after JSON';
  const refused = { offset, found: 'what is no JSON after JSON', needs };
  yield { start: position, end: length, index, json: false, refused };
}

/** Passes space up to the first line break, as kubectl does before it goes on with YAML; undefined where it gives up. */
function passSpace(text: string, position: number, length: number): number | undefined {
  for (let at = position; bytesFrom(text, at, length) >= SHORTEST_REST; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) return at + 1;
    if (code === 0xfffd) return undefined;
    if (!isUnicodeSpace(code)) return at;
  }
  return undefined;
}

/** Bytes that remain, as far as they matter. */
function bytesFrom(text: string, from: number, length: number): number {
  let bytes = 0;
  for (let at = from; at < length && bytes < SHORTEST_REST; at += 1) bytes += bytesOf(text.charCodeAt(at));
  return bytes;
}

/** Bytes of a character in UTF-8; half of them for each half of a pair. */
function bytesOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800 || (code >= 0xd800 && code < 0xe000)) return 2;
  return 3;
}

function* splitYaml(text: string, from: number, first: number): Generator<Chunk> {
  let index = first;
  let start = from;
  let opened = false;
  let kept = false;
  let refused: Chunk['refused'];
  for (let marker = markerFrom(text, from); marker >= 0; marker = nextMarker(text, marker)) {
    const end = lineEnd(text, marker);
    if (kept || marker > start || refused !== undefined) {
      yield { start, end: marker, index, json: false, refused };
      if (opened || hasContent(text, start, marker)) index += 1;
      start = end;
      kept = false;
    } else {
      // kubectl keeps the line of a marker that nothing is before: a lone CR may begin content there.
      if (opened) index += 1;
      kept = true;
    }
    opened = true;
    refused = refusedMarker(text, marker, end);
  }
  if (start < text.length || refused !== undefined) {
    yield { start, end: text.length, index, json: false, refused };
  }
}

/** What is on the line of a marker where Kubernetes allows nothing but a comment. */
function refusedMarker(text: string, marker: number, end: number): Chunk['refused'] {
  const rest = trimUnicode(text.slice(marker + MARKER.length, end));
  if (rest === '' || rest.startsWith('#')) return undefined;
  return {
    offset: marker,
    found: `${JSON.stringify(rest)} after ---`,
    needs: 'a line of its own for ---: Kubernetes allows only a comment next to it',
  };
}

/** A line that is neither empty nor a comment. */
const CONTENT = /(?:^|[\n\r\u0085\u2028\u2029])[ \t]*[^ \t\n\r\u0085\u2028\u2029#]/;

function hasContent(text: string, start: number, end: number): boolean {
  return CONTENT.test(text.slice(start, end));
}

function markerFrom(text: string, from: number): number {
  return text.startsWith(MARKER, from) ? from : nextMarker(text, from);
}

/** The next line that starts with a marker, after the one that an offset is in; -1 where there is none. */
function nextMarker(text: string, from: number): number {
  const at = text.indexOf(`\n${MARKER}`, from);
  return at < 0 ? -1 : at + 1;
}

/** Where the next line starts. */
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}
