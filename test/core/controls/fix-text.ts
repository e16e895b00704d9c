import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { readYaml } from '../../../lib/core/yaml';

const OPEN = '([{';
const CLOSE = ')]}';

/** Where the first word after the YAML or the code begins: a comma, a semicolon or a bracket that is inside of nothing. */
function endOf(text: string, isEnd: (rest: string) => boolean): number {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if (depth === 0 && isEnd(text.slice(index))) return index;
    else if (OPEN.includes(char)) depth += 1;
    else if (CLOSE.includes(char)) depth -= 1;
  }
  return text.length;
}

/** The YAML that a fix begins with; undefined where it is a sentence. */
export function yamlPart(fix: string): string | undefined {
  if (!/^[A-Za-z][\w./-]*: /.test(fix)) return undefined;
  return fix.slice(
    0,
    endOf(fix, (rest) => /^(?:[,;] | \()/.test(rest)),
  );
}

/** The props that code begins with, as the inside of an object literal; undefined where it is a call or a sentence. */
export function codePart(code: string): string | undefined {
  if (!/^[A-Za-z]\w*: /.test(code)) return undefined;
  return code.slice(
    0,
    endOf(code, (rest) => /^(?:; | \(|, (?![a-zA-Z]+: ))/.test(rest)),
  );
}

/** YAML in a fix: what it begins with, and each `field: { … }` or `field: [ … ]` in its words. */
export function fragmentsIn(fix: string): { value: PlainObject; problems: readonly string[] }[] {
  const whole = yamlPart(fix);
  const rest = whole === undefined ? fix : fix.slice(whole.length);
  const strings = whole === undefined ? [] : [whole];
  for (const { index } of rest.matchAll(/[a-z][A-Za-z]*: [{[]/g)) {
    const before = rest.slice(0, index);
    if (before.split(/[{[]/).length !== before.split(/[}\]]/).length) continue;
    const tail = rest.slice(index);
    const from = tail.search(/[{[]/);
    strings.push(tail.slice(0, from + endOf(tail.slice(from), (left) => /^(?:[,; ]|$)/.test(left))));
  }
  return strings.map((text) => {
    const { documents, problems } = readYaml(text, 'fix.yaml');
    const value = documents.at(0)?.value;
    const wrong = problems.map(({ message }) => message);
    return isPlain(value)
      ? { value, problems: wrong }
      : { value: {}, problems: [...wrong, `no mapping: ${text}`] };
  });
}

/** The steps of a path: fields, and indices of lists. */
export function tokensOf(path: string): (string | number)[] {
  const found = path.matchAll(/\["([^"]+)"\]|\['([^']+)'\]|\[(\d+)\]|([^.[\]]+)/g);
  return [...found].map(([, double, single, index, field]) =>
    index === undefined ? (double ?? single ?? field ?? '') : Number(index),
  );
}

/** Merges a fragment into the object at a path, which is made where it is absent; false where no object can be there. */
export function mergeInto(
  root: PlainObject,
  path: readonly (string | number)[],
  fragment: PlainObject,
): boolean {
  let at: unknown = root;
  for (const [index, token] of path.entries()) {
    const next: unknown = typeof path[index + 1] === 'number' ? [] : {};
    if (Array.isArray(at) && typeof token === 'number') {
      at[token] ??= next;
      at = at[token];
    } else if (isPlain(at) && typeof token === 'string') {
      at[token] ??= next;
      at = at[token];
    } else return false;
  }
  if (!isPlain(at)) return false;
  Object.assign(at, merged(at, fragment));
  return true;
}

function merged(base: unknown, over: unknown): unknown {
  if (isPlain(base) && isPlain(over)) {
    const result: PlainObject = { ...base };
    for (const [key, value] of Object.entries(over)) result[key] = merged(base[key], value);
    return result;
  }
  if (Array.isArray(base) && Array.isArray(over) && over.every(isPlain)) {
    return over.map((item, index) => merged(base[index], item));
  }
  return over;
}
