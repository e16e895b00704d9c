import { readManifests, readYaml } from '../../../lib/core/yaml';

const LONG = 'k'.repeat(1024);

const read = (name: string, text: string, ...values: unknown[]) => ({ name, text, values });

/** What kubectl reads in bytes that other readers take for something else; facts from running it. */
const READ: readonly { readonly name: string; readonly text: string; readonly values: readonly unknown[] }[] =
  [
    read('a CR ends the comment after the first ---', '--- # c\ra: 1\nb: 2\n', { a: 1, b: 2 }),
    read('a CR ends a comment', '# c\ra: 1\n', { a: 1 }),
    read('a CR ends a line', 'a: 1\rb: |\r  x\r  y\rc: "d\re"\r', { a: 1, b: 'x\ny\n', c: 'd e' }),
    read('NEL, LS and PS end lines', 'a: 1\u0085b: x\u2028# c\u2029d: |\u0085 e\u2028 f', {
      a: 1,
      b: 'x',
      d: 'e\u2028f\n',
    }),
    read('the line of a further --- is gone', 'a: 1\n--- # c\rb: 2\nc: 3\n', { a: 1 }, { c: 3 }),
    read('a tag without a name makes a merge key', 'a: 1\n! <<: {a: 2}\n', { a: 2 }),
    read('in quotes too', '! "<<": {a: 2}\n!<!> \'<<\': {b: 3}\n', { a: 2, b: 3 }),
    read('as !!merge does', 'a: 1\n!!merge "<<": {a: 2}\n', { a: 2 }),
    read('an alias of << is no merge key', '&m <<: {a: 1}\n*m : 2\n', { a: 1, '<<': 2 }),
    read('a colon before } belongs to the key', '{a: 1, b:}', { a: 1, 'b:': null }),
    read('in a merged map too', '{"a": true, <<: {a:}}', { a: true, 'a:': null }),
    read('a colon before a comma belongs to the text', '[a:, b:c]', ['a:', 'b:c']),
    read('a colon without a space makes no value', '{a:1}', { 'a:1': null }),
    read('a colon after quotes needs no space', '{"":}', { '': null }),
    read('? in a flow collection needs no space', '[?a, ? b : c]', [{ a: null }, { b: 'c' }]),
    read('a comment needs no space after quotes', 'a: "b"#c\nd: [e]#f\n', { a: 'b', d: ['e'] }),
    read('a comment needs one after text', 'a: b#c\n', { a: 'b#c' }),
    read('a tag takes the comma along', '[!!str, 5]', ['5']),
    read('a tag in percent escapes', 'a: !!%73tr 5', { a: '5' }),
    read('a flow collection may be at column 0', 'a: {\nb: 1\n}\nc: [\n1\n]', { a: { b: 1 }, c: [1] }),
    read('a tab separates', 'a:\tb\tc\t# d', { a: 'b\tc' }),
    read('a block ends without a line break', 'a: |\n b', { a: 'b\n' }),
    read('an indented line is not folded', 'a: >\n b\n c\n\n\n d\n  e\n f', { a: 'b c\n\nd\n e\nf\n' }),
    read('YAML after one JSON value', '{"a":1}\n# c\nb: 2\n', { a: 1 }, { b: 2 }),
    read('JSON with a tab in a string is YAML', '{"a":"\t"}', { a: '\t' }),
    read('JSON that no YAML is', '{"k"\n:\t"\\ud83d\\ude00\\/"}', { k: '😀/' }),
    read('a byte order mark starts documents', '\ufeffa: 1\n---\n\ufeffb: 2\n', { a: 1 }, { b: 2 }),
    read('a key of 1024 characters', `${LONG}: 1\n`, { [LONG]: 1 }),
    read('characters are counted, not their halves', `${'😀'.repeat(1024)}: 1\n`, { ['😀'.repeat(1024)]: 1 }),
    read('a longer key after ?', `? ${LONG}k\n: 1\n`, { [`${LONG}k`]: 1 }),
    read('an end of the document before a comment', '{a: b}\n...\n# c\n', { a: 'b' }),
    read('half a number after JSON', '{"a":1}1.\n-', { a: 1 }, '1. -'),
  ];

