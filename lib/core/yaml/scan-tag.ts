import { EXCLAMATION_MARK, GREATER_THAN, isGap, isWord, LESS_THAN, PERCENT } from './characters';
import type { Cursor } from './cursor';
import { syntaxFault } from './fault';

const CORE = 'tag:yaml.org,2002:';

/** What may be in a tag beside letters, digits, `_` and `-`. */
const URI = new Set([...";/?:@&=+$,.!~*'()[]%"].map((char) => char.charCodeAt(0)));

/** What may follow an anchor or an alias beside a gap. */
const AFTER_ANCHOR = new Set([...'?:,]}%@`'].map((char) => char.charCodeAt(0)));

/** Reads the name of an anchor or an alias after its `&` or `*`. */
export function scanAnchor(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at += 1;
  while (isWord(cursor.code)) cursor.at += 1;
  const name = cursor.text.slice(start + 1, cursor.at);
  if (name === '' || !(isGap(cursor.code) || AFTER_ANCHOR.has(cursor.code))) {
    throw syntaxFault(start, 'an anchor or alias without a name of letters, digits, - and _');
  }
  return name;
}

/**
 * Reads a tag: `!<uri>`, `!!name`, `!name` or `!`.
 * @returns the tag in full, `tag:yaml.org,2002:str` for `!!str`
 */
export function scanTag(cursor: Cursor): string {
  const start = cursor.at;
  const tag = cursor.codeAt(1) === LESS_THAN ? scanVerbatim(cursor) : scanShorthand(cursor);
  if (!isGap(cursor.code))
    throw syntaxFault(start, 'a tag that runs into the text after it', 'a space after the tag');
  return tag;
}

function scanVerbatim(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at += 2;
  const tag = scanUri(cursor);
  if (tag === '' || cursor.code !== GREATER_THAN)
    throw syntaxFault(start, 'a tag without its end', '> after !<…');
  cursor.at += 1;
  return tag;
}

function scanShorthand(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at += 1;
  while (isWord(cursor.code)) cursor.at += 1;
  if (cursor.code !== EXCLAMATION_MARK)
    return `!${cursor.text.slice(start + 1, cursor.at)}${scanUri(cursor)}`;
  cursor.at += 1;
  const handle = cursor.text.slice(start, cursor.at);
  const name = scanUri(cursor);
  if (name === '') throw syntaxFault(start, `${handle} without the name of a tag`);
  if (handle !== '!!')
    throw syntaxFault(start, `the tag handle ${handle}`, '!! or !: others would need a directive');
  return CORE + name;
}

function scanUri(cursor: Cursor): string {
  let text = '';
  for (let { code } = cursor; isWord(code) || URI.has(code); code = cursor.code) {
    if (code === PERCENT) text += scanEscaped(cursor);
    else {
      text += String.fromCharCode(code);
      cursor.at += 1;
    }
  }
  return text;
}

/** Reads the octets of one character, each as `%XX`. What is not ASCII is in no tag that means something. */
function scanEscaped(cursor: Cursor): string {
  const start = cursor.at;
  const first = scanOctet(cursor);
  const more = first < 0x80 ? 0 : first >> 5 === 6 ? 1 : first >> 4 === 14 ? 2 : first >> 3 === 30 ? 3 : -1;
  if (more < 0) throw syntaxFault(start, 'an octet that starts no character');
  for (let count = 0; count < more; count += 1) {
    if (scanOctet(cursor) >> 6 !== 2) throw syntaxFault(start, 'octets that are no character');
  }
  return more === 0 ? String.fromCharCode(first) : '\ufffd';
}

function scanOctet(cursor: Cursor): number {
  const hex = cursor.text.slice(cursor.at + 1, cursor.at + 3);
  if (cursor.code !== PERCENT || !/^[0-9a-fA-F]{2}$/.test(hex)) {
    throw syntaxFault(cursor.at, '% without two hexadecimal digits in a tag');
  }
  cursor.at += 3;
  return Number.parseInt(hex, 16);
}
