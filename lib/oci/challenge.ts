/** What a server asks for with status 401. */
export interface Challenge {
  /** In lower case, such as `bearer` and `basic`. */
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const WORD = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** A scheme with a space or at the end, or a parameter with a token or a quoted string. Source: RFC 9110, section 11. */
const PART = new RegExp(
  `\\s*(?:(${WORD})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${WORD}))|(${WORD})(?=\\s|,|$))\\s*,?`,
  'y',
);

/** Longest header that is looked at. */
const LONGEST = 8192;

/** The challenges of a header `WWW-Authenticate`; what is none of them ends the list. */
export function challengesOf(header: string | undefined): Challenge[] {
  const text = header?.slice(0, LONGEST) ?? '';
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  PART.lastIndex = 0;
  for (let part = PART.exec(text); part !== null && part[0] !== ''; part = PART.exec(text)) {
    const [, name, quoted, word, scheme] = part;
    if (scheme !== undefined) found.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    else if (name !== undefined) {
      const value = quoted?.replace(/\\(.)/g, '$1') ?? word ?? '';
      found.at(-1)?.parameters.set(name.toLowerCase(), value);
    }
  }
  return found;
}