/** What kubectl drops or changes in silence, or refuses, by the line that the problem names. */
const REFUSED: readonly (readonly [string, string, number, RegExp])[] = [
  ['content after ...', 'a: 1\n...\nb: 2', 3, /more after the end/],
  ['content after a flow collection', '{a: b}\n c', 2, /more after the end/],
  ['an empty collection as the first key', '[]: a', 1, /more after the end/],
  ['a second document after a CR', 'a: 1\r---\rb: 2\n', 1, /more after the end/],
  ['a directive after a CR', '# c\r%YAML 1.1\r---\ra: 1\n', 1, /directive/],
  ['CR before CRLF', 'a: 1\nb: 2\r\r\nc: 3', 2, /carriage return/],
  ['a byte order mark within', 'a: |\n  x\n  \ufeffy\n', 3, /U\+FEFF.*\\uFEFF/],
  ['a control character', 'a: "x\u0007"\n', 1, /U\+0007/],
  ['NUL', 'a: x\u0000\nb: y\n', 1, /U\+0000/],
  ['half of a surrogate pair', 'a: x\ud800\n', 1, /U\+D800/],
  ['YAML after two JSON values', '{"a":1}{"b":2}\nc: 3\n', 2, /no JSON after JSON/],
  ['too little after JSON', '{"a":1}\n#c', 2, /no JSON after JSON/],
  ['a key of 1025 characters', `a: 1\n${LONG}k: 1\n`, 2, /no YAML/],
  ['a tag handle without a directive', 'a: !e!x 1', 1, /tag handle !e!/],
  ['the tag of a number that no double is', 'a: !!float 9007199254740993', 1, /double/],
  ['an anchor of another document', 'a: &x 1\n---\nb: *x\n', 3, /alias \*x/],
  ['an integer over 64 bits', '{"a": 18446744073709551615}', 1, /64 bits/],
  ['keys that become one', '1: a\n"1": b\n', 2, /second time/],
  ['keys of a merged map that become one', 'x: &x {1: a}\ny:\n  "1": b\n  <<: *x\n', 4, /become "1"/],
  [
    'keys that become one with those of a merged map',
    'y: {<<: {1e-99: a, b: c}, b: d,\n0: b}\n',
    2,
    /become "0"/,
  ],
];

describe('bytes that other readers take for something else', () => {
  it.each(READ)('$name', ({ text, values }) => {
    const { documents, problems } = readYaml(text);
    expect(problems).toEqual([]);
    expect(documents.map(({ value }) => value)).toEqual(values);
  });

  it.each(REFUSED)('refuses %s', (_, text, line, message) => {
    const { problems } = readYaml(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.line).toBe(line);
    expect(problems[0]?.message).toMatch(message);
  });
});

const pod = '{apiVersion: v1, kind: Pod, metadata: {name: p}}';

describe('items', () => {
  it('take kind and apiVersion from their list where they have neither', () => {
    const { documents, problems } = readManifests(
      `apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n- ${pod}\n`,
    );
    expect(problems).toEqual([]);
    expect(documents).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ['a kind that is none of lists', 'kind: Widget\nitems: [x]', 'items in an object of kind Widget'],
    [
      'the same without an item',
      'kind: NetworkPolicy\nitems: null',
      'items in an object of kind NetworkPolicy',
    ],
    [
      'a list in a list',
      `kind: List\nitems:\n- {apiVersion: v1, kind: List, items: [${pod}]}`,
      'a list within a list',
    ],
    ['no items', 'kind: List', 'no items'],
    ['no items in an item', 'kind: List\nitems:\n- {apiVersion: v1, kind: List, items: }', 'no items'],
    ['an item with a kind alone', 'kind: PodList\nitems:\n- {kind: Pod}', 'no apiVersion'],
    ['an item of nothing', 'kind: PodList\nitems: [null]', 'null (null'],
  ])('refuses %s', (_, text, found) => {
    const { documents, problems } = readManifests(`apiVersion: v1\n${text}\n`);
    expect(documents).toEqual([]);
    expect(problems[0]?.message).toContain(found);
  });

  it('leaves the rest of the file', () => {
    const { documents, problems } = readManifests(`apiVersion: v1\nkind: Widget\nitems: []\n---\n${pod}\n`);
    expect(documents.map(({ value }) => value.kind)).toEqual(['Pod']);
    expect(problems.map(({ line }) => line)).toEqual([3]);
  });
});
