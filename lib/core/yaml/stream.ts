/** One piece of a stream that is parsed by itself: a YAML document, or one of several JSON objects. */
export interface Chunk {
  /** Offset of the first character in the file. */
  readonly start: number;
  readonly end: number;
  /** Whether a `---` line opened it; without one a piece that has only comments is no document. */
  readonly opened: boolean;
  /** One value in strict JSON. */
  readonly json: boolean;
  /** What stands after `---` on its line where Kubernetes allows nothing but a comment. */
  readonly afterMarker?: string;
}

const MARKER = '---';

/**
 * Splits a file as kubectl does: what starts with `{` is read as JSON objects one after another as long as they
 * are JSON; all else is cut at every line that starts with `---`, wherever that is.
 */
export function splitStream(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (true) {
    const open = skipSpace(text, position);
    const end = text.charCodeAt(open) === 123 ? jsonEnd(text, open) : -1;
    if (end < 0) break;
    chunks.push({ start: open, end, opened: true, json: true });
    position = end;
  }
  splitYaml(text, position, chunks);
  return chunks;
}

function splitYaml(text: string, from: number, chunks: Chunk[]): void {
  let start = from;
  let opened = false;
  let afterMarker: string | undefined;
  let marker = atLineStart(text, from) && text.startsWith(MARKER, from) ? from : nextMarker(text, from);
  while (marker >= 0) {
    if (opened || start < marker) chunks.push({ start, end: marker, opened, json: false, afterMarker });
    let lineEnd = text.indexOf('\n', marker);
    if (lineEnd < 0) lineEnd = text.length;
    const rest = text.slice(marker + MARKER.length, lineEnd).trim();
    const glued = !opened && start === marker && text[marker + MARKER.length] === '#';
    afterMarker = rest === '' || (rest.startsWith('#') && !glued) ? undefined : rest;
    opened = true;
    start = Math.min(lineEnd + 1, text.length);
    marker = text.startsWith(MARKER, start) ? start : nextMarker(text, start);
  }
  if (opened || start < text.length)
    chunks.push({ start, end: text.length, opened, json: false, afterMarker });
}

function atLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n' || text.charCodeAt(at - 1) === 0xfeff;
}

function nextMarker(text: string, from: number): number {
  const at = text.indexOf(`\n${MARKER}`, from);
  return at < 0 ? -1 : at + 1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

/** Where the JSON object that starts here ends, or -1 where it is not JSON. */
function jsonEnd(text: string, open: number): number {
  const end = matchingBrace(text, open);
  if (end < 0) return -1;
  try {
    JSON.parse(text.slice(open, end));
    return end;
  } catch {
    return -1;
  }
}

const STRUCTURE = /["{}]/g;

function matchingBrace(text: string, open: number): number {
  let depth = 0;
  STRUCTURE.lastIndex = open;
  for (let match = STRUCTURE.exec(text); match !== null; match = STRUCTURE.exec(text)) {
    if (match[0] === '"') {
      const end = stringEnd(text, match.index);
      if (end < 0) return -1;
      STRUCTURE.lastIndex = end;
    } else {
      depth += match[0] === '{' ? 1 : -1;
      if (depth === 0) return match.index + 1;
    }
  }
  return -1;
}

/** Where the JSON string that opens here ends: after the first quote with an even number of backslashes before it. */
function stringEnd(text: string, open: number): number {
  for (let quote = text.indexOf('"', open + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text.charCodeAt(before) === 92) before -= 1;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  return -1;
}
