import { readYaml } from '../../../lib/core/yaml';

const values = (text: string): unknown[] => readYaml(text).documents.map((document) => document.value);
const places = (text: string): string[] =>
  readYaml(text).problems.map(({ document, line }) => `${document}:${line}`);

describe('streams', () => {
  it.each<[string, unknown[]]>([
    ['', []],
    ['# only a comment\n', []],
    ['---\n', []],
    ['null\n', []],
    ['a: 1\n---\n# nothing\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['\ufeffa: 1\r\nb:\r\n- |\r\n  t\r\n  u\r\n---\r\nc: 2\r\n', [{ a: 1, b: ['t\nu\n'] }, { c: 2 }]],
    ['--- # comment\na: 1\n...\n---\nb: 1', [{ a: 1 }, { b: 1 }]],
    ['{"a":1}{"b":2}\n{"c":"}\\"{"}', [{ a: 1 }, { b: 2 }, { c: '}"{' }]],
    ['{"a":1}\n---\nb: on\n', [{ a: 1 }, { b: true }]],
    ['{a: y}\n', [{ a: true }]],
    ['{\n\t"a": "\\ud83d\\ude00\\/"\n}', [{ a: '😀/' }]],
    ['a: [1,\n2\n]\nb: {\n  c: "x]"  # comment ]\n}\n', [{ a: [1, 2], b: { c: 'x]' } }]],
    ['a: é😀\n', [{ a: 'é😀' }]],
  ])('%j', (text, expected) => {
    expect(readYaml(text).problems).toEqual([]);
    expect(values(text)).toEqual(expected);
  });

  it('counts documents from 0, empty ones too, and comments before the first --- not', () => {
    const { documents } = readYaml('# head\n---\na: 1\n---\n---\n\n# c\nb: 2\n');
    expect(documents.map(({ index, line }) => [index, line])).toEqual([
      [0, 3],
      [2, 8],
    ]);
  });

  it.each(['\u00a0', ' \ufeff', '# c\rx', '#\u2028x'])('counts %j as a document', (first) => {
    expect(readYaml(`${first}\n---\na: 1\n`).documents.at(-1)).toMatchObject({ index: 1 });
  });

  it('reads the other documents where one is broken', () => {
    const text = 'a: [\n---\nb: 1\n---\nc: "x\n---\nd: 1\nd: 2\n---\n--- e: 1\n---\nf: 1\n';
    expect(values(text)).toEqual([{ b: 1 }, { f: 1 }]);
    expect(places(text).map((place) => place.split(':')[0])).toEqual(['0', '2', '3', '5']);
  });
});

describe('merge keys and aliases', () => {
  it.each<[string, unknown]>([
    ['x: &x {b: 1, c: 2}\nd: {<<: *x, b: 5}', { b: 5, c: 2 }],
    ['x: &x {b: 1, c: 2}\nd: {b: 5, <<: *x}', { b: 1, c: 2 }],
    ['d: {<<: [{a: 1}, {a: 2, b: 3}], c: 1}', { a: 1, b: 3, c: 1 }],
    ['d: {<<: {a: 1}, <<: {b: 2, a: 3}}', { a: 3, b: 2 }],
    ['x: &x {<<: {b: 1}, c: 2}\nd: {<<: *x}', { b: 1, c: 2 }],
    ['d: {"<<": 1}', { '<<': 1 }],
    ['d: {!!merge <<: {a: 1}}', { a: 1 }],
  ])('%s', (text, expected) => {
    const [document] = readYaml(text).documents;
    expect(document?.value).toMatchObject({ d: expected });
  });

  it('lets an anchor of the same name further in win, as go-yaml does', () => {
    expect(values('- &y [1, &y {b: 2}]\n- *y\n')).toEqual([[[1, { b: 2 }], { b: 2 }]]);
  });

  it.each(['d: {<<: 1}', 'd: {<<: }', 'd: {<<: [1]}', 'x: &x [{a: 1}]\nd: {<<: *x}'])(
    'refuses %j',
    (text) => {
      expect(readYaml(text).problems[0]?.found).toContain('merge key');
    },
  );

  it('copies what an alias stands for', () => {
    const [list] = values('- &x {b: [1]}\n- *x\n');
    const [first, second] = Array.isArray(list) ? list : [];
    expect(second).toEqual({ b: [1] });
    expect(second).not.toBe(first);
  });

  it('stops aliases that blow up before they take memory', () => {
    const levels = 'bcdefghij'
      .split('')
      .map((name, at) => `${name}: &${name} [${`*${'abcdefghij'[at]},`.repeat(9)}]`);
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${levels.join('\n')}\n`;
    expect(readYaml(bomb).problems[0]).toMatchObject({ found: 'aliases that blow up' });
  });

  it('stops nesting by aliases', () => {
    const lines = ['a0: &a0 [x]'];
    for (let at = 1; at < 30; at += 1)
      lines.push(`a${at}: &a${at} ${'['.repeat(90)}*a${at - 1}${']'.repeat(90)}`);
    expect(readYaml(lines.join('\n')).problems[0]?.found).toBe('aliases nested too deeply');
  });

  it.each(['a: *x', 'a: &x [*x]', 'a: &x 1\n---\nb: *x'])('refuses %j', (text) => {
    expect(readYaml(text).problems[0]?.found).toContain('alias *x');
  });
});

describe('what is refused, and where', () => {
  it.each<[string, string, RegExp]>([
    ['a: 1\nb:\n  c: 1\n  c: 2\n', '0:4', /key "c" a second time/],
    ['1: a\n"1": b', '0:2', /key "1" a second time/],
    ['{"a":1,\n"a":2}', '0:2', /key "a" a second time/],
    ['a:\n\tb: 1', '0:2', /spaces instead of the tab/],
    ['# c\n%YAML 1.1\n---\na: 1', '0:2', /directive/],
    ['a: 1\n---\n--- x\nb: 2', '2:3', /"x" after ---/],
    ['a: 1\n...\nb: 2', '0:3', /drops what follows/],
    ['a: "\\ud83d\\ude00"', '0:1', /surrogate/],
    [`${'['.repeat(5000)}${']'.repeat(5000)}`, '0:1', /at most 1000 levels/],
    [`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, '0:1', /at most 1000 levels/],
    ['a: "x', '0:1', /no YAML/],
    ['---#c\na: 1', '0:2', /a colon that ends no key/],
    ['{"a": 1e400}', '0:1', /within the range/],
  ])('%j', (text, place, message) => {
    const { documents, problems } = readYaml(text, 'f.yaml');
    expect(problems.map(({ document, line }) => `${document}:${line}`)).toContain(place);
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
    expect(problems[0]?.message).toMatch(/^f\.yaml: document \d+, line \d+/);
    expect(documents.every(({ index }) => problems.every(({ document }) => document !== index))).toBe(true);
  });

  it('reports every problem of a document', () => {
    expect(places('a: .inf\na: 1\nb: !!int x\n')).toEqual(['0:1', '0:2', '0:3']);
  });

  it('keeps __proto__ and constructor as data', () => {
    const [document] = readYaml(
      '__proto__: {a: 1}\nconstructor: x\nd: {<<: {__proto__: {z: 1}}}\n',
    ).documents;
    const value = document?.value;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":1},"constructor":"x","d":{"__proto__":{"z":1}}}');
  });
});

describe('lines of fields', () => {
  const text =
    '# head\nz: 0\n---\n# c\nspec:\n  list:\n  - name: x\n\n    on: 1\n  -\n    name: y\nref: &r {a: 1,\n  b: yes}\nuse: *r\nmix:\n  <<: *r\n  c: 1\n';
  const document = readYaml(text).documents[1];

  it.each<[(string | number)[], number | undefined]>([
    [[], 5],
    [['spec'], 5],
    [['spec', 'list'], 6],
    [['spec', 'list', 0], 7],
    [['spec', 'list', 0, 'name'], 7],
    [['spec', 'list', 0, 'true'], 9],
    [['spec', 'list', 1, 'name'], 11],
    [['use', 'b'], 13],
    [['mix', 'a'], 12],
    [['mix', 'c'], 17],
    [['spec', 'nothing'], undefined],
    [['spec', 'list', 2], undefined],
  ])('%j is at %s', (path, line) => {
    expect(document?.lineOf(path)).toBe(line);
  });

  it('says how a scalar is written', () => {
    expect(document?.writtenAt(['ref', 'b'])).toBe('yes');
    expect(document?.writtenAt(['spec'])).toBeUndefined();
  });
});
